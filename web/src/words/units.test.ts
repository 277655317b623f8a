import { expect, test } from 'vitest';
import { figure, label, scaled, scaleOf, show, signed, type UnitChoice } from './units';

const metric: UnitChoice = { power: 'MW', temperature: '°C', money: 'USD' };
const other: UnitChoice = { power: 'kW', temperature: '°F', money: 'BTC' };

test('the name of a quantity says its unit', () => {
  expect(show(90_512_345, 'import_w', metric)).toEqual({ text: '90.51', unit: 'MW' });
  expect(show(90_512_345, 'import_w', other)).toEqual({ text: '90,512', unit: 'kW' });
  expect(show(0.05, 'relative_humidity_frac', metric)).toEqual({ text: '5.0', unit: '%' });
  expect(show(2_250_000, 'hash_th_per_s', metric)).toEqual({ text: '2,250.0', unit: 'PH/s' });
  expect(show(40, 'price_usd_per_mwh', metric)).toEqual({ text: '40.00', unit: 'USD/MWh' });
});

test('a temperature has an offset, a difference of temperatures has none', () => {
  expect(scaled(100, scaleOf('hotspot_c', other))).toBe(212);
  expect(scaled(10, scaleOf('rise_k', other))).toBe(18);
});

test('what has no meaning now is a dash', () => {
  expect(figure(NaN, 2)).toBe('–');
});

test('thousands stand apart, a minus is a minus, and nothing is minus zero', () => {
  expect(figure(-1234567.891, 1)).toBe('−1,234,567.9');
  expect(figure(-0.001, 1)).toBe('0.0');
  expect(figure(999, 0)).toBe('999');
});

test('a signed figure says plus too', () => {
  expect([signed(5.04, 1), signed(-5, 1), signed(0.01, 1), signed(0, 0)]).toEqual(['+5.0', '−5.0', '0.0', '0']);
});

test('a label is the name without the unit', () => {
  expect(['hotspot_c', 'price_usd_per_mwh', 'top_oil_c', 'load_pu', 'net_battery_w', 'queue_count', 'ai_it_w', 'pue_ai_ratio'].map(label)).toEqual(
    ['hot-spot', 'price', 'top oil', 'load', 'net battery', 'queue', 'AI IT', 'PUE AI'],
  );
});
