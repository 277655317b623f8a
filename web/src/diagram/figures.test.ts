import { expect, test } from 'vitest';
import { degrees, hashRate, heat, megawatts, percent, perUnit, rating, showIn, temperature } from './figures';

test.each([
  [5.96e6, '5.96'],
  [24.34e6, '24.3'],
  [104.4e6, '104'],
  [9.996e6, '10.0'],
  [-2.5e6, '−2.50'],
  [1234e6, '1,234'],
  [-1, '0.00'],
  [NaN, '–'],
])('%d W is written %s MW', (power_w, words) => {
  expect(megawatts(power_w)).toBe(words);
});

test('heat is in kW below one MW', () => {
  expect(heat(950e3)).toBe('950 kW');
  expect(heat(2.18e6)).toBe('2.18 MW');
});

test('a hash rate takes the unit that keeps it short', () => {
  expect(hashRate(250e3)).toEqual({ figure: '250', unit: 'PH' });
  expect(hashRate(1.25e6)).toEqual({ figure: '1.25', unit: 'EH' });
  expect(hashRate(0)).toEqual({ figure: '0', unit: 'PH' });
});

test('what has no meaning is a dash', () => {
  expect([temperature(NaN), percent(NaN), perUnit(NaN), heat(NaN)]).toEqual(['–', '–', '–', '–']);
});

test('ratings drop what they do not need', () => {
  expect(rating(25e6, 'MVA')).toBe('25 MVA');
  expect(rating(2.5e6, 'MW')).toBe('2.5 MW');
});

test('temperatures are in the unit that was chosen', () => {
  expect(degrees(93.9)).toBe('93.9 °C');
  showIn('°F');
  expect(degrees(100)).toBe('212.0 °F');
  showIn('°C');
});
