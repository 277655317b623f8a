import { expect, test } from 'vitest';
import { describe, failable, isTrouble } from './describe';
import type { Layout } from '../wire/layout';

const layout: Layout = {
  site_id: 'W1', title: 'A site', tz: 'UTC', contracted_w: 100e6, kv: 138, interconnect: 'POI',
  transformers: [{ id: 'T1', bus: 'M1', rated_va: 25e6, high_breaker: 'T1-HV', low_breaker: 'T1-LV', in_service: true, limits: {} }],
  buses: [{ id: 'M1', kv: 13.8 }], ties: [{ id: 'TIE-12', from_bus: 'M1', to_bus: 'M2' }], feeders: [{ id: 'F04', bus: 'M1' }],
  blocks: [{
    id: 'B04', feeder: 'F04', bus: 'M1', units: ['B04-U1'], pad: null, in_service: true,
    rows: [{ id: 'B04-U1-s21', model: 's21', machines_count: 250, unit: 'B04-U1' }],
  }],
  halls: [{
    id: 'H1', feeds: [{ feeder: 'FH1A', bus: 'M1', unit: 'H1-U1' }], rack_model: 'nvl72', rack_count: 34, rated_it_w: 4.888e6, ups: 'H1-UPS',
    loop: 'H1-COOL', gensets: 'G1', static_switch: null, redundancy: 'N+1', in_service: true,
  }],
  loops: [{ id: 'H1-COOL', hall: 'H1', groups: [{ id: 'x', what: 'dry coolers', count: 6 }] }],
  mining_loops: [{ id: 'B04-COOL', block: 'B04', kind: 'hydro', groups: [{ id: 'y', what: 'pumps', count: 6 }] }],
  gensets: [{ id: 'G1', engine_count: 4, rated_w: 2.5e6, halls: ['H1'] }], batteries: [],
};

test('every asset of a site is said in a line', () => {
  const known = ['POI', 'T1', 'B04', 'H1', 'M1', 'TIE-12', 'F04', 'B04-U1', 'B04-U1-s21', 'H1-COOL', 'G1', 'H1-UPS', 'T1-HV', 'H1-U1'];
  for (const asset of known) expect(describe(layout, asset), asset).not.toBe('');
  expect(describe(layout, 'T1')).toBe('Main transformer 138/13.8 kV · 25 MVA · feeds M1');
  expect(describe(layout, 'B04-COOL')).toBe('Cooling of B04 · 6 pumps');
  expect(describe(layout, 'F04')).toBe('Feeder from M1 to B04');
  expect(describe(layout, 'B04-U1-s21')).toBe('Row of 250 s21 in B04, on B04-U1');
  expect(describe(layout, 'T1-LV')).toContain('low side of T1');
});

test('what the layout does not know has no line', () => {
  expect(describe(layout, 'thermal_shedding')).toBe('');
  expect(describe(null, 'T1')).toBe('');
});

test('what may be taken out of service are transformers, large and small', () => {
  expect(failable(layout)).toEqual(['T1', 'B04-U1', 'H1-U1']);
});

test('asleep is noteworthy, tripped is trouble', () => {
  expect([isTrouble('asleep'), isTrouble('tripped')]).toEqual([false, true]);
});
