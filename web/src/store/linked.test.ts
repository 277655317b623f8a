import { expect, test } from 'vitest';
import { goWith } from './linked';

test('theirs goes where ours is', () => {
  expect(goWith(500, { at_ms: 100, first_ms: 0, reached_ms: 1000 })).toBe(500);
  expect(goWith(500, { at_ms: 500.4, first_ms: 0, reached_ms: 1000 })).toBeNull();
});

test('no further than it has come', () => {
  expect(goWith(5000, { at_ms: 100, first_ms: 0, reached_ms: 1000 })).toBe(1000);
  expect(goWith(5000, { at_ms: 1000, first_ms: 0, reached_ms: 1000 })).toBeNull();
});

test('no instant, no move', () => {
  expect(goWith(NaN, { at_ms: 100, first_ms: 0, reached_ms: 1000 })).toBeNull();
});
