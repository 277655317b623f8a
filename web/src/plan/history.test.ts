import { expect, test } from 'vitest';
import { NO_TRAIL, redone, stepped, undone } from './history';

test('undo and redo lead back and forth over the same texts', () => {
  const trail = stepped(stepped(NO_TRAIL, 'a', 'first'), 'b', 'second');
  const [text, back] = undone(trail, 'c') ?? ['', NO_TRAIL];
  expect([text, back.future[0]?.words]).toEqual(['b', 'second']);
  expect(redone(back, 'b')?.[0]).toBe('c');
  expect(undone(NO_TRAIL, 'x')).toBeNull();
  expect(redone(trail, 'c')).toBeNull();
});

test('what is typed in one go is one step, and a pause begins another', () => {
  let trail = stepped(NO_TRAIL, 'a', 'typing', 1000);
  trail = stepped(trail, 'ab', 'typing', 1200);
  expect(trail.past.map((step) => step.text)).toEqual(['a']);
  expect(stepped(trail, 'abc', 'typing', 9000).past.map((step) => step.text)).toEqual(['a', 'abc']);
});

test('a change lets go of what was undone, and the trail does not grow without end', () => {
  const back = undone(stepped(NO_TRAIL, 'a', 'first'), 'b')?.[1] ?? NO_TRAIL;
  expect(stepped(back, 'a', 'other').future).toEqual([]);
  let trail = NO_TRAIL;
  for (let n = 0; n < 500; n++) trail = stepped(trail, String(n), 'step');
  expect(trail.past).toHaveLength(200);
  expect(trail.past[0]?.text).toBe('300');
});
