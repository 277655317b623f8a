import { expect, test } from 'vitest';
import { stepMs, ticks, tickWords } from './ticks';

const DALLAS = 'America/Chicago';
const from = Date.parse('2026-07-14T20:00:00Z');

test('ticks are round on the wall and few enough', () => {
  const found = ticks(from, from + 4 * 3600_000, DALLAS, 8);
  expect(found.map((t) => tickWords(t, DALLAS, 1_800_000))).toEqual(
    ['15:00', '15:30', '16:00', '16:30', '17:00', '17:30', '18:00', '18:30', '19:00'],
  );
});

test('a day begins at midnight of the zone', () => {
  const found = ticks(from, from + 3 * 86_400_000, DALLAS, 4);
  expect(found.map((t) => tickWords(t, DALLAS, 86_400_000))).toEqual(['15 Jul', '16 Jul', '17 Jul']);
});

test('midnights stay midnights over a change of the clock', () => {
  const october = Date.parse('2026-10-30T00:00:00Z');
  const found = ticks(october, october + 5 * 86_400_000, DALLAS, 6);
  expect(found.map((t) => tickWords(t, DALLAS, 86_400_000))).toEqual(['30 Oct', '31 Oct', '1 Nov', '2 Nov', '3 Nov']);
});

test('seconds are said only where they are needed', () => {
  expect(tickWords(from, DALLAS, 10_000)).toBe('15:00:00');
  expect(tickWords(from, DALLAS, 60_000)).toBe('15:00');
});

test('any span has a step', () => {
  expect(stepMs(3_000, 8)).toBe(1000);
  expect(30 * 365 * 86_400_000 / stepMs(30 * 365 * 86_400_000, 8)).toBeLessThanOrEqual(8);
  expect(ticks(5, 5, 'UTC', 8)).toEqual([]);
});
