import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MARKS } from './types';

const promised = readFileSync(new URL('../../../api/PROTOCOL.md', import.meta.url), 'utf8');

test('the marks are those that the server promises', () => {
  const sentence = promised.split('`marks` are a closed set')[1]?.split('.')[0] ?? '';
  const named = [...sentence.matchAll(/`(\w+)`/g)].map((found) => found[1]);
  expect([...MARKS]).toEqual(named);
});
