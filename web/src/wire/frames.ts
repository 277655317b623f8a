// Binary messages: each is one whole Arrow IPC stream, what it is stands in the metadata of its schema.

import { tableFromIPC, type Table } from '@uwdata/flechette';
import type { FactLine } from './types';

export interface SignalFrame {
  kind: 'signals';
  t_ms: number;
  seq: number;
  mode: 'follow' | 'replay';
  names: string[];
  values: Float64Array;
}

export interface FactFrame {
  kind: 'facts';
  first_seq: number;
  last_seq: number;
  facts: FactLine[];
}

export type Frame = SignalFrame | FactFrame;

/** Decode a binary message; throws on one that is of no kind this page knows. */
export function decode(message: ArrayBuffer): Frame {
  const table = tableFromIPC(new Uint8Array(message));
  const said: Map<string, string> = table.schema.metadata ?? new Map<string, string>();
  const kind = said.get('kind');
  if (kind === 'signals') return signalsOf(table, said);
  if (kind === 'facts') return factsOf(table, said);
  throw new Error(`a frame of unknown kind: ${kind ?? 'none'}`);
}

function signalsOf(table: Table, said: Map<string, string>): SignalFrame {
  const values = new Float64Array(table.numCols);
  for (let place = 0; place < table.numCols; place++) {
    const value: unknown = table.numRows ? table.getChildAt(place).at(0) : null;
    values[place] = typeof value === 'number' ? value : NaN;
  }
  return {
    kind: 'signals',
    t_ms: Number(said.get('t_ms')),
    seq: Number(said.get('seq')),
    mode: said.get('mode') === 'replay' ? 'replay' : 'follow',
    names: table.names.map(String),
    values,
  };
}

function factsOf(table: Table, said: Map<string, string>): FactFrame {
  return {
    kind: 'facts',
    first_seq: Number(said.get('first_seq')),
    last_seq: Number(said.get('last_seq')),
    facts: table.toArray() as FactLine[],
  };
}
