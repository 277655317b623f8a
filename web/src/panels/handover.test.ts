import { expect, test } from 'vitest';
import { entries, facts } from './handover';
import type { Fact } from '../wire/types';

test('a number is said in the unit of its name', () => {
  expect(entries({ import_j: 3.6e9 * 12, worst_c: 121.5, asset: 'T1', none: null })).toEqual([
    ['import', '12.00 MWh'], ['worst', '121.5 °C'], ['asset', 'T1'],
  ]);
});

test('what is no table is said as it is', () => {
  expect(entries('T1 was hot')).toEqual([['', 'T1 was hot']]);
});

test('the newest fact stands first', () => {
  expect(facts([{ seq: 1 } as Fact, { seq: 3 } as Fact]).map((fact) => fact.seq)).toEqual([3, 1]);
});
