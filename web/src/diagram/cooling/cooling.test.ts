import { expect, test } from 'vitest';
import { hybrid } from '../examples/hybrid';
import { SEEDS, siteOf, unread, unreached } from '../examples/laws';
import { situation, valuesOf } from '../examples/values';
import { overlap } from '../geometry';
import { labelOf } from '../painter';
import type { Element } from '../scene';
import { standingOf } from '../situation';
import { coolingOf } from './cooling';
import { moving, coilsOf, fansOf, waterOf, wetOf } from './water';

const LIQUID = {
  id: 'B1-COOL', block: 'B1', kind: 'hydro',
  groups: [{ id: 'B1-PUMP', what: 'pumps', count: 6 }, { id: 'B1-COOLER', what: 'dry coolers', count: 6 }],
};
const SIZE = { width: 1150, height: 486 };

test.each(SEEDS)('every loop, group of units and pad is drawn exactly once (site %i)', (seed) => {
  const layout = siteOf(seed);
  const pads = layout.blocks.filter((block) => block.in_service && block.pad !== null).map((block) => block.pad);
  const plants = [...layout.loops, ...layout.mining_loops];
  const wanted = [...pads, ...plants.flatMap((loop) => [loop.id, ...loop.groups.map((group) => group.id)])];
  expect(coolingOf(layout, SIZE).elements.flatMap((element) => element.assets).sort()).toEqual(wanted.sort());
});

test.each(SEEDS)('no words run into others, boxes stand apart, arrow keys reach all (site %i)', (seed) => {
  const layout = siteOf(seed);
  const scene = coolingOf(layout, SIZE);
  expect(unread(layout, scene, seed)).toEqual([]);
  expect(unreached(scene)).toEqual([]);
  scene.elements.forEach((one, at) => {
    for (const other of scene.elements.slice(at + 1)) expect(overlap(one.box, other.box), `${one.id} on ${other.id}`).toBe(false);
  });
});

test('groups may be named in words as the server does', () => {
  const layout = hybrid();
  const words: Record<string, string> = { cdu: 'distribution units', pump: 'pumps', cooler: 'dry coolers', chiller: 'chillers' };
  for (const loop of layout.loops) for (const group of loop.groups) group.what = words[group.what] ?? group.what;
  const kinds = coolingOf(layout, SIZE).elements.slice(0, 5).map((element) => element.kind);
  expect(kinds).toEqual(['cooling', 'cdus', 'pumps', 'dry coolers', 'chillers']);
});

test('water stands still where the server says so, and coils only get cold water that is called', () => {
  const layout = hybrid();
  const found = moving(layout, { 'B09-PAD': ['broken'] }, { 'H1-COOL': ['water stands still'], 'H2-COOL': ['fans off', 'chillers for trim'] });
  expect(found).not.toContain(waterOf('H1-COOL'));
  expect(found).toContain(waterOf('H2-COOL'));
  expect(found).not.toContain(coilsOf('H2-COOL'));
  expect(found).toContain(coilsOf('H3-COOL'));
  expect([found.has(wetOf('B09-PAD')), found.has(wetOf('B10-PAD'))]).toEqual([false, true]);
});

test('cells of a tower stand where dry coolers would, and say so', () => {
  const layout = hybrid();
  for (const loop of layout.loops) for (const group of loop.groups) if (group.what === 'cooler') group.what = 'tower cells';
  const { elements } = coolingOf(layout, SIZE);
  expect(elements.find((element) => element.id === 'H1-COOLER')?.kind).toBe('tower cells');
});

test('a block with a cooling of its own shows inlet, heat and the groups of its units', () => {
  const layout = { ...hybrid(), loops: [], mining_loops: [LIQUID] };
  const { elements } = coolingOf(layout, SIZE);
  const found = elements.filter((element) => element.assets.some((asset) => asset.startsWith('B1-')));
  expect(found.map((element) => [element.id, element.kind])).toEqual([
    ['B1-COOL', 'cooling of block B1'],
    ['B1-PUMP', 'pumps'],
    ['B1-COOLER', 'dry coolers'],
  ]);
  const now = situation(layout, 'calm');
  const plant = found[0] as Element;
  const said = labelOf(plant, valuesOf(layout, now), standingOf(layout, elements, now).of('B1-COOL'));
  expect(said).toContain('inlet 34.2 degrees');
});

test('coolant stands still where the server says so, and fans without supply', () => {
  const layout = { ...hybrid(), mining_loops: [LIQUID] };
  expect(moving(layout, {}, { 'B1-COOL': ['coolant stands still'] })).not.toContain(waterOf('B1-COOL'));
  expect(moving(layout, {}, { 'B1-COOL': ['without supply'] })).not.toContain(fansOf('B1-COOL'));
  expect(moving(layout, {}, {})).toContain(waterOf('B1-COOL'));
});

test('a broken pump is counted out and spoken of', () => {
  const layout = hybrid();
  const now = situation(layout, 'trip');
  const { elements } = coolingOf(layout, SIZE);
  const pumps = elements.find((element) => element.id === 'H1-PUMP') as Element;
  const said = labelOf(pumps, valuesOf(layout, now), standingOf(layout, elements, now).of('H1-PUMP'));
  expect(said).toBe('pumps H1-PUMP, alarm 2, 1 of 4 broken, 3 of 4 in order');
});
