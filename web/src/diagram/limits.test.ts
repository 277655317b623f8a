import { expect, test } from 'vitest';
import { conditionOf } from './condition';
import { passed, urgency } from './limits';

test.each([
  [109, [110, 120, 140], ''],
  [111, [110, 120, 140], 't3'],
  [121, [110, 120, 140], 't2'],
  [141, [110, 120, 140], 't1'],
  [1.1, [1], 't2'],
  [NaN, [1], ''],
])('%d against %j is %s', (value, limits, tone) => {
  expect(passed(value, limits)).toBe(tone);
});

test('a number past a limit is as urgent as the alarm of its asset, and one within is not', () => {
  const as = conditionOf(['T3'], { marks: { T3: ['alarm'] }, conditions: {}, alarms: {} }, true);
  expect([urgency(111, [110, 120, 140], as), urgency(100, [110, 120, 140], as)]).toEqual(['t2', '']);
});
