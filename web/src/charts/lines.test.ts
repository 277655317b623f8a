import { expect, test } from 'vitest';
import { apart, at, heaped, minus, valuesOf, type Line } from './lines';

const line = (name: string, values: (number | null)[]): Line => ({ name, label: name, colour: '--ink', values });

test('a signal is shown in the unit that was chosen, a gap stays a gap', () => {
  const window = { t_ms: [0, 1], exact: true, signals: [{ name: 'T1.power_w', unit: 'W', mean: [2e6, null], minimum: [1e6, null], maximum: [3e6, null] }] };
  const units = { power: 'MW', temperature: '°C', money: 'USD' } as const;
  expect(valuesOf(window, 'T1.power_w', units)).toEqual([2, null]);
  expect(valuesOf(window, 'T1.power_w', { ...units, power: 'kW' }, 'maximum')).toEqual([3000, null]);
  expect(valuesOf(window, 'T2.power_w', units)).toEqual([]);
});

test('areas lie on each other, the topmost first', () => {
  const found = heaped([line('a', [1, 2, null]), line('b', [10, 20, 30])]);
  expect(found.map((one) => [one.name, one.values])).toEqual([['b', [11, 22, null]], ['a', [1, 2, null]]]);
});

test('a difference with a gap is a gap', () => {
  expect(minus([10, 10, null], [1, null, 1], [2, 2, 2])).toEqual([7, null, null]);
});

test('values between two instants are on the line between, and outside there are none', () => {
  expect(at([0, 10, 20], [0, 100, null], [-1, 0, 5, 10, 15, 20, 25])).toEqual([null, 0, 50, 100, null, null, null]);
});

test('labels keep their order and do not cover one another', () => {
  const found = apart([50, 52, 10, 99], 14, 8, 100);
  expect(found[2]).toBe(10);
  expect(found[1]).toBeGreaterThanOrEqual((found[0] ?? 0) + 14);
  expect(Math.max(...found)).toBeLessThanOrEqual(100);
  expect((found[3] ?? 0) - (found[1] ?? 0)).toBeGreaterThanOrEqual(14);
});
