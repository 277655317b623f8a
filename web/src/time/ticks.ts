// Ticks of a time axis: round on the wall clock of the zone, never closer than the words need.

import { clock, instantOf, offsetMs, wall } from './format';

const S = 1000;
const MIN = 60 * S;
const H = 60 * MIN;
const D = 24 * H;
const STEPS = [
  S, 2 * S, 5 * S, 10 * S, 15 * S, 30 * S, MIN, 2 * MIN, 5 * MIN, 10 * MIN, 15 * MIN, 30 * MIN, H, 2 * H, 3 * H, 6 * H,
  12 * H, D, 2 * D, 7 * D, 14 * D, 28 * D, 91 * D, 182 * D, 364 * D,
];

/** The smallest round step that gives at most `most` ticks. */
export function stepMs(span_ms: number, most: number): number {
  return STEPS.find((step) => span_ms / step <= most) ?? 364 * D * Math.ceil(span_ms / (364 * D * most));
}

/** Instants of the ticks of a range, round in its zone; across a change of the clock too. */
export function ticks(from_ms: number, to_ms: number, zone: string, most: number): number[] {
  if (!(to_ms > from_ms)) return [];
  const step = stepMs(to_ms - from_ms, most);
  const first = Math.ceil((from_ms + offsetMs(from_ms, zone)) / step) * step;
  const found: number[] = [];
  for (let at = first; found.length <= most + 2; at += step) {
    const t_ms = step < H ? at - offsetMs(from_ms, zone) : instantOf(at, zone);
    if (t_ms > to_ms) break;
    if (t_ms >= from_ms) found.push(t_ms);
  }
  return found;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A tick in words: a date where days go by, else the time, seconds only where they are needed. */
export function tickWords(t_ms: number, zone: string, step_ms: number): string {
  const at = wall(t_ms, zone);
  if (step_ms >= 12 * H && at.hour + at.minute === 0) return `${at.day} ${MONTHS[at.month - 1] ?? ''}`;
  const text = clock(t_ms, zone);
  return step_ms < MIN ? text : text.slice(0, 5);
}
