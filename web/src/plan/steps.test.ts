import { expect, test } from 'vitest';
import { weeklyPeaks } from './steps';

test('a week shows the most that is wanted in it, and weeks without work are left out', () => {
  const steps = [{ since_days: 3, count: 4 }, { since_days: 8, count: 9 }, { since_days: 9, count: 2 }, { since_days: 21, count: 0 }];
  expect(weeklyPeaks(steps, 0, 40)).toEqual([{ day: 0, count: 4 }, { day: 7, count: 9 }, { day: 14, count: 2 }]);
  expect(weeklyPeaks([], 0, 40)).toEqual([]);
});
