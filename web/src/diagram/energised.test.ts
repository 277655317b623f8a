import { expect, test } from 'vitest';
import type { Marks } from '../wire/types';
import { behind, energised, HIGH_BUS, lowOf } from './energised';
import { hybrid } from './examples/hybrid';

const site = hybrid();
const live = (marks: Marks, conditions = {}): Set<string> => energised(site, marks, conditions);

test('all in service has voltage when nothing is open but the ties', () => {
  const found = live({});
  for (const main of site.transformers) expect(found).toContain(main.bus);
  for (const hall of site.halls) expect(found).toContain(hall.id);
  expect(found).toContain(behind('F04'));
});

test('a feeder of what is not in service has none behind its breaker', () => {
  expect(live({})).not.toContain(behind('F01'));
});

test('a tripped transformer leaves its bus dead, and a closed tie feeds it and its low side again', () => {
  const marks: Marks = { 'T1-HV': ['open'], T1: ['tripped'], 'TIE-14': [] };
  expect(live({ ...marks, 'T1-LV': ['open'] })).not.toContain('M1');
  expect(live(marks)).not.toContain('M1');
  const tied = live(marks, { 'TIE-14': ['closed'] });
  expect(tied).toContain('M1');
  expect(tied).toContain(lowOf('T1'));
});

test('a tie stands open unless it is said to be closed', () => {
  const lost: Marks = { 'T1-LV': ['open'] };
  expect(live(lost)).not.toContain('M1');
  expect(live({ ...lost, 'TIE-12': ['open'] }, { 'TIE-12': ['closed'] })).not.toContain('M1');
});

test('without the grid nothing lives but what has a battery or engines', () => {
  const found = live({ POI: ['dead'], H1: ['on_battery'], H2: ['on_engines'], G2: ['running'] });
  expect([...found].sort()).toEqual(['G2', 'H1', 'H2']);
  expect(found).not.toContain(HIGH_BUS);
});

test('a bus that is said to be dead is dead', () => {
  expect(live({ M3: ['dead'] })).not.toContain(behind('F09'));
});

test('a feeder whose transformers are all said to be dead supplies nothing', () => {
  const units: Marks = { 'B09-U1': ['dead'], 'B09-U2': ['dead'] };
  expect(live(units)).toContain(behind('F09'));
  expect(live({ ...units, 'B09-U3': ['dead'] })).not.toContain(behind('F09'));
});
