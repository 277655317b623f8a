import { expect, test } from 'vitest';
import { differences, markedOtherwise } from './difference';
import type { Signal } from '../wire/types';

const signal = (name: string): Signal => {
  const [asset = '', quantity = ''] = name.split('.');
  return { name, asset, quantity, unit: '', kind: '', words: '' };
};
const catalogue = ['T1.load_pu', 'T2.load_pu', 'T3.load_pu', 'site.import_w', 'T4.load_pu'].map(signal);
const ours: Record<string, number> = { 'T1.load_pu': 1, 'T2.load_pu': 1, 'T3.load_pu': 1, 'site.import_w': 100, 'T4.load_pu': NaN };
const theirs: Record<string, number> = { 'T1.load_pu': 1, 'T2.load_pu': 1.5, 'T3.load_pu': 0, 'site.import_w': 99, 'T4.load_pu': NaN };
const read = (of: Record<string, number>) => (name: string) => of[name] ?? NaN;

test('what differs stands in order, the site first, then the largest share', () => {
  const found = differences(catalogue, read(ours), read(theirs), 9);
  expect(found.map((one) => [one.signal.name, one.delta])).toEqual([['site.import_w', -1], ['T3.load_pu', -1], ['T2.load_pu', 0.5]]);
});

test('no more than asked for', () => {
  expect(differences(catalogue, read(ours), read(theirs), 1)).toHaveLength(1);
});

test('an asset with other marks is found, the order of marks is nothing', () => {
  expect(markedOtherwise({ T1: ['failed'], T2: ['a', 'b'] }, { T2: ['b', 'a'], T3: ['alarm'] })).toEqual(['T1', 'T3']);
});

test('what broke comes before what follows from it', () => {
  expect(markedOtherwise({ B09: [], T9: ['alarm'] }, { B09: ['dead'], T9: ['failed'] })).toEqual(['T9', 'B09']);
});
