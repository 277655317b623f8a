// The lanes in which feeds run from their bus to a hall: around what is in the way, and crossing as seldom as may be.

import type { Box, Point } from '../geometry';
import type { Bay, PlacedBar } from './bays';
import type { PlacedHall, Source } from './halls';
import { BOX_TOP, HALL_HEIGHT, LANE_PITCH } from './measures';

/** Half the width of the hop of one line over another. */
export const HOP = 4;

export interface Route {
  source: Source;
  to: number;
  /** NaN where it goes straight down. */
  lane: number;
}

/** All that a lane must not pass through: what hangs on a bus, and bars above others with their riser. */
export function obstacles(bays: readonly Bay[]): Box[] {
  return bays.flatMap((bay) =>
    bay.bars.flatMap((bar, index) => {
      const isLast = index === bay.bars.length - 1;
      if (!isLast) return [{ x: bay.x, y: bar.y, w: bay.width, h: bar.bottom + 20 - bar.y }];
      const bare = { x: bay.x, y: bar.y, w: bay.width, h: BOX_TOP - 6 };
      const boxes = bar.slots.map(({ slot, x }) => {
        const feeds = slot.k === 'feeder' && slot.consumers.every((consumer) => consumer.k === 'feed');
        const empty = feeds && slot.consumers.length === 0;
        const y = bar.y;
        return { x, y, w: slot.width, h: feeds || empty ? BOX_TOP - 6 : bar.bottom - y };
      });
      return [bare, ...boxes];
    }),
  );
}

/** A lane for each feed that has to move sideways: as high as it may, never through a box or along another. */
export function routed(sources: readonly Source[], halls: readonly PlacedHall[], blocked: readonly Box[]): Route[] {
  const routes: Route[] = [];
  for (const source of sources) {
    const hall = halls.find((one) => one.hall.id === source.hall.id && one.routed);
    if (hall !== undefined) routes.push({ source, to: hall.ports[source.feed] as number, lane: NaN });
  }
  const moving = routes.filter((route) => route.to !== route.source.x);
  const toLeft = moving.filter((route) => route.to < route.source.x).sort((a, b) => a.source.x - b.source.x);
  const toRight = moving.filter((route) => route.to > route.source.x).sort((a, b) => b.source.x - a.source.x);
  const done: Route[] = [];
  for (const route of [...toRight, ...toLeft]) {
    route.lane = floorOf(route, blocked);
    while (!isFree(route, route.lane, done)) route.lane += 1;
    done.push(route);
  }
  if (moving.length <= MOST_SWAPPED) for (let pass = 0; pass < 2; pass += 1) untangle(moving, routes, blocked);
  return routes;
}

/** So many lines are moved from lane to lane to have fewer hops; more would take too long. */
const MOST_SWAPPED = 24;

/** Each line to the lane in which it crosses the fewest others, if it is free there. */
function untangle(moving: readonly Route[], routes: readonly Route[], blocked: readonly Box[]): void {
  const lanes = [...new Set(moving.map((route) => route.lane))].sort((a, b) => a - b);
  const choice = [...lanes, (lanes[lanes.length - 1] ?? 0) + LANE_PITCH];
  for (const route of moving) {
    const others = routes.filter((other) => other !== route);
    const least = floorOf(route, blocked);
    let best = { lane: route.lane, cost: tangled(route, others) };
    for (const lane of choice) {
      if (lane < least || !isFree(route, lane, others)) continue;
      route.lane = lane;
      const cost = tangled(route, others);
      if (cost < best.cost) best = { lane, cost };
    }
    route.lane = best.lane;
  }
}

/** How many lines one passes over or is passed over by. */
function tangled(route: Route, others: readonly Route[]): number {
  let found = 0;
  for (const other of others) found += passes(route, other) + passes(other, route);
  return found;
}

/** How often the two upright parts of a line pass over the lane of another. It is asked a million times: nothing is made here. */
function passes(one: Route, other: Route): number {
  const { x, y } = one.source;
  if (Number.isNaN(one.lane)) return Number(hops(x, y, Infinity, other));
  return Number(hops(x, y, one.lane, other)) + Number(hops(one.to, one.lane, Infinity, other));
}

/** Whether a vertical line at `x` between two heights passes over the lane of a line. */
function hops(x: number, from: number, to: number, other: Route): boolean {
  if (!(other.lane > from + HOP && other.lane < to - HOP)) return false;
  const { x: start } = other.source;
  const [left, right] = start < other.to ? [start, other.to] : [other.to, start];
  return left + HOP < x && x < right - HOP;
}

/** The highest lane that passes through nothing. */
function floorOf(route: Route, blocked: readonly Box[]): number {
  const [left, right] = spanOf(route);
  let lane = route.source.y + LANE_PITCH;
  for (const box of blocked) if (box.x < right && box.x + box.w > left) lane = Math.max(lane, box.y + box.h + 10);
  return lane;
}

const spanOf = (route: Route): [number, number] => [Math.min(route.to, route.source.x) - 6, Math.max(route.to, route.source.x) + 6];

function isFree(route: Route, lane: number, others: readonly Route[]): boolean {
  const [left, right] = spanOf(route);
  return others.every((other) => {
    if (Number.isNaN(other.lane) || Math.abs(other.lane - lane) >= LANE_PITCH) return true;
    const [from, to] = spanOf(other);
    return from >= right || to <= left;
  });
}

/** Where halls stand below their lanes; lanes then hang in the middle between what is above and the halls. */
export function settle(routes: readonly Route[], bays: readonly Bay[], halls: PlacedHall[]): number {
  const left = Math.min(...halls.map((hall) => hall.x));
  const right = Math.max(...halls.map((hall) => hall.x + hall.width));
  const above = bays.filter((bay) => bay.x < right && bay.x + bay.width > left).map((bay) => bottomOf(bay));
  const lanes = routes.map((route) => route.lane).filter((lane) => !Number.isNaN(lane));
  const lowest = Math.max(0, ...lanes);
  const top = Math.max(lowest + 20, 32 + Math.max(0, ...above));
  const down = Math.floor((top - 16 - lowest) / 2);
  if (lanes.length > 0) for (const route of routes) route.lane += down;
  for (const hall of halls) hall.y = top;
  return top + HALL_HEIGHT;
}

/** Where nothing of a bay is any more. */
export function bottomOf(bay: Bay): number {
  const last = bay.bars[bay.bars.length - 1] as PlacedBar;
  const boxed = last.slots.some(({ slot }) => slot.k !== 'feeder' || slot.consumers.some((one) => one.k !== 'feed'));
  return boxed ? last.bottom : last.y + BOX_TOP;
}
export function pointsOf(route: Route, end: number): Point[] {
  const { x, y } = route.source;
  if (Number.isNaN(route.lane)) return [[x, y], [x, end]];
  return [[x, y], [x, route.lane], [route.to, route.lane], [route.to, end]];
}

/** Lanes that a vertical line at `x` between two heights passes over. */
export function crossings(x: number, from: number, to: number, others: readonly Route[]): number[] {
  const found = others.filter((other) => hops(x, from, to, other));
  return found.map((other) => other.lane).sort((a, b) => a - b);
}

/** How many lines pass over another. */
export function crossed(routes: readonly Route[], end: number): number {
  let found = 0;
  for (const route of routes) {
    const points = pointsOf(route, end);
    for (let at = 1; at < points.length; at += 1) {
      const [[x, from], [next, to]] = [points[at - 1] as Point, points[at] as Point];
      if (x !== next) continue;
      for (const other of routes) if (other !== route && hops(x, from, to, other)) found += 1;
    }
  }
  return found;
}
