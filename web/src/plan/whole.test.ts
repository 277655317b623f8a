import { expect, test } from 'vitest';
import type { Reckoned } from '../wire/types';
import { wholeOf } from './whole';

const plan = (start_days: number, end_days: number) =>
  ({ activities: [{ early: { start_days } }], end_days, phases: [{ target_days: 50 }] }) as unknown as Reckoned;

test('the axis holds what was ordered before notice to proceed, every target and room behind the end', () => {
  expect(wholeOf(plan(-10.5, 20))).toEqual([-11, 110]);
  expect(wholeOf(plan(3, 200))).toEqual([0, 260]);
});

test('a plan of a thousand years gets an axis that a browser can draw', () => {
  const [from, to] = wholeOf(plan(-1e9, 1e9));
  expect(to - from).toBeLessThan(80_000);
});
