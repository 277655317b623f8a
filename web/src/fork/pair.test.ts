import { expect, test } from 'vitest';
import { firstApart, pairLines, type Pair } from './pair';

const pair: Pair = {
  name: 'site.import_w', t_ms: [0, 10, 20, 30], ours: [100, 100, 100, null], their_t_ms: [0, 20, 30], theirs: [100, 60, 60],
  labels: ['a', 'b'],
};

test('the area between both is where both are known', () => {
  const [apart, ours, theirs] = pairLines(pair);
  expect(theirs?.values).toEqual([100, 80, 60, 60]);
  expect(ours?.values).toEqual([100, 100, 100, null]);
  expect(apart?.range).toEqual({ least: [100, 80, 60, null], most: [100, 100, 100, null] });
});

test('theirs is dashed, so that it is told apart without colour', () => {
  expect(pairLines(pair).map((line) => line.dash !== undefined)).toEqual([false, false, true]);
});

test('the first difference is found', () => {
  expect(firstApart(pair)).toBe(10);
  expect(firstApart({ ...pair, theirs: [100, 100, 100] })).toBeNaN();
});
