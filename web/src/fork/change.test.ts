import { expect, test } from 'vitest';
import { changeOf, nameFor } from './change';

const filled = { asset: 'T1', value: '', sets: '' };

test('a failure names the asset', () => {
  expect(changeOf('fail', filled)).toEqual({ fail: ['T1'] });
  expect(changeOf('fail', { ...filled, asset: '' })).toBeNull();
});

test('a contract is a number of megawatts', () => {
  expect(changeOf('contract', { ...filled, value: '80' })).toEqual({ sets: ['site.interconnect.contracted_mw=80'] });
  for (const value of ['', 'many', '-5', '0']) expect(changeOf('contract', { ...filled, value })).toBeNull();
});

test('values are lines of path=value', () => {
  expect(changeOf('set', { ...filled, sets: ' a.b=1 \n\nc[0].d=x y\n' })).toEqual({ sets: ['a.b=1', 'c[0].d=x y'] });
  expect(changeOf('set', { ...filled, sets: 'no value' })).toBeNull();
  expect(changeOf('set', filled)).toBeNull();
});

test('a fork may differ by nothing yet', () => {
  expect(changeOf('none', filled)).toEqual({});
});

test('its name says what is different and can be a folder', () => {
  expect(nameFor('July 1', 'fail', { ...filled, asset: 'B04-U1' })).toBe('july-1-b04-u1-fails');
  expect(nameFor('a', 'fail', filled, ['a-t1-fails', 'a-t1-fails-2'])).toBe('a-t1-fails-3');
  expect(nameFor('a', 'contract', { ...filled, value: '80.5' })).toBe('a-80-5-mw');
});
