import { expect, test } from 'vitest';
import { briefly, dated, dayOf, isoDay, months, panned, xOf, zoomed } from './axis';

const axis = { from: 100, to: 300, left: 262, width: 1000 };

test('a day has a place and a place a day', () => {
  expect(xOf(axis, 100)).toBe(262);
  expect(xOf(axis, 300)).toBe(1262);
  expect(dayOf(axis, xOf(axis, 173.5))).toBeCloseTo(173.5);
});

test('a part of a day belongs to its day, in any year', () => {
  expect(dated('2027-01-04', 661.5)).toBe('26 Oct 2028');
  expect(briefly('2027-01-04', 661.999_999_9)).toBe('27 Oct 28');
  expect(isoDay('2027-01-04', -4)).toBe('2026-12-31');
});

test('months cover a span without a gap, and a year is told at its first', () => {
  const found = months('2027-01-04', 0, 400);
  expect(found.map((month) => month.letter).join('')).toBe('JFMAMJJASONDJF');
  expect(found[0]?.from).toBe(-3);
  found.slice(1).forEach((month, n) => expect(month.from).toBe(found[n]?.to));
  expect(found.filter((month) => month.first).map((month) => month.year)).toEqual([2027, 2028]);
});

test('zooming keeps the day it is about where it is, and out of the whole there is nothing', () => {
  const [from, to] = zoomed([0, 800], 0.5, 200, [0, 800]) ?? [0, 0];
  expect(to - from).toBe(400);
  expect((200 - from) / (to - from)).toBeCloseTo(0.25);
  expect(zoomed([100, 500], 2, 300, [0, 800])).toBeNull();
  expect(zoomed([100, 130], 0.1, 110, [0, 800])).toEqual([101, 129]);
});

test('panning stops at both ends', () => {
  expect(panned([100, 200], -300, [0, 800])).toEqual([0, 100]);
  expect(panned([100, 200], 9000, [0, 800])).toEqual([700, 800]);
  expect(panned([100, 200], 30.4, [0, 800])).toEqual([130, 230]);
});
