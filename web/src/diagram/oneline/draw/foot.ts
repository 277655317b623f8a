// What has a box of its own and is neither block nor hall: batteries, engines for several halls, summaries.

import { count, degrees, hashRate, megawatts, percent, rating } from '../../figures';
import type { Box } from '../../geometry';
import { text, wire, type Element, type Read, type Shape } from '../../scene';
import { BOX_BOTTOM, BOX_TOP } from '../measures';
import type { PlacedBar, PlacedSlot } from '../bays';
import type { Foot } from '../plan';
import { enginesIn } from './halls';

const sum = (read: Read, names: readonly string[]): number =>
  names.reduce((total, name) => total + (Number.isFinite(read(name)) ? read(name) : 0), 0);

const highest = (read: Read, names: readonly string[]): number => {
  const found = names.map((name) => read(name)).filter(Number.isFinite);
  return found.length > 0 ? Math.max(...found) : NaN;
};

/** All blocks of a folded bus in one box. */
export function summaryOf(bar: PlacedBar, placed: PlacedSlot): Element[] {
  const { slot } = placed;
  if (slot.k !== 'summary') return [];
  const blocks = slot.consumers.flatMap((consumer) => (consumer.k === 'block' ? [consumer.block] : []));
  const others = slot.consumers.flatMap((consumer) => (consumer.k === 'battery' ? [...consumer.battery.units, consumer.battery.id] : []));
  const ids = blocks.map((block) => block.id);
  const of = (quantity: string): string[] => ids.map((id) => `${id}.${quantity}`);
  const [power, hash, inlet] = [of('power_w'), of('hash_th_per_s'), of('inlet_c')];
  const x = placed.x;
  const y = bar.y + BOX_TOP;
  const w = slot.width - 10;
  const right = x + w - 10;
  const middle = x + w / 2;
  const rate = (read: Read): string => Object.values(hashRate(sum(read, hash))).join(' ');
  const shapes: Shape[] = [
    wire(slot.bus, [[middle, bar.y], [middle, y]]),
    { k: 'frame', x, y, w, h: BOX_BOTTOM - BOX_TOP, node: slot.bus },
    text('strong', ids.length === 1 ? (ids[0] ?? '') : `${ids.length} blocks`, { x: x + 10, y: y + 18, room: 80 }),
    { k: 'marker', x: right - 15, y: y + 6, size: 15 },
    text('large', ids.length === 1 ? (ids[0] ?? '') : `${ids.length} blocks`, { x: x + 10, y: y + 32, room: w - 36 }),
    text('large', (read) => `${megawatts(sum(read, power))} MW`, { x: x + 10, y: y + 68, room: w - 20 }),
    text('quiet', 'draw', { x: x + 10, y: y + 38, room: 40 }),
    text('plain', (read) => `${megawatts(sum(read, power))} MW`, { x: right, y: y + 38, anchor: 'end', room: 80 }),
    text('quiet', 'hash', { x: x + 10, y: y + 55, room: 40 }),
    text('plain', rate, { x: right, y: y + 55, anchor: 'end', room: 80 }),
    text('quiet', 'warmest inlet', { x: x + 10, y: y + 72, room: 76 }),
    text('plain', (read) => degrees(highest(read, inlet)), { x: right, y: y + 72, anchor: 'end', room: 48 }),
  ];
  const assets = [...slot.feeders, ...blocks.flatMap((block) => [...block.units, block.id]), ...others];
  const spoken = (read: Read): string => `${megawatts(sum(read, power))} megawatts, ${rate(read)} a second`;
  const box = { x, y, w, h: BOX_BOTTOM - BOX_TOP };
  const id = `${slot.bus} blocks`;
  return [{ id, kind: 'folded', assets, box, rank: 7, up: slot.bus, spoken, shapes, fold: slot.bus }];
}

export function footElement(foot: Foot): Element {
  if (foot.k === 'battery') return batteryBox(foot.battery.id, foot, null);
  const { engines, x, y, w, h } = foot;
  const { id } = engines;
  const right = x + w - 10;
  const shapes: Shape[] = [
    { k: 'frame', x, y, w, h, node: id },
    text('head', id, { x: x + 10, y: y + 22, room: 70 }),
    { k: 'marker', x: right - 15, y: y + 9, size: 15 },
    text('large', id, { x: x + 10, y: y + 40, room: w - 46 }),
    text('quiet', `${engines.engine_count} engines of ${rating(engines.rated_w, 'MW')}`, { x: x + 10, y: y + 38, room: w - 20 }),
    text('quiet', `for ${engines.halls.join(', ')}`, { x: x + 10, y: y + 54, room: 84 }),
    text('plain', (read, as) => enginesIn(read, as, id, engines.engine_count), { x: right, y: y + 54, anchor: 'end', room: 60 }),
  ];
  const spoken = (read: Read): string => `${count(read(`${id}.on_bus_count`))} of ${engines.engine_count} on the bus`;
  return { id, kind: 'engines', assets: [id], box: { x, y, w, h }, rank: 9, up: engines.halls[0] ?? null, spoken, shapes };
}

interface Hung {
  node: string;
  up: string;
  /** Null where its transformers have drawn the line. */
  from: { x: number; y: number } | null;
}

/** A battery with its charge and what it takes or gives; `hung` says where its line comes from. */
export function batteryBox(id: string, box: Box, hung: Hung | null): Element {
  const { x, y, w } = box;
  const right = x + w - 6;
  // Giving is positive: a battery on a feeder is a source that one counts on.
  const power = (read: Read): number => read(`${id}.discharge_w`) - read(`${id}.charge_w`);
  const does = (read: Read): string => (power(read) > 1e3 ? 'gives' : power(read) < -1e3 ? 'takes' : 'rests');
  const shapes: Shape[] = [
    { k: 'frame', ...box, node: hung?.node ?? id },
    text('strong', id, { x: x + 6, y: y + 15, room: w - 12 }),
    { k: 'marker', x: x + 6, y: y + 28, size: 13 },
    text('large', (read) => percent(read(`${id}.soc_frac`)).replace(' ', ''), { x: x + 1, y: y + 76, room: w - 2 }),
    text('value', (read) => percent(read(`${id}.soc_frac`)), { x: right, y: y + 34, anchor: 'end', room: 36 }),
    text('quiet', 'charge', { x: right, y: y + 48, anchor: 'end', room: w - 12 }),
    text('quiet', 'MW', { x: x + 6, y: y + 64, room: 20 }),
    text('plain', (read) => megawatts(Math.abs(power(read))), { x: right, y: y + 64, anchor: 'end', room: 24 }),
    text('quiet', does, { x: x + 6, y: y + 78, room: w - 12 }),
  ];
  const from = hung?.from ?? null;
  if (hung !== null && from !== null) shapes.push(wire(hung.node, [[from.x, from.y + (hung.up === hung.node ? 0 : 30)], [from.x, y]]));
  const spoken = (read: Read): string => `charge ${percent(read(`${id}.soc_frac`))}, gives ${megawatts(power(read))} megawatts`;
  return { id, kind: 'battery', assets: [id], box, rank: 7, up: hung?.up ?? null, spoken, shapes };
}
