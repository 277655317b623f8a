import { expect, test } from 'vitest';
import { ALL, asked, isAll, joined, kindsOf, passes } from './filter';
import type { FactLine } from '../wire/types';

const fact = (seq: number, kind = 'AlarmRaised', subject = 'T1'): FactLine => ({
  seq, t_ms: seq, kind, subject, words: `${subject} raised an Alarm`, origin: 'sim', value: null, cause: null,
});

test('a fact passes if all that is asked for is so, whatever the case of the letters', () => {
  expect(passes(fact(1), ALL)).toBe(true);
  expect(passes(fact(1), { ...ALL, text: 'alarm', subject: 'T1' })).toBe(true);
  expect(passes(fact(1), { ...ALL, subject: 'T2' })).toBe(false);
  expect(passes(fact(1), { ...ALL, kind: 'BreakerOpened' })).toBe(false);
});

test('only what is filled in is asked for', () => {
  expect(asked({ ...ALL, text: 'x', origin: 'plant' })).toEqual({ text: 'x', origin: 'plant' });
  expect(isAll(ALL)).toBe(true);
  expect(isAll({ ...ALL, kind: 'K' })).toBe(false);
});

test('streamed and asked facts join without a fact twice', () => {
  expect(joined([fact(9), fact(8)], [fact(8), fact(7)]).map((one) => one.seq)).toEqual([9, 8, 7]);
  expect(joined([], [fact(8)]).map((one) => one.seq)).toEqual([8]);
});

test('what there is to choose from stands once, in order', () => {
  expect(kindsOf([fact(1, 'B'), fact(2, 'A'), fact(3, 'B')], 'kind')).toEqual(['A', 'B']);
});
