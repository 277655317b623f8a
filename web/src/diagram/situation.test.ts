import { expect, test } from 'vitest';
import type { Conditions, Marks } from '../wire/types';
import { hybrid } from './examples/hybrid';
import { oneLine } from './oneline/oneline';
import { standingOf, type Standing } from './situation';

const site = hybrid();
const VIEW = { folded: new Set<string>(), unfolded: new Set<string>(), idle: true, width: 1150, height: 486 };
const { elements } = oneLine(site, VIEW);
const standing = (marks: Marks, conditions: Conditions = {}): Standing => standingOf(site, elements, { marks, conditions, alarms: {} });
const rowsOf = (block: string): string[] => site.blocks.find((one) => one.id === block)?.rows.map((row) => row.id) ?? [];

test('a block sleeps where all of its rows do, and not where some do', () => {
  const asleep = (rows: string[]): Marks => Object.fromEntries([...rows, 'B09'].map((id) => [id, ['asleep']]));
  expect(standing(asleep(rowsOf('B09'))).of('B09').marks).toContain('asleep');
  expect(standing(asleep(rowsOf('B09').slice(1))).of('B09').marks).not.toContain('asleep');
  expect(standing({ B09: ['asleep'] }).of('B09').marks).toContain('asleep');
});

test('who holds its rows asleep is said of the block', () => {
  const held = { [rowsOf('B09')[0] ?? '']: ['asleep', 'held asleep by n1_shedding'] };
  expect(standing({ B09: ['asleep'] }, held).of('B09').words).toEqual(['held asleep by n1_shedding']);
});

test('a bus without voltage is an alarm of the first order, if something hangs on it', () => {
  const found = standing({ 'T3-LV': ['open'] });
  expect([found.of('M3').live, found.of('M3').level]).toEqual([false, 1]);
  expect(found.of('M4').level).toBe(0);
});

test('a hall with one feed of two is an alarm of the second order, with none of the first', () => {
  const one = standing({ 'T1-LV': ['open'] }).of('H1');
  expect([one.live, one.feeds, one.level]).toEqual([true, 1, 2]);
  const none = standing({ 'T1-LV': ['open'], 'T2-LV': ['open'] }).of('H1');
  expect([none.live, none.feeds, none.level]).toEqual([false, 0, 1]);
  const stored = standing({ 'T1-LV': ['open'], 'T2-LV': ['open'], 'H1-UPS': ['on_battery'] }).of('H1');
  expect([stored.live, stored.level]).toEqual([true, 2]);
});

test('what is not in service is dead and no alarm', () => {
  expect([standing({}).of('B01').live, standing({}).of('B01').level]).toEqual([false, 0]);
});

test.each([
  [{}, {}, 'shut', 'open'],
  [{ F09: ['open'], 'TIE-12': ['closed'] }, {}, 'open', 'shut'],
  [{ F09: ['open', 'tripped'] }, { 'TIE-12': ['closed'] }, 'tripped', 'shut'],
  [{}, { F09: ['open, by protection'], 'TIE-12': ['open'] }, 'tripped', 'open'],
] as [Marks, Conditions, string, string][])('with marks %j and words %j a feeder is %s and a tie %s', (marks, conditions, feeder, tie) => {
  const found = standing(marks, conditions);
  expect([found.switched('F09'), found.switched('TIE-12')]).toEqual([feeder, tie]);
});
