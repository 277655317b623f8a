import { expect, test } from 'vitest';
import type { Hall } from '../../../wire/layout';
import type { Condition } from '../../condition';
import { hybrid } from '../../examples/hybrid';
import { standing } from './halls';

const as = (feeds: number, ...marks: string[]): Condition => ({ live: true, feeds, marks: new Set(marks) }) as unknown as Condition;

test('a hall says what it is promised, that one feed is left, or who else carries it', () => {
  const hall = hybrid().halls[0] as Hall;
  expect(standing(hall, as(2))).toBe(hall.redundancy);
  expect(standing(hall, as(1))).toBe('N');
  expect(standing(hall, as(0, 'on_battery'))).toBe('UPS');
  expect(standing(hall, as(2, 'on_engines'))).toBe('gens');
  expect(standing(hall, as(2, 'on_alternate'))).toBe('alt');
});
