import { expect, test } from 'vitest';
import { curve } from './curve';

const range = { from_ms: 0, to_ms: 100 };
const window = (mean: (number | null)[]) => ({
  t_ms: [0, 50, 100], exact: true, signals: [{ name: 'a.x_c', unit: '°C', mean, minimum: mean, maximum: mean }],
});

test('the least lies at the bottom, the most at the top', () => {
  expect(curve(window([10, 20, 30]), 'a.x_c', range, 200, 44)).toEqual({
    path: 'M0.0 38.0L100.0 28.0L200.0 18.0', least: 10, most: 30,
  });
});

test('a gap is left as a gap', () => {
  expect(curve(window([10, null, 30]), 'a.x_c', range, 200, 44).path).toBe('M0.0 38.0M200.0 18.0');
});

test('a signal that is not there is no path', () => {
  expect(curve(window([1, 1, 1]), 'b.y_w', range, 200, 44).path).toBe('');
  expect(curve(null, 'a.x_c', range, 200, 44).least).toBeNaN();
});
