// Halls below a line of bays, near the feeders that feed them, and the lanes in which their feeds run.

import type { Hall } from '../../wire/layout';
import type { Bay, PlacedBar, PlacedSlot } from './bays';
import { BOX_TOP, FEED_APART, FEED_PITCH, HALL_GAP, HALL_WIDTH, MARGIN, SLOT } from './measures';

export interface Source {
  feeder: string;
  bus: string;
  hall: Hall;
  feed: number;
  x: number;
  /** Below its transformer. */
  y: number;
}

export interface PlacedHall {
  hall: Hall;
  x: number;
  y: number;
  width: number;
  /** Middle of each feed at the wall. */
  ports: number[];
  /** Whether its feeds are drawn as lines; else they are named at both ends. */
  routed: boolean;
}

/** Middles of all that a feeder supplies. */
export function middles(placed: PlacedSlot): number[] {
  const { slot, x } = placed;
  if (slot.k !== 'feeder' || slot.consumers.length === 0) return [x + slot.width / 2];
  let left = x;
  return slot.consumers.map((consumer) => {
    const middle = left + SLOT[consumer.k] / 2;
    left += SLOT[consumer.k];
    return consumer.k === 'block' ? middle - 3 : consumer.k === 'feed' ? left - SLOT.feed + 10 : middle;
  });
}

export function sourcesOf(bays: readonly Bay[]): Source[] {
  const found: Source[] = [];
  for (const bay of bays) {
    for (const bar of bay.bars) for (const placed of bar.slots) addSources(found, bay, bar, placed);
  }
  return found;
}

function addSources(found: Source[], bay: Bay, bar: PlacedBar, placed: PlacedSlot): void {
  const { slot } = placed;
  if (slot.k !== 'feeder') return;
  const xs = middles(placed);
  slot.consumers.forEach((consumer, index) => {
    if (consumer.k !== 'feed') return;
    const x = xs[index] as number;
    found.push({ feeder: slot.id, bus: bay.bus, hall: consumer.hall, feed: consumer.feed, x, y: bar.y + BOX_TOP - 12 });
  });
}

export const hallWidth = (hall: Hall): number => Math.max(HALL_WIDTH, hall.feeds.length * FEED_PITCH + 24);

/** Halls from left to right by where their feeders are. */
export function inOrder(halls: readonly Hall[], sources: readonly Source[]): Hall[] {
  const wanted = halls.map((hall) => ({ hall, middle: middleOf(hall, sources) }));
  return wanted.sort((one, other) => one.middle - other.middle).map(({ hall }) => hall);
}

function middleOf(hall: Hall, sources: readonly Source[]): number {
  const xs = sources.filter((source) => source.hall.id === hall.id).map((source) => source.x);
  return xs.reduce((sum, x) => sum + x, 0) / Math.max(1, xs.length);
}

const rowWidth = (halls: readonly Hall[]): number => halls.reduce((sum, hall) => sum + hallWidth(hall) + HALL_GAP, -HALL_GAP);

/** Left ends that a row of halls may have: from the margin to the end of the line, the middle of its feeders first. */
export function leftEnds(halls: readonly Hall[], sources: readonly Source[], right: number): number[] {
  const least = MARGIN - 10;
  const most = Math.max(least, right - rowWidth(halls));
  const mean = halls.reduce((sum, hall) => sum + middleOf(hall, sources), 0) / Math.max(1, halls.length);
  const best = Math.round(Math.min(most, Math.max(least, mean - rowWidth(halls) / 2)));
  return [best, least, ...[-90, -60, -30, 30, 60, 90].map((step) => best + step)].filter((x) => x >= least && x <= most);
}

export function placeHalls(halls: readonly Hall[], sources: readonly Source[], left: number): PlacedHall[] {
  let next = left;
  return halls.map((hall) => {
    const [x, width] = [next, hallWidth(hall)];
    next += width + HALL_GAP;
    return { hall, x, y: NaN, width, ports: portsOf(hall, x, width, sources), routed: true };
  });
}

/** Ports spread over a hall's wall, none under a feeder of another: two lines on one another would look like one. */
export function portsOf(hall: Hall, x: number, width: number, sources: readonly Source[]): number[] {
  const first = x + (width - (hall.feeds.length - 1) * FEED_PITCH) / 2;
  let before = -Infinity;
  return hall.feeds.map((_, index) => {
    const wanted = Math.round(first + index * FEED_PITCH);
    const own = sources.find((source) => source.hall.id === hall.id && source.feed === index)?.x ?? NaN;
    const straight = Math.abs(own - wanted) <= 9 && own - before >= FEED_APART;
    const clear = (at: number): boolean => at - before >= FEED_APART && sources.every((source) => Math.abs(source.x - at) >= 8);
    before = straight ? own : ([0, -5, 5, -9, 9].map((step) => wanted + step).find(clear) ?? wanted);
    return before;
  });
}
