import { expect, test } from 'vitest';
import type { CommandForm } from '../wire/types';
import { atFirst, bounds, choicesOf, fieldLabel, filled, missing } from './command';

const cap: CommandForm = {
  kind: 'CapHall', title: 'Cap the racks of a hall',
  fields: [
    { name: 'hall', type: 'choice', choices: ['H1', 'H2'] },
    { name: 'cap_frac', type: 'number', choices: [], unit: '', low: 0.3, high: 1, default: 1 },
    { name: 'permitted', type: 'flag', choices: [], default: true },
    { name: 'reason', type: 'text', choices: [], default: '' },
  ],
};
const sleep: CommandForm = {
  kind: 'CurtailRows', title: 'Put rows of a block to sleep',
  fields: [
    { name: 'block', type: 'choice', choices: ['B04', 'B08'] },
    { name: 'rows', type: 'choices', choices: ['B04-U1-s21', 'B04-U2-s21', 'B08-U1-s21'] },
  ],
};

test('a form begins with what is selected and with its defaults', () => {
  expect(atFirst(cap, 'H2')).toEqual({ hall: 'H2', cap_frac: '1', permitted: 'true', reason: '' });
  expect(atFirst(cap, 'T1')).toMatchObject({ hall: 'H1' });
});

test('a form that is not filled in says what is missing; words may be', () => {
  expect(missing(cap, { hall: 'H1', permitted: 'true' })).toEqual(['Cap is missing']);
  expect(missing(cap, { hall: 'H1', cap_frac: '2', permitted: 'true' })).toEqual(['Cap must be 0.3 to 1']);
  expect(missing(cap, { hall: 'H1', cap_frac: 'much', permitted: 'true' })).toHaveLength(1);
  expect(missing(cap, atFirst(cap, null))).toEqual([]);
  expect(missing(sleep, atFirst(sleep, null))).toEqual(['Rows is missing']);
});

test('the command has its numbers as numbers and yes as true', () => {
  expect(filled(cap, { hall: ' H1 ', cap_frac: '0.5', permitted: 'false', reason: 'hot' })).toEqual({
    kind: 'CapHall', hall: 'H1', cap_frac: 0.5, permitted: false, reason: 'hot',
  });
});

test('only rows of the block that is named are offered and sent', () => {
  const [, rows] = sleep.fields;
  if (!rows) throw new Error('no rows');
  expect(choicesOf(rows, { block: 'B08', rows: [] })).toEqual(['B08-U1-s21']);
  expect(filled(sleep, { block: 'B04', rows: ['B04-U1-s21', 'B08-U1-s21'] })).toEqual({
    kind: 'CurtailRows', block: 'B04', rows: ['B04-U1-s21'],
  });
});

test('a field is called by its noun, with its unit', () => {
  expect(fieldLabel({ name: 'limit_w', type: 'number', unit: 'W' })).toBe('Limit, W');
  expect(bounds({ name: 'x', type: 'number', low: 0 })).toBe('0 or more');
  expect(bounds({ name: 'x', type: 'text' })).toBe('');
});
