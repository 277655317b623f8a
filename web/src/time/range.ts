// Which part of the run is looked at, and the way back. A history that never grows beyond its bound.

export interface Range {
  from_ms: number;
  to_ms: number;
}

/** As far as a zoom goes in. */
const SHORTEST_MS = 1000;
const LONGEST_HISTORY = 20;
const DAY_MS = 86_400_000;
/** Steps by which the end of what is known is rounded up. */
const ROUND_MS = [60_000, 600_000, 3_600_000, 6 * 3_600_000, DAY_MS];

export interface Zoom {
  range: Range;
  /** Ranges to go back to, the last one last. */
  before: Range[];
}

/** A range in order, inside the whole, not shorter than can be told apart. */
export function fit(range: Range, whole: Range): Range {
  const from_ms = Math.max(whole.from_ms, Math.min(range.from_ms, range.to_ms));
  const to_ms = Math.min(whole.to_ms, Math.max(range.from_ms, range.to_ms));
  if (to_ms - from_ms >= SHORTEST_MS || whole.to_ms - whole.from_ms <= SHORTEST_MS) return { from_ms, to_ms };
  const middle = Math.min(Math.max((from_ms + to_ms) / 2, whole.from_ms + SHORTEST_MS / 2), whole.to_ms - SHORTEST_MS / 2);
  return { from_ms: middle - SHORTEST_MS / 2, to_ms: middle + SHORTEST_MS / 2 };
}

export function zoomTo(zoom: Zoom, range: Range, whole: Range): Zoom {
  const next = fit(range, whole);
  if (next.from_ms === zoom.range.from_ms && next.to_ms === zoom.range.to_ms) return zoom;
  return { range: next, before: [...zoom.before, zoom.range].slice(-LONGEST_HISTORY) };
}

/** To the range before this one; the whole where there is none. */
export function back(zoom: Zoom, whole: Range): Zoom {
  const last = zoom.before.at(-1);
  return { range: last ? fit(last, whole) : whole, before: zoom.before.slice(0, -1) };
}

/** To the whole run; the way back leads to where one was. */
export function reset(zoom: Zoom, whole: Range): Zoom {
  return zoomTo(zoom, whole, whole);
}

/** What is known of a run so far, with a little room ahead, its end round so that it does not move at each step. */
export function known(whole: Range, reached_ms: number): Range {
  const passed_ms = reached_ms - whole.from_ms;
  const round_ms = ROUND_MS.find((step) => step * 24 >= passed_ms) ?? DAY_MS;
  const to_ms = whole.from_ms + Math.ceil((passed_ms * 1.02 + 1) / round_ms) * round_ms;
  return { from_ms: whole.from_ms, to_ms: Math.min(whole.to_ms, Math.max(to_ms, whole.from_ms + SHORTEST_MS)) };
}

/** The range moved so that an instant is in it, a tenth from the edge; itself if it is. */
export function holding(range: Range, t_ms: number, whole: Range): Range {
  const span = range.to_ms - range.from_ms;
  if (t_ms >= range.from_ms && t_ms <= range.to_ms) return range;
  const from_ms = t_ms > range.to_ms ? t_ms - 0.9 * span : t_ms - 0.1 * span;
  const inside = Math.min(Math.max(from_ms, whole.from_ms), Math.max(whole.from_ms, whole.to_ms - span));
  return { from_ms: inside, to_ms: inside + span };
}
