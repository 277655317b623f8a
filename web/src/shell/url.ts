// What is looked at stands in the address: run, time, range, selection, workspace. Reload returns to it.

import type { Range } from '../time/range';

export interface Place {
  workspace: 'live';
  run: string | null;
  /** Null follows the run. */
  at_ms: number | null;
  /** Null is the whole run. */
  range: Range | null;
  asset: string | null;
  /** The run that is shown beside it. */
  beside: string | null;
}

export const NOWHERE: Place = { workspace: 'live', run: null, at_ms: null, range: null, asset: null, beside: null };

export function toQuery(place: Place): string {
  const pairs = new URLSearchParams();
  pairs.set('view', place.workspace);
  if (place.run !== null) pairs.set('run', place.run);
  if (place.at_ms !== null) pairs.set('at', written(place.at_ms));
  if (place.range) {
    pairs.set('from', written(place.range.from_ms));
    pairs.set('to', written(place.range.to_ms));
  }
  if (place.asset !== null) pairs.set('asset', place.asset);
  if (place.beside !== null) pairs.set('beside', place.beside);
  return `?${pairs.toString().replaceAll('%3A', ':')}`;
}

/** Read an address; what cannot be read is as if it were not there. */
export function fromQuery(search: string): Place {
  const pairs = new URLSearchParams(search);
  const from_ms = instant(pairs.get('from'));
  const to_ms = instant(pairs.get('to'));
  return {
    workspace: 'live',
    run: pairs.get('run') || null,
    at_ms: instant(pairs.get('at')),
    range: from_ms !== null && to_ms !== null && from_ms < to_ms ? { from_ms, to_ms } : null,
    asset: pairs.get('asset') || null,
    beside: pairs.get('beside') || null,
  };
}

function written(t_ms: number): string {
  return new Date(Math.round(t_ms)).toISOString();
}

function instant(text: string | null): number | null {
  const t_ms = Date.parse(text ?? '');
  return Number.isNaN(t_ms) ? null : t_ms;
}
