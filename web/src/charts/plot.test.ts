import { expect, test, vi } from 'vitest';
import type { Picture } from './plot';

vi.mock('uplot', () => ({ default: null }));
const { columns, spanOf } = await import('./plot');

function picture(values: (number | null)[], limits: number[] = [], grounded = false): Picture {
  return {
    t_ms: values.map((_, i) => i), lines: [{ name: 'a', label: 'a', colour: '--ink', values }],
    limits: limits.map((value) => ({ value, label: String(value) })), unit: '', range: { from_ms: 0, to_ms: 1 }, zone: 'UTC',
    grounded, heaped: false, marks: [],
  };
}

test('the scale holds all that is drawn, with a little air', () => {
  const [least, most] = spanOf(picture([10, null, 20]));
  expect(least).toBeLessThan(10);
  expect(most).toBeGreaterThan(20);
});

test('a limit in reach is in the picture; one far away does not press it flat', () => {
  expect(spanOf(picture([100, 110], [120]))[1]).toBeGreaterThan(120);
  expect(spanOf(picture([10, 11], [500]))[1]).toBeLessThan(20);
});

test('power begins at nothing', () => {
  expect(spanOf(picture([50, 90], [], true))[0]).toBe(0);
});

test('no values at all are still a scale', () => {
  expect(spanOf(picture([]))).toEqual([0, 1]);
  const [least, most] = spanOf(picture([5, 5]));
  expect(most).toBeGreaterThan(least);
});

test('a line with a range brings its most and least', () => {
  const shown = picture([1]);
  const [line] = shown.lines;
  if (line) line.range = { least: [0], most: [2] };
  expect(columns(shown)).toEqual([[0], [1], [2], [0]]);
});
