import { expect, test } from 'vitest';
import { alarmTicks, densityPath, toTime, toX } from './bar';

const range = { from_ms: 1000, to_ms: 2000 };
const density = { from_ms: 0, to_ms: 4000, counts: [5, 0, 1, 9], alarms: [1, 2, 0, 0] };

test('an instant and its place are one another, and a place outside is the edge', () => {
  expect(toX(1500, range, 200)).toBe(100);
  expect(toTime(100, range, 200)).toBe(1500);
  expect(toTime(-5, range, 200)).toBe(1000);
  expect(toTime(500, range, 200)).toBe(2000);
});

test('a bin with facts in sight has a stroke, the fullest the tallest', () => {
  const path = densityPath(density, { from_ms: 0, to_ms: 4000 }, 400, 8);
  expect(path.match(/M/g)).toHaveLength(3);
  expect(path).toContain('M350.0 8v-8.0');
  expect(densityPath(density, range, 400, 8)).toBe('');
});

test('alarms in sight are at the middle of their bin', () => {
  expect(alarmTicks(density, { from_ms: 0, to_ms: 4000 })).toEqual([{ t_ms: 500, count: 1 }, { t_ms: 1500, count: 2 }]);
  expect(alarmTicks(density, range)).toEqual([{ t_ms: 1500, count: 2 }]);
});
