import { expect, test } from 'vitest';
import { back, fit, holding, known, reset, zoomTo, type Zoom } from './range';

const whole = { from_ms: 0, to_ms: 100_000 };
const all: Zoom = { range: whole, before: [] };

test('a zoom is put in order and kept inside the run', () => {
  expect(fit({ from_ms: 200_000, to_ms: 50_000 }, whole)).toEqual({ from_ms: 50_000, to_ms: 100_000 });
  expect(fit({ from_ms: 40_000, to_ms: 40_100 }, whole)).toEqual({ from_ms: 39_550, to_ms: 40_550 });
  expect(fit({ from_ms: 0, to_ms: 10 }, whole)).toEqual({ from_ms: 0, to_ms: 1000 });
});

test('back restores the range before, and at last the whole', () => {
  const once = zoomTo(all, { from_ms: 10_000, to_ms: 50_000 }, whole);
  const twice = zoomTo(once, { from_ms: 20_000, to_ms: 30_000 }, whole);
  expect(back(twice, whole).range).toEqual({ from_ms: 10_000, to_ms: 50_000 });
  expect(back(back(twice, whole), whole).range).toEqual(whole);
  expect(back(all, whole).range).toEqual(whole);
});

test('a reset can be taken back', () => {
  const once = zoomTo(all, { from_ms: 10_000, to_ms: 50_000 }, whole);
  const whole_again = reset(once, whole);
  expect(whole_again.range).toEqual(whole);
  expect(back(whole_again, whole).range).toEqual({ from_ms: 10_000, to_ms: 50_000 });
});

test('the history has a bound', () => {
  let zoom = all;
  for (let i = 1; i < 60; i++) zoom = zoomTo(zoom, { from_ms: i * 100, to_ms: 90_000 }, whole);
  expect(zoom.before).toHaveLength(20);
});

test('what is known of a long run is shown, with a round end that is never far', () => {
  const month = { from_ms: 0, to_ms: 30 * 86_400_000 };
  expect(known(month, 16 * 3_600_000)).toEqual({ from_ms: 0, to_ms: 17 * 3_600_000 });
  expect(known(month, 0)).toEqual({ from_ms: 0, to_ms: 60_000 });
  expect(known(month, month.to_ms)).toEqual(month);
  for (const h of [1, 5, 30, 200, 700]) expect(known(month, h * 3_600_000).to_ms).toBeLessThanOrEqual(Math.max(h * 1.3, h + 1.1) * 3_600_000);
});

test('the same range twice is one step', () => {
  const once = zoomTo(all, { from_ms: 1000, to_ms: 5000 }, whole);
  expect(zoomTo(once, { from_ms: 1000, to_ms: 5000 }, whole)).toBe(once);
});

test('a range follows an instant that leaves it and stays in the run', () => {
  expect(holding({ from_ms: 0, to_ms: 10_000 }, 5_000, whole)).toEqual({ from_ms: 0, to_ms: 10_000 });
  expect(holding({ from_ms: 0, to_ms: 10_000 }, 20_000, whole)).toEqual({ from_ms: 11_000, to_ms: 21_000 });
  expect(holding({ from_ms: 0, to_ms: 10_000 }, 100_000, whole)).toEqual({ from_ms: 90_000, to_ms: 100_000 });
});
