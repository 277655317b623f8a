import { expect, test } from 'vitest';
import { layersOf, totals } from './stack';

const step = (since_days: number, mining: number, hall: number, dark_mw: number) =>
  ({ since_days, mining_mw: { s21: mining }, halls_mw: hall ? { H1: hall } : {}, dark_mw, worst_pu: 0, worst: '' });
const power = [step(0, 95, 0, 0), step(553, 83, 0, 12), step(567, 83, 6, 12), step(662, 83, 6, 0)];

test('layers stand on one another and add up', () => {
  const layers = layersOf(power);
  expect(layers.map((layer) => layer.name)).toEqual(['s21', 'H1', 'dark']);
  layers.slice(1).forEach((layer, n) => expect(layer.low).toEqual(layers[n]?.high));
  expect(totals(power)).toEqual([95, 83, 89, 89]);
});

test('what is released is unused only as far as nothing else uses it', () => {
  const dark = layersOf(power).at(-1);
  expect(dark?.high.map((high, n) => high - (dark.low[n] ?? 0))).toEqual([0, 12, 6, 0]);
});
