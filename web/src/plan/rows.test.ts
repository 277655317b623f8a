import { expect, test } from 'vitest';
import type { Activity, Reckoned } from '../wire/types';
import { gatesOf, groupsOf, isCritical, neededOf, openAtFirst, ROW, rowsOf } from './rows';
import { wholeOf } from './whole';

const dates = (start_days: number, finish_days: number, float_days = 9) => ({ start_days, finish_days, float_days, driver: null });
const one = (id: string, what: string, phase: string | null, at: ReturnType<typeof dates>, more: Partial<Activity> = {}): Activity => ({
  id, kind: 'task', what, name: id, phase, line: 1, end_line: 2, low_days: null, span_days: 1, high_days: null, waits: [], held_days: null,
  free_days: null, early: at, level: at, crews: [], effects: [], gate: '', cost_usd: 0, ...more,
});
const plan = {
  ntp: '2027-01-04', end_days: 90,
  phases: [{ id: 'P1', name: 'Pilot', it_mw: 5, task: 'ACC', target_days: 80, early_days: 90, level_days: 90, line: 1 }],
  activities: [
    one('NTP', 'milestone', 'P1', dates(0, 0)), one('SLAB', 'civil', 'P1', dates(10, 30)),
    one('L4', 'cx_l4', 'P1', dates(50, 60, 0), { effects: [{ at: 'start', words: 'hall energize H1 5' }], waits: [{ id: 'SWG', type: 'FS', lag_days: 0 }] }),
    one('ACC', 'acceptance', 'P1', dates(60, 90, 0)),
    one('SWG', 'owner', 'P1', dates(-20, 40), { kind: 'item' }), one('CITY', 'City', 'P1', dates(0, 10), { kind: 'permit' }),
  ],
} as unknown as Reckoned;

test('every activity stands in one group, by stream', () => {
  const groups = groupsOf(plan);
  expect(groups.map((group) => [group.id, group.of.map((row) => row.id)])).toEqual([
    ['study', ['NTP', 'CITY']], ['P1', ['SLAB', 'L4', 'ACC']], ['orders-P1', ['SWG']],
  ]);
  expect(groups.flatMap((group) => group.of)).toHaveLength(plan.activities.length);
});

test('a folded group is one row', () => {
  const groups = groupsOf(plan);
  const rows = rowsOf(groups, new Set(['study']));
  expect(rows.map((row) => ('one' in row ? row.one.id : row.group.id))).toEqual(['study', 'NTP', 'CITY', 'P1', 'orders-P1']);
  expect(rows.map((row) => row.y)).toEqual([0, 1, 2, 3, 4].map((n) => n * ROW));
  expect(rowsOf(groups, new Set(openAtFirst(plan)))).toHaveLength(9);
});

test('gates are numbered as planners number them', () => {
  const [study, phase] = groupsOf(plan);
  expect(study && gatesOf(study, 'early').map((gate) => gate.digit)).toEqual([1]);
  expect(phase && gatesOf(phase, 'early').map((gate) => [gate.digit, gate.day])).toEqual([[4, 30], [5, 50], [6, 60], [9, 90]]);
});

test('an item is needed when the first that waits for it starts', () => {
  expect(neededOf(plan, 'early').get('SWG')).toBe(50);
  expect(plan.activities.filter((row) => isCritical(row, 'early')).map((row) => row.id)).toEqual(['L4', 'ACC']);
});

test('the axis begins with the first order and ends after the last day', () => {
  const [from, to] = wholeOf(plan);
  expect(from).toBe(-20);
  expect(to).toBeGreaterThan(100);
});
