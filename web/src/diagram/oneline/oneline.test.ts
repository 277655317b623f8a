import { expect, test } from 'vitest';
import type { Layout } from '../../wire/layout';
import { generated, luck } from '../examples/generate';
import { hybrid } from '../examples/hybrid';
import { processorMs, SEEDS, siteOf, unread, unreached } from '../examples/laws';
import { overlap, grown } from '../geometry';
import { networkOf } from '../network';
import type { Scene } from '../scene';
import { walkOf } from '../walk';
import { oneLine } from './oneline';
import { foldedAtFirst, planOf } from './plan';
import type { View } from './slots';

const VIEW: View = { folded: new Set(), unfolded: new Set(), idle: false, width: 1150, height: 486 };
function viewOf(layout: Layout, seed: number): View {
  const next = luck(2000 + seed);
  const some = (ids: string[], share: number): Set<string> => new Set(ids.filter(() => next() < share));
  const folded = seed % 4 === 3 ? new Set(layout.buses.map((bus) => bus.id)) : some(layout.buses.map((bus) => bus.id), 0.2);
  return { ...VIEW, folded, unfolded: some(layout.blocks.map((block) => block.id), 0.2), idle: next() < 0.5 };
}

function expected(layout: Layout): string[] {
  const parts = [
    [layout.interconnect],
    layout.transformers.flatMap((main) => [main.id, main.high_breaker, main.low_breaker]),
    layout.buses.map((bus) => bus.id),
    layout.ties.map((tie) => tie.id),
    layout.feeders.map((feeder) => feeder.id),
    layout.blocks.flatMap((block) => [block.id, ...block.units]),
    layout.halls.flatMap((hall) => [hall.id, ...(hall.ups === null ? [] : [hall.ups]), ...hall.feeds.map((feed) => feed.unit)]),
    layout.gensets.map((engines) => engines.id),
    networkOf(layout).batteries.flatMap((battery) => [battery.id, ...battery.units]),
  ];
  return parts.flat().sort();
}

test.each(SEEDS)('every asset is drawn exactly once (site %i)', (seed) => {
  const layout = siteOf(seed);
  for (const view of [VIEW, viewOf(layout, seed)]) {
    const drawn = oneLine(layout, view).elements.flatMap((element) => element.assets);
    expect(drawn.sort()).toEqual(expected(layout));
  }
});

test.each(SEEDS)('no words run into words, lines or signs, near or far (site %i)', (seed) => {
  const layout = siteOf(seed);
  expect(unread(layout, oneLine(layout, viewOf(layout, seed)), seed)).toEqual([]);
});

test.each(SEEDS)('boxes of blocks and halls stand apart and lines to halls go around them (site %i)', (seed) => {
  const layout = siteOf(seed);
  const scene = oneLine(layout, viewOf(layout, seed));
  const boxes = scene.elements.filter((element) => ['block', 'hall', 'folded', 'battery'].includes(element.kind));
  boxes.forEach((one, at) => {
    for (const other of boxes.slice(at + 1)) expect(overlap(one.box, other.box), `${one.id} on ${other.id}`).toBe(false);
  });
  for (const element of scene.elements.filter((one) => one.rank === 6)) {
    for (const shape of element.shapes) {
      if (shape.k !== 'wire' || shape.points.length < 4) continue;
      for (let at = 1; at < shape.points.length; at += 1) {
        const [[x0, y0], [x1, y1]] = [shape.points[at - 1] as [number, number], shape.points[at] as [number, number]];
        const stretch = { x: Math.min(x0, x1), y: Math.min(y0, y1), w: Math.abs(x1 - x0) + 0.1, h: Math.abs(y1 - y0) + 0.1 };
        for (const box of boxes) expect(overlap(stretch, grown(box.box, -2)), `line of ${element.id} through ${box.id}`).toBe(false);
      }
    }
  }
});

test.each(SEEDS)('nothing sticks out of the drawing (site %i)', (seed) => {
  const scene = oneLine(siteOf(seed), VIEW);
  for (const { id, box } of scene.elements) {
    expect(Math.min(box.x, box.y, scene.width - box.x - box.w, scene.height - box.y - box.h), id).toBeGreaterThanOrEqual(0);
  }
});

test.each(SEEDS.slice(0, 10))('the same site is drawn the same (site %i)', (seed) => {
  const drawn = (): string => JSON.stringify(oneLine(siteOf(seed), VIEW), (key, value: unknown) => (key === 'say' ? undefined : value));
  expect(drawn()).toBe(drawn());
});

test.each(SEEDS)('arrow keys reach every element (site %i)', (seed) => {
  expect(unreached(oneLine(siteOf(seed), viewOf(siteOf(seed), seed)))).toEqual([]);
});

test('a walk follows the current from the interconnect to a hall', () => {
  const walk = walkOf(oneLine(hybrid(), VIEW).elements);
  const path = ['T2', 'T2-LV', 'M2'].map((id) => walk.get(id)?.down);
  expect(path.slice(0, 2)).toEqual(['T2-LV', 'M2']);
  expect(['F08', 'FBAT', 'FH1B', 'FH2B', 'FH3B']).toContain(path[2]);
  expect(walk.get('FH2B')?.down).toBe('H2-U2');
  expect(walk.get('H2-U2')?.down).toBe('H2');
  expect(walk.get('H2')?.up).toBe('H2-U1');
  expect(walk.get('M1')?.right).toBe('TIE-12');
  expect(walk.get('TIE-12')?.right).toBe('M2');
});

test('the hybrid site fits its region at full size', () => {
  const plan = planOf(hybrid(), VIEW);
  expect(plan.lines).toHaveLength(1);
  expect(plan.width).toBeLessThan(1240);
  expect(plan.height).toBeLessThanOrEqual(512);
  expect(foldedAtFirst(hybrid(), VIEW).size).toBe(0);
});

test('a large site starts folded and is laid out in less than a quarter of a second', () => {
  const layout = generated(5, { buses: 10, mains: 11, blocks: 90, halls: 8, ties: 12 });
  expect(foldedAtFirst(layout, VIEW).size).toBeGreaterThan(5);
  const anew = () => ({ ...layout });
  const laidOut = (site: Layout): Scene => oneLine(site, { ...VIEW, folded: foldedAtFirst(site, VIEW) });
  expect(processorMs(2, () => laidOut(anew()))).toBeLessThan(250);
  const known = anew();
  expect(processorMs(2, () => laidOut(known))).toBeLessThan(25);
});
