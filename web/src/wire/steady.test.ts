import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Steady } from './steady';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function stage() {
  const sent: number[] = [];
  const steady = new Steady<number>((wish) => sent.push(wish), 60, 400);
  return { steady, sent };
}

test('while one wish is under way only the last of the others is kept', () => {
  const { steady, sent } = stage();
  for (const wish of [1, 2, 3, 4]) steady.ask(wish);
  expect(sent).toEqual([1]);
  vi.advanceTimersByTime(100);
  steady.answered();
  expect(sent).toEqual([1, 4]);
  steady.answered();
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([1, 4]);
});

test('however fast the answers, no more is sent than the server allows', () => {
  const { steady, sent } = stage();
  for (let ms = 0; ms < 1000; ms += 10) {
    steady.ask(ms);
    steady.answered();
    vi.advanceTimersByTime(10);
  }
  expect(sent.length).toBeLessThanOrEqual(17);
  expect(sent.length).toBeGreaterThanOrEqual(14);
  vi.advanceTimersByTime(100);
  expect(sent.at(-1)).toBe(990);
});

test('a wish that nobody answers does not hold the next for ever', () => {
  const { steady, sent } = stage();
  steady.ask(1);
  steady.ask(2);
  vi.advanceTimersByTime(399);
  expect(sent).toEqual([1]);
  vi.advanceTimersByTime(1);
  expect(sent).toEqual([1, 2]);
});

test('what is forgotten is not sent', () => {
  const { steady, sent } = stage();
  steady.ask(1);
  steady.ask(2);
  steady.forget();
  expect(steady.busy).toBe(false);
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([1]);
});
