// The time axis of a plan: days after notice to proceed across a width, and calendar months along it.

export interface Axis {
  from: number;
  to: number;
  left: number;
  width: number;
}

export interface Month {
  from: number;
  to: number;
  year: number;
  letter: string;
  /** Days of the first and last month of a year begin it: there its number is written. */
  first: boolean;
}

const DAY_MS = 86_400_000;
const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const NEAR = 1e-6;
/** The least that can be zoomed to. */
export const LEAST_DAYS = 28;

export const xOf = (axis: Axis, day: number): number => axis.left + ((day - axis.from) / (axis.to - axis.from)) * axis.width;
export const dayOf = (axis: Axis, x: number): number => axis.from + ((x - axis.left) / axis.width) * (axis.to - axis.from);
export const daysPerPx = (axis: Axis): number => (axis.to - axis.from) / axis.width;

const dateOf = (ntp: string, day: number): Date => new Date(Date.parse(`${ntp}T00:00:00Z`) + Math.floor(day + NEAR) * DAY_MS);

/** `3 Jul 2028`. */
export function dated(ntp: string, day: number): string {
  const at = dateOf(ntp, day);
  return `${at.getUTCDate()} ${NAMES[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}`;
}

/** `3 Jul 28`, for the key numbers. */
export const briefly = (ntp: string, day: number): string => dated(ntp, day).replace(/ 20(\d\d)$/, ' $1');

/** `2028-07-03`. */
export const isoDay = (ntp: string, day: number): string => dateOf(ntp, day).toISOString().slice(0, 10);

/** The calendar months that touch a span of days. */
export function months(ntp: string, from: number, to: number): Month[] {
  const found: Month[] = [];
  const zero_ms = Date.parse(`${ntp}T00:00:00Z`);
  const start = dateOf(ntp, from);
  for (let at = Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), 1); (at - zero_ms) / DAY_MS < to;) {
    const now = new Date(at);
    const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
    found.push({
      from: (at - zero_ms) / DAY_MS, to: (next - zero_ms) / DAY_MS, year: now.getUTCFullYear(),
      letter: (NAMES[now.getUTCMonth()] ?? '').slice(0, 1), first: !found.length || now.getUTCMonth() === 0,
    });
    at = next;
  }
  return found;
}

/** A span around a day, so many times as long, kept within the whole. */
export function zoomed(span: [number, number], factor: number, about: number, whole: [number, number]): [number, number] | null {
  const length = Math.min(whole[1] - whole[0], Math.max(LEAST_DAYS, (span[1] - span[0]) * factor));
  if (length >= whole[1] - whole[0]) return null;
  const share = (about - span[0]) / (span[1] - span[0]);
  return panned([about - share * length, about - share * length + length], 0, whole);
}

/** A span moved by days, kept within the whole; whole days, since it stands in the address. */
export function panned(span: [number, number], days: number, whole: [number, number]): [number, number] {
  const length = Math.round(span[1] - span[0]);
  const from = Math.round(Math.min(Math.max(span[0] + days, whole[0]), whole[1] - length));
  return [from, from + length];
}
