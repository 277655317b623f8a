import { expect, test } from 'vitest';
import { changes } from './diff';

test('texts that are equal differ in nothing', () => {
  expect(changes('a\nb\nc', 'a\nb\nc')).toEqual([]);
});

test('what is gone and what is new stand at their lines', () => {
  expect(changes('a\nb\nc\nd', 'a\nB\nc\nd\ne')).toEqual([
    { sign: '−', line: 2, text: 'b' }, { sign: '+', line: 2, text: 'B' }, { sign: '+', line: 5, text: 'e' },
  ]);
});

test('taking changes one way and the other is the same lines with the other sign', () => {
  const [one, other] = ['a\nx\nb\ny\nc', 'a\nb\nz\nc\nd'];
  const there = changes(one, other).map((change) => `${change.sign}${change.text}`).sort();
  const back = changes(other, one).map((change) => `${change.sign === '+' ? '−' : '+'}${change.text}`).sort();
  expect(there).toEqual(back);
});
