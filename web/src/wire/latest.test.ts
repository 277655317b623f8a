import { expect, test } from 'vitest';
import { ageWords, LatestValues } from './latest';
import type { SignalFrame } from './frames';

function frame(values: Record<string, number>, t_ms = 0): SignalFrame {
  return { kind: 'signals', t_ms, seq: 3, mode: 'follow', names: Object.keys(values),
    values: new Float64Array(Object.values(values)) };
}

test('the last frame wins', () => {
  const latest = new LatestValues();
  latest.take(frame({ 'a.x_w': 1, 'a.y_w': 2 }), 0);
  latest.take(frame({ 'a.x_w': 3, 'a.y_w': 4 }, 9), 100);
  expect([latest.value('a.x_w'), latest.value('a.y_w'), latest.t_ms]).toEqual([3, 4, 9]);
});

test('a signal that is no longer sent has no value', () => {
  const latest = new LatestValues();
  latest.take(frame({ 'a.x_w': 1, 'a.y_w': 2 }), 0);
  latest.take(frame({ 'a.y_w': 5 }), 1);
  expect(latest.value('a.x_w')).toBeNaN();
  expect(latest.value('a.y_w')).toBe(5);
});

test('what never came is NaN, and has no age', () => {
  const latest = new LatestValues();
  expect(latest.value('a.x_w')).toBeNaN();
  expect(latest.ageMs(5)).toBeNaN();
  expect(ageWords(latest.ageMs(5))).toBe('no value yet');
});

test('an age is said in the unit a person would use', () => {
  expect([4_200, 119_000, 180_000, 3_600_000, 7_200_000].map(ageWords)).toEqual(
    ['4 s', '119 s', '3 min', '60 min', '2 h'],
  );
});
