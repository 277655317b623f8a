import { expect, test } from 'vitest';
import type { Layout } from '../wire/layout';
import { hashIncomeUsdPerH, joulesPerTerahash, limitsOf, limitWords, netUsdPerH, passedLimits, powerCostUsdPerH, servedFrac } from './figures';

const values: Record<string, number> = {
  'site.import_w': 90e6, 'market.price_usd_per_mwh': 40, 'site.hash_th_per_s': 2.5e6, 'site.mining_w': 59.6e6,
  'market.hashprice_usd_per_ph_day': 48, 'H1.served_w': 3e6, 'H1.unserved_w': 1e6, 'H2.served_w': 4e6, 'H2.unserved_w': 0,
  'T1.load_pu': 1.6, 'T1.hotspot_c': 119, 'T2.load_pu': 1.0, 'T2.hotspot_c': 125,
};
const read = (name: string): number => values[name] ?? NaN;
const limits = {
  load_pu: [{ name: 'normal', value: 1 }, { name: 'short', value: 1.4 }],
  hotspot_c: [{ name: 'normal', value: 120 }],
};
const layout = {
  contracted_w: 80e6, interconnect: 'POI',
  transformers: [{ id: 'T1', limits }, { id: 'T2', limits }],
  halls: [{ id: 'H1', rated_it_w: 5e6 }, { id: 'H2', rated_it_w: 10e6 }], gensets: [],
} as unknown as Layout;

test('90 MW at 40 USD/MWh cost 3,600 USD an hour; 2.5 EH/s at 48 USD a PH and day earn 5,000', () => {
  expect(powerCostUsdPerH(read)).toBe(3600);
  expect(hashIncomeUsdPerH(read)).toBe(5000);
  expect(netUsdPerH(read)).toBe(1400);
});

test('59.6 MW for 2.5 EH/s are 23.84 J/TH, and nothing where nothing hashes', () => {
  expect(joulesPerTerahash(read)).toBeCloseTo(23.84, 10);
  expect(joulesPerTerahash(() => 0)).toBeNaN();
});

test('7 of 8 MW asked for are served', () => {
  expect(servedFrac(read, layout)).toBe(0.875);
  expect(servedFrac(() => 0, layout)).toBeNaN();
});

test('a quantity counts once, with the highest limit it is above; at a limit is not above it', () => {
  expect(passedLimits(read, layout).map((p) => `${p.asset}.${p.quantity} over ${p.limit.name}`)).toEqual(
    ['T1.load_pu over short', 'site.import_w over contract', 'T2.hotspot_c over normal'],
  );
});

test('what only warns is an alarm, not a broken limit', () => {
  const warned = { ...layout, contracted_w: 100e6, transformers: [{ id: 'T1', limits: { hotspot_c: [{ name: 'alarm_winding', value: 110 }, { name: 'trip_winding', value: 140 }] } }] } as unknown as Layout;
  expect(passedLimits(read, warned)).toEqual([]);
  expect(limitWords({ name: 'trip_winding', value: 140 })).toBe('trip');
});

test('an asset without limits has none', () => {
  expect(limitsOf(layout, 'M1')).toEqual({});
  expect(limitsOf(null, 'T1')).toEqual({});
});
