// Instants as people write and read them, in the zone they chose.

const formats = new Map<string, Intl.DateTimeFormat>();

interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const pad = (number: number, width = 2): string => String(number).padStart(width, '0');

/** What a clock on the wall of a zone shows at an instant. */
export function wall(t_ms: number, zone: string): Wall {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric',
      minute: 'numeric', second: 'numeric',
    });
    formats.set(zone, format);
  }
  const shown: Record<string, number> = {};
  for (const part of format.formatToParts(Math.floor(t_ms / 1000) * 1000)) shown[part.type] = Number(part.value);
  return shown as unknown as Wall;
}

/** What to add to an instant to read its wall time as if it were UTC. */
export function offsetMs(t_ms: number, zone: string): number {
  const at = wall(t_ms, zone);
  return Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second) - Math.floor(t_ms / 1000) * 1000;
}

/** The instant of a wall time, read as if it were UTC; of two the earlier, of none the one after the gap. */
export function instantOf(wall_ms: number, zone: string): number {
  const early = wall_ms - offsetMs(wall_ms - 86_400_000, zone);
  const late = wall_ms - offsetMs(wall_ms + 86_400_000, zone);
  for (const t_ms of [early, late]) if (t_ms + offsetMs(t_ms, zone) === wall_ms) return t_ms;
  return early;
}

export function clock(t_ms: number, zone: string): string {
  const at = wall(t_ms, zone);
  return `${pad(at.hour)}:${pad(at.minute)}:${pad(at.second)}`;
}

/** With milliseconds, where an instant must be told from its neighbour. */
export function fineClock(t_ms: number, zone: string): string {
  const ms = Math.floor(t_ms - Math.floor(t_ms / 1000) * 1000);
  return `${clock(t_ms, zone)}.${pad(ms, 3)}`;
}

export function day(t_ms: number, zone: string): string {
  const at = wall(t_ms, zone);
  const weekday = DAYS[new Date(Date.UTC(at.year, at.month - 1, at.day)).getUTCDay()] ?? '';
  return `${weekday} ${at.day} ${MONTHS[at.month - 1] ?? ''} ${at.year}`;
}

export function dateAndClock(t_ms: number, zone: string): string {
  const at = wall(t_ms, zone);
  return `${at.day} ${MONTHS[at.month - 1] ?? ''} ${at.year} ${clock(t_ms, zone)}`;
}

/** The short name of a zone at an instant, as `CDT`. */
export function zoneName(t_ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' }).formatToParts(t_ms);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

const TIME = /(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/;
const WORDED = /^(?:[a-z]{3},? +)?(\d{1,2}) +([a-z]{3})[a-z]* +(\d{4})/i;
const DASHED = /^(\d{4})-(\d{2})-(\d{2})/;

/**
 * Read what a person typed: `16:30` on the day of `near_ms`, `14 Jul 2026 16:30:05`, `2026-07-14 16:30`, or an ISO
 * instant with an offset. NaN for what is none of these.
 */
export function parseInstant(typed: string, zone: string, near_ms: number): number {
  const text = typed.trim();
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/i.test(text)) return Date.parse(text);
  const date = dateOf(text, zone, near_ms);
  if (!date) return NaN;
  const rest = date.rest.replace(/^[T, ]+/, '').trim();
  const time = TIME.exec(rest);
  if (rest && time?.index !== 0) return NaN;
  const [hour = 0, minute = 0, second = 0] = (time ?? []).slice(1, 4).map((part) => Number(part ?? 0));
  const ms = Number((time?.[4] ?? '0').padEnd(3, '0'));
  if (hour > 24 || minute > 59 || second > 59) return NaN;
  return instantOf(Date.UTC(date.year, date.month - 1, date.day, hour, minute, second), zone) + ms;
}

function dateOf(text: string, zone: string, near_ms: number) {
  const worded = WORDED.exec(text);
  if (worded) {
    const month = MONTHS.findIndex((name) => name.toLowerCase() === worded[2]?.toLowerCase()) + 1;
    if (!month) return null;
    return { year: Number(worded[3]), month, day: Number(worded[1]), rest: text.slice(worded[0].length) };
  }
  const dashed = DASHED.exec(text);
  if (dashed) {
    const [year, month, day] = dashed.slice(1).map(Number) as [number, number, number];
    return { year, month, day, rest: text.slice(dashed[0].length) };
  }
  return TIME.test(text) ? { ...wall(near_ms, zone), rest: text } : null;
}

/** A length of time in words of one or two units: `1 min 1 s`, `2 h 5 min`, `3 d`. */
export function span(ms: number): string {
  const s = Math.round(Math.abs(ms) / 1000);
  if (s < 1 && ms !== 0) return `${Math.round(Math.abs(ms))} ms`;
  const parts: [number, string][] = [
    [Math.floor(s / 86_400), 'd'], [Math.floor(s / 3600) % 24, 'h'], [Math.floor(s / 60) % 60, 'min'], [s % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return parts.slice(first, first + 2).filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`).join(' ');
}
