import { expect, test } from 'vitest';
import { conditionOf, type Situation, worse } from './condition';

const now = (marks: Situation['marks'], conditions = {}, alarms = {}): Situation => ({ marks, conditions, alarms });

test('what nobody speaks of is in order', () => {
  const as = conditionOf(['T1'], now({ T2: ['tripped'] }), true);
  expect([as.level, as.words, as.live]).toEqual([0, [], true]);
});

test('the worst of several assets shows', () => {
  expect(conditionOf(['A', 'B', 'C'], now({ A: ['throttled'], B: ['failed'], C: ['overloaded'] }), true).level).toBe(1);
});

test('an alarm that is only a notice is of the third order', () => {
  expect(conditionOf(['T3'], now({ T3: ['alarm'] }, { T3: ['notice: winding'] }), true).level).toBe(3);
  expect(conditionOf(['T3'], now({ T3: ['alarm'] }, { T3: ['alarm: winding'] }), true).level).toBe(2);
});

test('the priority of a known alarm goes before what marks suggest', () => {
  const as = conditionOf(['T3'], now({ T3: ['alarm'] }, {}, { T3: { priority: 1, acknowledged: true } }), true);
  expect([as.level, as.acknowledged]).toEqual([1, true]);
});

test('of two levels the more urgent wins, and none never does', () => {
  expect([worse(0, 3), worse(2, 3), worse(1, 0)]).toEqual([3, 2, 1]);
});
