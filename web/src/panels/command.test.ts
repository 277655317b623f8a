import { expect, test } from 'vitest';
import { bounds, fieldLabel, filled, missing } from './command';

const form = {
  kind: 'SetCap', title: 'Cap the racks of a hall',
  fields: [{ name: 'hall', type: 'choice', choices: ['H1'] }, { name: 'cap_frac', type: 'number', unit: '', low: 0.3, high: 1 }],
};

test('a form that is not filled in says what is missing', () => {
  expect(missing(form, { hall: 'H1' })).toEqual(['Cap is missing']);
  expect(missing(form, { hall: 'H1', cap_frac: '2' })).toEqual(['Cap must be 0.3 to 1']);
  expect(missing(form, { hall: 'H1', cap_frac: 'much' })).toHaveLength(1);
  expect(missing(form, { hall: 'H1', cap_frac: '0.5' })).toEqual([]);
});

test('the command has its numbers as numbers', () => {
  expect(filled(form, { hall: ' H1 ', cap_frac: '0.5' })).toEqual({ kind: 'SetCap', hall: 'H1', cap_frac: 0.5 });
});

test('a field is called by its noun, with its unit', () => {
  expect(fieldLabel({ name: 'limit_w', type: 'number', unit: 'W' })).toBe('Limit, W');
  expect(bounds({ name: 'x', type: 'number', low: 0 })).toBe('0 or more');
  expect(bounds({ name: 'x', type: 'text' })).toBe('');
});
