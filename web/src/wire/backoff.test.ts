import { expect, test } from 'vitest';
import { waitMs } from './backoff';

test('each wait is twice the last, up to a quarter of a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 50].map(waitMs)).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
});
