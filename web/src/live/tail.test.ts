import { expect, test } from 'vitest';
import { FactTail, MOST } from './tail';
import type { FactFrame } from '../wire/frames';

function frame(first: number, last: number): FactFrame {
  const facts = Array.from({ length: last - first + 1 }, (_, i) => ({
    seq: first + i, t_ms: first + i, kind: 'K', subject: 'T1', words: '', origin: 'sim', value: null, cause: null,
  }));
  return { kind: 'facts', first_seq: first, last_seq: last, facts };
}

test('each fact is kept once, in order, whatever is sent again', () => {
  const tail = new FactTail(3);
  tail.take(frame(2, 5));
  tail.take(frame(4, 7));
  expect(tail.facts.map((fact) => fact.seq)).toEqual([4, 5, 6, 7]);
  expect(tail.last_seq).toBe(7);
  expect(tail.take(frame(5, 7))).toBe(false);
});

test('a long run does not fill the memory', () => {
  const tail = new FactTail();
  for (let first = 1; first < 5_000; first += 100) tail.take(frame(first, first + 99));
  expect(tail.facts).toHaveLength(MOST);
  expect(tail.facts.at(-1)?.seq).toBe(5_000);
});

test('a log that lost its end is told anew', () => {
  const tail = new FactTail(10);
  tail.take(frame(11, 20));
  tail.restart(12);
  tail.take(frame(13, 14));
  expect(tail.facts.map((fact) => fact.seq)).toEqual([13, 14]);
});
