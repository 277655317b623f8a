import { expect, test } from 'vitest';
import { fitting, moved, seenBy, showing, zoomed } from './lens';

const scene = { width: 2000, height: 800 };
const pane = { width: 1000, height: 500 };
const lens = fitting(scene, pane);

test('a large scene is made to fit and a small one is hardly enlarged', () => {
  expect(lens.scale).toBe(0.5);
  expect(fitting({ width: 100, height: 100 }, pane).scale).toBeLessThan(1.2);
});

test('zooming leaves the point under the pointer where it is', () => {
  const at = { x: 900, y: 100 };
  const place = (one: typeof lens): number[] => {
    const seen = seenBy(one, pane);
    return [seen.x + at.x / one.scale, seen.y + at.y / one.scale];
  };
  const near = zoomed(lens, scene, pane, 2, at);
  expect(near.scale).toBe(1);
  place(near).forEach((value, index) => expect(value).toBeCloseTo(place(lens)[index] as number, 9));
});

test('the scene cannot be lost from sight', () => {
  const far = moved(lens, scene, 1e6, -1e6);
  expect([far.x, far.y]).toEqual([0, scene.height]);
});

test('an element out of sight is brought into it, and one in sight moves nothing', () => {
  const near = zoomed(lens, scene, pane, 4);
  const box = { x: 1950, y: 10, w: 40, h: 40 };
  const seen = seenBy(showing(near, scene, pane, box), pane);
  expect(seen.x + seen.w).toBeGreaterThanOrEqual(box.x + box.w);
  expect(seen.y).toBeLessThanOrEqual(box.y);
  expect(showing(near, scene, pane, { x: 1000, y: 400, w: 10, h: 10 })).toBe(near);
});
