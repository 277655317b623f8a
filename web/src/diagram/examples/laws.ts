// What must hold of every scene of every site: for tests. Sites, marks and values are drawn from a seed.

import { MARKS, type Marks } from '../../wire/types';
import type { Layout } from '../../wire/layout';
import type { Situation } from '../condition';
import { overlaps } from '../overlaps';
import type { Read, Scene } from '../scene';
import { standingOf } from '../situation';
import { walkOf } from '../walk';
import { generated, luck, type Shape } from './generate';
import { hybrid } from './hybrid';
import { situation, valuesOf } from './values';

export const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

/** A shape of 10 to 400 nodes, small ones as often as large ones. */
function shapeOf(seed: number): Shape {
  const next = luck(1000 + seed);
  const size = 2 ** (next() * 4);
  const buses = 1 + Math.floor(next() * size);
  const [blocks, halls] = [Math.floor(next() * 6 * size), Math.floor(next() * 1.2 * size)];
  const mains = 1 + Math.floor(next() * 1.4 * buses);
  return { buses, mains, blocks, halls, ties: Math.floor(next() * 1.5 * buses), batteries: Math.floor(next() * 3), long: next() < 0.3 };
}

/** The hybrid site, then ever other ones. */
export const siteOf = (seed: number): Layout => (seed === 0 ? hybrid() : generated(seed, shapeOf(seed)));

/** Words that cannot be read for others, for lines or for signs, near or far, whatever marks and values there are. */
export function unread(layout: Layout, scene: Scene, seed: number): string[] {
  const wild: Situation = { marks: anyMarks(layout, seed), conditions: {}, alarms: {} };
  const found: string[] = [];
  for (const now of [situation(layout, 'normal'), situation(layout, 'trip'), wild]) {
    const standing = standingOf(layout, scene.elements, now);
    for (const read of [valuesOf(layout, now), large(seed), (): number => NaN]) {
      for (const afar of [false, true]) found.push(...overlaps(scene, read, standing.of, afar));
    }
  }
  return found;
}

export function unreached(scene: Scene): string[] {
  const walk = walkOf(scene.elements);
  const reached = new Set([scene.elements[0]?.id ?? '']);
  const front = [...reached];
  for (let id = front.pop(); id !== undefined; id = front.pop()) {
    for (const next of Object.values(walk.get(id) ?? {})) {
      if (next === null || reached.has(next)) continue;
      reached.add(next);
      front.push(next);
    }
  }
  return scene.elements.filter((element) => !reached.has(element.id)).map((element) => element.id);
}

function anyMarks(layout: Layout, seed: number): Marks {
  const next = luck(3000 + seed);
  const marks: Marks = {};
  for (const asset of assetsOf(layout)) {
    if (next() < 0.5) marks[asset] = [MARKS[Math.floor(next() * MARKS.length)] ?? 'open'];
  }
  return marks;
}

function assetsOf(layout: Layout): string[] {
  const { blocks, halls } = layout;
  const loops = [...layout.loops, ...layout.mining_loops];
  const plain = [layout.buses, layout.ties, layout.feeders, layout.gensets].flatMap((entries) => entries.map((entry) => entry.id));
  const mains = layout.transformers.flatMap((main) => [main.id, main.high_breaker, main.low_breaker]);
  const mined = blocks.flatMap((block) => [block.id, ...block.units, ...block.rows.map((row) => row.id), block.pad ?? block.id]);
  const housed = halls.flatMap((hall) => [hall.id, hall.ups ?? hall.id, ...hall.feeds.map((feed) => feed.unit)]);
  const cooled = loops.flatMap((loop) => [loop.id, ...loop.groups.map((group) => group.id)]);
  return [layout.interconnect, ...mains, ...plain, ...mined, ...housed, ...cooled];
}

/** Values as large as a site can have. */
function large(seed: number): Read {
  const next = luck(4000 + seed);
  const most: [string, number][] = [['_w', 999e6], ['_c', 199.94], ['_pu', 9.994], ['_frac', 1], ['_count', 100], ['_th_per_s', 99e6], ['_s', 9999]];
  return (name) => (most.find(([end]) => name.endsWith(end))?.[1] ?? 1) * (0.5 + next() / 2);
}

/** What one call takes of the processor, on the mean, after a few to warm up: others may use the machine too. */
export function processorMs(times: number, act: (at: number) => void): number {
  for (let at = 0; at < 10; at += 1) act(at);
  const began = process.cpuUsage();
  for (let at = 0; at < times; at += 1) act(10 + at);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000 / times;
}
