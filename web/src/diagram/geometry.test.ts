import { expect, test } from 'vitest';
import { boxesOf, grown, overlap } from './geometry';

const box = { x: 0, y: 0, w: 10, h: 10 };

test('boxes that only touch do not overlap', () => {
  expect(overlap(box, { ...box, x: 10 })).toBe(false);
  expect(overlap(box, { ...box, x: 9.9 })).toBe(true);
  expect(overlap(grown(box, 1), { ...box, x: 10 })).toBe(true);
});

test('a path is a box a stretch, as thick as it is drawn', () => {
  expect(boxesOf([[0, 0], [0, 20], [30, 20]], 2)).toEqual([
    { x: -1, y: -1, w: 2, h: 22 },
    { x: -1, y: 19, w: 32, h: 2 },
  ]);
});
