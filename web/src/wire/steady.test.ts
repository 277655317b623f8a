import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Steady } from './steady';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('while one wish is under way only the last of the others is kept', () => {
  const sent: number[] = [];
  const steady = new Steady<number>((wish) => sent.push(wish));
  for (const wish of [1, 2, 3, 4]) steady.ask(wish);
  expect(sent).toEqual([1]);
  steady.answered();
  expect(sent).toEqual([1, 4]);
  steady.answered();
  expect(sent).toEqual([1, 4]);
});

test('a wish that nobody answers does not hold the next for ever', () => {
  const sent: number[] = [];
  const steady = new Steady<number>((wish) => sent.push(wish), 120);
  steady.ask(1);
  steady.ask(2);
  vi.advanceTimersByTime(119);
  expect(sent).toEqual([1]);
  vi.advanceTimersByTime(1);
  expect(sent).toEqual([1, 2]);
});
