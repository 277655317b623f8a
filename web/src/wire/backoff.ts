// How long to wait before another try: twice as long each time, up to a quarter of a minute.

const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** Wait before try `tries` + 1, after `tries` that failed in a row. */
export function waitMs(tries: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, tries - 1));
}
