import { expect, test } from 'vitest';
import { sizeOf } from './detailed';

test('a pane that is not measured yet has the size of the mock-up, a measured one its own', () => {
  expect(sizeOf(0, 0)).toEqual({ width: 1150, height: 486 });
  expect(sizeOf(800, 400)).toEqual({ width: 800, height: 400 });
});
