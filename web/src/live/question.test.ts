import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Question } from './question.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('questions in quick succession are one, the last', async () => {
  const question = new Question<number>(500);
  const put = vi.fn((n: number) => Promise.resolve(n));
  question.ask(() => put(1));
  await vi.advanceTimersByTimeAsync(0);
  for (const n of [2, 3, 4]) question.ask(() => put(n));
  await vi.advanceTimersByTimeAsync(498);
  expect(question.answer).toBe(1);
  await vi.advanceTimersByTimeAsync(2);
  expect(question.answer).toBe(4);
  expect(put).toHaveBeenCalledTimes(2);
});

test('a slow answer is waited for, and then the last question is put', async () => {
  const question = new Question<string>(0);
  let answer: (text: string) => void = () => undefined;
  question.ask(() => new Promise((resolve) => (answer = resolve)));
  await vi.advanceTimersByTimeAsync(0);
  const never = vi.fn(() => Promise.resolve('between'));
  question.ask(never);
  question.ask(() => Promise.resolve('last'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(question.answer).toBeNull();
  answer('slow');
  await vi.advanceTimersByTimeAsync(10);
  expect(question.answer).toBe('last');
  expect(never).not.toHaveBeenCalled();
});

test('an answer about what one looks at no more is dropped', async () => {
  const question = new Question<string>(0);
  let answer: (text: string) => void = () => undefined;
  question.ask(() => new Promise((resolve) => (answer = resolve)));
  await vi.advanceTimersByTimeAsync(0);
  question.know(null);
  answer('of another run');
  await vi.advanceTimersByTimeAsync(0);
  expect(question.answer).toBeNull();
  question.ask(() => Promise.resolve('of this run'));
  await vi.advanceTimersByTimeAsync(10);
  expect(question.answer).toBe('of this run');
});

test('trouble is said and the last answer stays', async () => {
  const question = new Question<number>(0);
  question.ask(() => Promise.resolve(1));
  await vi.advanceTimersByTimeAsync(0);
  question.ask(() => Promise.reject(new Error('no such run')));
  await vi.advanceTimersByTimeAsync(10);
  expect(question.answer).toBe(1);
  expect(question.trouble).toEqual(['no such run']);
});
