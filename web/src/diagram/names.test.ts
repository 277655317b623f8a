import { expect, test } from 'vitest';
import { generated } from './examples/generate';
import { FAR, isFarther, namesOf } from './names';
import { sceneOf } from './oneline/oneline';
import { foldedAtFirst, planOf } from './oneline/plan';
import { widthPx } from './text';

const size = { width: 1150, height: 486 };
const layout = generated(5, { buses: 10, mains: 11, blocks: 90, halls: 8, ties: 12, batteries: 2 });
const scene = sceneOf(planOf(layout, { folded: foldedAtFirst(layout, size), unfolded: new Set(), idle: false, ...size }));

test('near by, the scene speaks for itself', () => {
  expect(namesOf(scene.elements, FAR)).toEqual([]);
});

test.each([0.6, 0.5, 0.4, 0.3])('at %f every main transformer, hall and folded group has a name of 11 px that fits', (scale) => {
  const names = namesOf(scene.elements, scale);
  const known = new Map(names.map((name) => [name.id, name]));
  for (const element of scene.elements) {
    const name = known.get(element.id);
    const large = element.shapes.some((shape) => shape.k === 'text' && shape.face === 'large');
    if (/transformer$|hall$/.test(element.kind) && isFarther(scale) && element.box.h * scale >= 14) expect(name?.words).toBe(element.id);
    if (large) expect(name !== undefined).toBe(name !== undefined && isFarther(scale));
    if (!name) continue;
    expect(name.size * scale).toBeCloseTo(11);
    expect(name.x + widthPx(name.words, 'quiet') / scale).toBeLessThanOrEqual(element.box.x + element.box.w);
    expect(name.y).toBeLessThanOrEqual(element.box.y + element.box.h);
  }
});

test('no name stands twice', () => {
  const words = namesOf(scene.elements, 0.4).map((name) => name.words);
  expect(new Set(words).size).toBe(words.length);
});

test('what is folded goes by its bus', () => {
  const folded = scene.elements.filter((element) => element.kind === 'folded' && element.fold?.startsWith('M'));
  expect(folded.length).toBeGreaterThan(0);
  const names = namesOf(folded, 0.4).map((name) => name.words);
  expect(names).toEqual(folded.map((element) => element.fold));
});
