import { expect, test } from 'vitest';
import { conditionOf } from '../condition';
import { generated } from '../examples/generate';
import { processorMs, SEEDS, siteOf, unread, unreached } from '../examples/laws';
import { situation, valuesOf } from '../examples/values';
import { overlap } from '../geometry';
import { Painter } from '../painter';
import { standingOf } from '../situation';
import { floorOf, stageOf } from './floor';
import type { Mark } from '../../wire/types';

const SIZE = { width: 1150, height: 486 };

test.each(SEEDS)('every row and every hall in service is drawn exactly once (site %i)', (seed) => {
  const layout = siteOf(seed);
  const rows = layout.blocks.filter((block) => block.in_service).flatMap((block) => block.rows.map((row) => row.id));
  const halls = layout.halls.filter((hall) => hall.in_service).map((hall) => hall.id);
  expect(floorOf(layout, SIZE).elements.flatMap((element) => element.assets).sort()).toEqual([...rows, ...halls].sort());
});

test.each(SEEDS)('no words run into others, tiles stand apart, arrow keys reach all (site %i)', (seed) => {
  const layout = siteOf(seed);
  const scene = floorOf(layout, SIZE);
  expect(unread(layout, scene, seed)).toEqual([]);
  expect(unreached(scene)).toEqual([]);
  scene.elements.forEach((one, at) => {
    for (const other of scene.elements.slice(at + 1)) if (overlap(one.box, other.box)) expect.fail(`${one.id} on ${other.id}`);
  });
});

test.each([
  [[], true, 'works', ''],
  [['asleep', 'held'], true, 'sleeps', 'asleep'],
  [['booting'], true, 'wakes', 'starting'],
  [['stopped'], true, 'broken', 'stopped'],
  [['throttled'], true, 'part', ''],
  [[], false, 'off', 'dead'],
] as [Mark[], boolean, string, string][])('a row marked %j, supplied %s, is drawn as %s', (marks, live, stage, word) => {
  expect(stageOf(conditionOf(['row'], { marks: { row: marks }, conditions: {}, alarms: {} }, live))).toEqual({ stage, word });
});

test('three hundred rows and two hundred racks are brought up to date in less than 5 ms', () => {
  const layout = generated(11, { buses: 6, mains: 6, blocks: 165, halls: 3, ties: 0 });
  const scene = floorOf(layout, SIZE);
  expect(scene.elements.length).toBeGreaterThan(290);
  const now = situation(layout, 'normal');
  const painter = new Painter(standingOf(layout, scene.elements, now).of);
  const node = { textContent: '', setAttribute: () => undefined } as unknown as globalThis.Element;
  for (const element of scene.elements) {
    for (const shape of element.shapes) {
      if (shape.k === 'text' && !shape.fixed) painter.text(element, shape)({ ...node });
      if (shape.k === 'tile') painter.tile(element, shape)({ ...node });
      if (shape.k === 'cells') for (const part of ['used', 'idle', 'out'] as const) painter.cells(element, shape, part)({ ...node });
    }
  }
  const values = valuesOf(layout, now);
  expect(processorMs(40, (at) => painter.paint({ values: (name) => values(name) * (1 + at / 100), stale: () => false }))).toBeLessThan(5);
});
