import { expect, test } from 'vitest';
import { hybrid } from '../examples/hybrid';
import { crossed, crossings, type Route } from './lanes';
import { planOf, type Line } from './plan';

const route = (x: number, to: number, lane: number): Route => ({ source: { feeder: '', bus: '', hall: hybrid().halls[0] as never, feed: 0, x, y: 0 }, to, lane });

test('a line hops over the lanes that lie across it, from above to below', () => {
  const lanes = [route(0, 100, 30), route(200, 20, 20), route(60, 90, 25)];
  expect(crossings(50, 0, 100, lanes)).toEqual([20, 30]);
  expect(crossings(50, 25, 100, lanes)).toEqual([30]);
});

test('parallel lines to the left need no hop when the left one runs above', () => {
  expect(crossed([route(100, 0, 20), route(120, 40, 32)], 100)).toBe(0);
  expect(crossed([route(100, 0, 32), route(120, 40, 20)], 100)).toBe(2);
});

test('the six feeds of the hybrid site need no more than three hops', () => {
  const [line] = planOf(hybrid(), { folded: new Set(), unfolded: new Set(), idle: false, width: 1150, height: 486 }).lines;
  expect(line?.routes).toHaveLength(6);
  const { routes, halls } = line as Line;
  expect(crossed(routes, halls[0]?.y ?? NaN)).toBeLessThanOrEqual(3);
});
