// One signal of two runs on one chart: ours solid, theirs dashed, and between them the difference as an area.

import { at, type Line } from '../charts/lines';

type Values = (number | null)[];

export interface Pair {
  name: string;
  ours: Values;
  theirs: Values;
  t_ms: number[];
  their_t_ms: number[];
  labels: [ours: string, theirs: string];
  colour?: string;
}

export function pairLines(pair: Pair): Line[] {
  const theirs = at(pair.their_t_ms, pair.theirs, pair.t_ms);
  const both = pair.ours.map((a, i): [number | null, number | null] => (a === null || theirs[i] == null ? [null, null] : [a, theirs[i] ?? null]));
  const colour = pair.colour ?? '--c-measured';
  const range = {
    least: both.map(([a, b]) => (a === null || b === null ? null : Math.min(a, b))),
    most: both.map(([a, b]) => (a === null || b === null ? null : Math.max(a, b))),
  };
  return [
    { name: `${pair.name} apart`, label: '', colour: '--point', width: 0, values: range.most, range },
    { name: pair.name, label: pair.labels[0], colour, values: pair.ours },
    { name: `${pair.name} beside`, label: pair.labels[1], colour, dash: [5, 4], values: theirs },
  ];
}

/** The first instant from which they differ by more than a share of the largest value; NaN if they never do. */
export function firstApart(pair: Pair, share = 1e-4): number {
  const theirs = at(pair.their_t_ms, pair.theirs, pair.t_ms);
  const largest = pair.ours.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
  const place = pair.ours.findIndex((value, i) => {
    const other = theirs[i] ?? null;
    return value !== null && other !== null && Math.abs(value - other) > share * largest;
  });
  return pair.t_ms[place] ?? NaN;
}
