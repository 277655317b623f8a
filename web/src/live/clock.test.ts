import { expect, test } from 'vitest';
import { TickClock } from './clock';

function stage() {
  let next: ((t_ms: number) => void) | null = null;
  let drawn = 0;
  const clock = new TickClock(
    () => (drawn += 1),
    (act) => {
      next = act;
      return 1;
    },
    () => (next = null),
  );
  const frame = (t_ms: number) => {
    const act = next;
    next = null;
    act?.(t_ms);
  };
  return { clock, frame, drawn: () => drawn };
}

test('sixty frames a second make ten drawings', () => {
  const { clock, frame, drawn } = stage();
  for (let i = 0; i <= 60; i++) {
    clock.wake();
    frame((i * 1000) / 60);
  }
  expect(drawn()).toBeGreaterThanOrEqual(9);
  expect(drawn()).toBeLessThanOrEqual(11);
});

test('nothing new, nothing drawn', () => {
  const { clock, frame, drawn } = stage();
  clock.wake();
  for (let i = 0; i < 60; i++) frame(i * 16);
  expect(drawn()).toBe(1);
});

test('what a person waits for is drawn on the very next frame', () => {
  const { clock, frame, drawn } = stage();
  clock.wake();
  frame(0);
  clock.wake(true);
  frame(16);
  expect(drawn()).toBe(2);
});

test('after a stop nothing is drawn', () => {
  const { clock, frame, drawn } = stage();
  clock.wake();
  clock.stop();
  frame(0);
  expect(drawn()).toBe(0);
});
