import { expect, test } from 'vitest';
import { clock, dateAndClock, day, fineClock, instantOf, parseInstant, span, wall, zoneName } from './format';

const DALLAS = 'America/Chicago';
const at = Date.parse('2026-07-14T21:01:02.345Z');

test('an instant is read on the wall clock of its zone', () => {
  expect(clock(at, DALLAS)).toBe('16:01:02');
  expect(clock(at, 'UTC')).toBe('21:01:02');
  expect(fineClock(at, 'UTC')).toBe('21:01:02.345');
  expect(day(at, DALLAS)).toBe('Tue 14 Jul 2026');
  expect(dateAndClock(at, DALLAS)).toBe('14 Jul 2026 16:01:02');
  expect(zoneName(at, DALLAS)).toBe('CDT');
});

test('midnight is 00 and belongs to the new day', () => {
  expect(dateAndClock(Date.parse('2026-07-15T05:00:00Z'), DALLAS)).toBe('15 Jul 2026 00:00:00');
});

test('what a person types is read in the zone they chose', () => {
  const iso = (text: string, zone = DALLAS) => new Date(parseInstant(text, zone, at)).toISOString();
  expect(iso('16:30')).toBe('2026-07-14T21:30:00.000Z');
  expect(iso('16:30:05.5')).toBe('2026-07-14T21:30:05.500Z');
  expect(iso('15 Jul 2026 01:00')).toBe('2026-07-15T06:00:00.000Z');
  expect(iso('Tue 14 July 2026, 16:30')).toBe('2026-07-14T21:30:00.000Z');
  expect(iso('2026-07-14 16:30')).toBe('2026-07-14T21:30:00.000Z');
  expect(iso('2026-07-14')).toBe('2026-07-14T05:00:00.000Z');
  expect(iso('2026-07-14T16:30-05:00', 'UTC')).toBe('2026-07-14T21:30:00.000Z');
  expect(iso('16:30', 'UTC')).toBe('2026-07-14T16:30:00.000Z');
});

test('what is no time is not guessed at', () => {
  for (const text of ['', 'noon', '25:00', '14 Foo 2026', '16:61', '14 Jul 2026 16h30']) {
    expect(parseInstant(text, DALLAS, at), text).toBeNaN();
  }
});

test('what is shown and typed again is the same second', () => {
  for (const zone of [DALLAS, 'UTC', 'Asia/Kolkata']) {
    expect(parseInstant(dateAndClock(at, zone), zone, 0)).toBe(at - 345);
  }
});

test('in autumn the hour that comes twice is the first one, in spring the hour that never comes is the next', () => {
  const autumn = instantOf(Date.UTC(2026, 10, 1, 1, 30), DALLAS);
  expect(new Date(autumn).toISOString()).toBe('2026-11-01T06:30:00.000Z');
  const spring = instantOf(Date.UTC(2026, 2, 8, 2, 30), DALLAS);
  expect(wall(spring, DALLAS)).toMatchObject({ hour: 3, minute: 30 });
});

test('a span is said in its two largest units', () => {
  expect([0, 250, 1_000, 61_000, 7_500_000, 86_400_000, 90_061_000].map(span)).toEqual(
    ['0 s', '250 ms', '1 s', '1 min 1 s', '2 h 5 min', '1 d', '1 d 1 h'],
  );
});
