import { expect, test } from 'vitest';
import { groupsOf, highest } from './asset';
import type { Signal } from '../wire/types';

const units = { power: 'MW', temperature: '°C', money: 'USD' } as const;
const signal = (name: string): Signal => {
  const [asset = '', quantity = ''] = name.split('.');
  return { name, asset, quantity, unit: '', kind: '', words: '' };
};
const catalogue = ['T1.power_w', 'T1.hotspot_c', 'T1.load_pu', 'T1.top_oil_c', 'T1.stage_index', 'T2.hotspot_c'].map(signal);

test('signals of one unit share a chart, temperatures first, states are no curve', () => {
  expect(groupsOf(catalogue, 'T1', units).map((group) => [group.unit, group.signals.map((one) => one.quantity)])).toEqual([
    ['°C', ['hotspot_c', 'top_oil_c']], ['pu', ['load_pu']], ['MW', ['power_w']],
  ]);
});

test('an asset without signals has no charts', () => {
  expect(groupsOf(catalogue, 'TIE-12', units)).toEqual([]);
});

test('the highest lead by value and stand by name', () => {
  const values: Record<string, number> = { 'T1.hotspot_c': 90, 'T2.hotspot_c': 110, 'T1.top_oil_c': NaN, 'T1.load_pu': 95 };
  expect(highest(catalogue, (name) => values[name] ?? NaN, 2)).toBe('T1.load_pu T2.hotspot_c');
});
