import { expect, test } from 'vitest';
import { falls, marks } from './waterfall';

test('each step stands where the one before ended, and the last ends at the sum', () => {
  const found = falls([['capital', -211], ['rent', 322], ['nothing', 0]]);
  expect(found.map((one) => [one.from, one.to])).toEqual([[0, -211], [-211, 111], [111, 111]]);
});

test('marks are round, cover what they can and hold zero', () => {
  expect(marks(-230, 120)).toEqual([-200, -100, 0, 100]);
  expect(marks(0, 9)).toEqual([0, 2, 4, 6, 8]);
  expect(marks(5, 5)).toEqual([5]);
});
