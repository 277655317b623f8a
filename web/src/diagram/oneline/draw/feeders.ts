// Feeders with their breakers, unit transformers and blocks; a folded bus is one box.

import type { Block } from '../../../wire/layout';
import { behind, NEVER } from '../../energised';
import { degreeSign, hashRate, megawatts, perUnit, temperature } from '../../figures';
import type { Condition } from '../../condition';
import { text, wire, type Element, type Read, type Shape } from '../../scene';
import type { Bay, PlacedBar, PlacedSlot } from '../bays';
import { middles } from '../halls';
import { BLOCK_WIDTH, BOX_BOTTOM, BOX_TOP, UNIT_LINE } from '../measures';
import type { Plan } from '../plan';
import { batteryBox } from './foot';

const SWITCH_Y = 20;
const COIL_Y = 39.5;

/** The letter of a feed: A, B and so on. */
export const letterOf = (feed: number): string => String.fromCharCode(65 + feed);

export function feederOf(plan: Plan, bay: Bay, bar: PlacedBar, placed: PlacedSlot): Element[] {
  const { slot } = placed;
  if (slot.k !== 'feeder') return [];
  const xs = middles(placed);
  const id = slot.id;
  const out = behind(id);
  const y = bar.y;
  const x = xs[0] as number;
  const shapes: Shape[] = [
    wire(bay.bus, [[x, y], [x, y + SWITCH_Y]]),
    { k: 'switch', x, y: y + SWITCH_Y, size: 9, asset: id, node: bay.bus },
    ...label(slot, x, y),
  ];
  const last = xs[xs.length - 1] as number;
  if (slot.consumers.length > 0) shapes.push(wire(out, [[x, y + SWITCH_Y], [x, y + SWITCH_Y + 10]]));
  if (xs.length > 1) shapes.push(wire(out, [[x, y + SWITCH_Y + 10], [last, y + SWITCH_Y + 10]]));
  const spoken = (read: Read): string => `${megawatts(read(`${id}.power_w`))} megawatts`;
  const box = { x: x - 12, y: y + 8, w: 24, h: 22 };
  const feeder: Element = { id, kind: 'feeder', assets: [id], box, rank: 5, up: bay.bus, spoken, shapes };
  const below = slot.consumers.flatMap((consumer, index) => {
    const at = { x: xs[index] as number, y, feeder: id };
    if (consumer.k === 'block') return blockOf(plan, consumer.block, at);
    if (consumer.k === 'feed') return [bank([consumer.hall.feeds[consumer.feed]?.unit ?? ''], at, null)];
    const { battery } = consumer;
    const box = { x: at.x - 28, y: y + BOX_TOP, w: BLOCK_WIDTH, h: BOX_BOTTOM - BOX_TOP };
    const units = battery.units.length > 0 ? [bank(battery.units, at, y + BOX_TOP)] : [];
    const from = units.length > 0 ? null : at;
    return [...units, batteryBox(battery.id, box, { node: out, up: battery.units[0] ?? id, from })];
  });
  return [feeder, ...below];
}

function label(slot: Extract<PlacedSlot['slot'], { k: 'feeder' }>, x: number, y: number): Shape[] {
  const only = slot.consumers.length === 1 ? slot.consumers[0] : undefined;
  if (only?.k === 'block') return [];
  if (only?.k === 'feed') return [text('quiet', `${only.hall.id}·${letterOf(only.feed)}`, { x: x + 9, y: y + 24, room: 32 })];
  const shapes = [text('quiet', slot.id, { x: x + 9, y: y + 24, room: slot.consumers.length > 1 ? 40 : 16 })];
  if (only === undefined && slot.consumers.length === 0) {
    shapes[0] = text('quiet', slot.id, { x, y: y + 40, anchor: 'middle', room: 46 });
    const draws = (read: Read): string => {
      const power_w = read(`${slot.id}.power_w`);
      return Math.abs(power_w) > 1e3 ? `${megawatts(power_w)} MW` : 'spare';
    };
    shapes.push(text('quiet', draws, { x, y: y + 53, anchor: 'middle', room: 50 }));
  }
  return shapes;
}

interface At {
  x: number;
  y: number;
  feeder: string;
}

/** Unit transformers between a feeder and what it supplies: one sign for all that belong together. */
function bank(units: string[], at: At, down: number | null): Element {
  const { x, y, feeder } = at;
  const node = behind(feeder);
  const top = y + SWITCH_Y + 10;
  const shapes: Shape[] = [wire(node, [[x, top], [x, y + COIL_Y - 8.5]]), { k: 'coils', x, y: y + COIL_Y, r: 5, node }];
  if (down !== null) shapes.push(wire(node, [[x, y + COIL_Y + 8.5], [x, down]]));
  if (units.length > 1) shapes.push(text('quiet', `×${units.length}`, { x: x + 9, y: y + 43, room: 18 }));
  shapes.push({ k: 'marker', x: down === null ? x + 12 : x - 23, y: y + 33, size: 13 });
  const id = units[0] ?? feeder;
  const kind = units.length > 1 ? `${units.length} unit transformers from` : 'unit transformer';
  const box = { x: x - 10, y: y + 30, w: 20, h: 20 };
  return { id, kind, assets: units, box, rank: 6, up: feeder, spoken: (read) => worstLoad(read, units), shapes };
}

function worstLoad(read: Read, units: readonly string[]): string {
  const loads = units.map((unit) => read(`${unit}.load_pu`)).filter(Number.isFinite);
  return `load ${perUnit(loads.length > 0 ? Math.max(...loads) : NaN)} per unit`;
}

function blockOf(plan: Plan, block: Block, at: At): Element[] {
  const y = at.y + BOX_TOP;
  const x = at.x - BLOCK_WIDTH / 2;
  const unfolded = plan.view.unfolded.has(block.id);
  const lines = unfolded ? block.units.length * UNIT_LINE + 6 : 0;
  const node = block.in_service ? behind(at.feeder) : NEVER;
  const { id } = block;
  const shapes: Shape[] = [
    { k: 'frame', x, y, w: BLOCK_WIDTH, h: BOX_BOTTOM - BOX_TOP + lines, node },
    ...blockShapes(block, x, y),
  ];
  const spoken = (read: Read): string => {
    const { figure, unit } = hashRate(read(`${id}.hash_th_per_s`));
    return `${megawatts(read(`${id}.power_w`))} megawatts, ${figure} ${unit} a second`;
  };
  const box = { x, y, w: BLOCK_WIDTH, h: BOX_BOTTOM - BOX_TOP };
  const up = block.units[0] ?? at.feeder;
  const element: Element = { id, kind: 'block', assets: [id], box, rank: 7, up, spoken, shapes, fold: id };
  if (unfolded) {
    shapes.push(wire(node, [[at.x, at.y + SWITCH_Y + 10], [at.x, y]]));
    return [element, ...block.units.map((unit, nth) => unitLine(block, unit, { x, y: y + 84 + nth * UNIT_LINE }))];
  }
  return block.units.length > 0 ? [bank(block.units, at, y), element] : [element];
}

function blockShapes({ id, in_service }: Block, x: number, y: number): Shape[] {
  const why = (as: Condition): [string, string] => (in_service ? reason(as) : ['not in', 'service']);
  const quiet = (_: Read, as: Condition): 'mute' | '' => (works(as) ? '' : 'mute');
  const rate = (read: Read): { figure: string; unit: string } => hashRate(read(`${id}.hash_th_per_s`));
  const right = x + BLOCK_WIDTH - 6;
  const if_ = (say: (read: Read) => string, otherwise: (as: Condition) => string) => (read: Read, as: Condition): string =>
    works(as) ? say(read) : otherwise(as);
  return [
    text('strong', id, { x: x + 6, y: y + 15, room: BLOCK_WIDTH - 12, tone: quiet }),
    { k: 'marker', x: x + 6, y: y + 28, size: 13 },
    text('large', id, { x: x + 2, y: y + 20, room: BLOCK_WIDTH - 4, tone: quiet }),
    text('large', (read) => megawatts(read(`${id}.power_w`)), { x: right + 4, y: y + 76, anchor: 'end', room: BLOCK_WIDTH - 4, tone: quiet }),
    text('value', (read) => megawatts(read(`${id}.power_w`)), { x: right, y: y + 34, anchor: 'end', room: 30, tone: quiet }),
    text('quiet', 'MW', { x: right, y: y + 48, anchor: 'end', room: 24 }),
    text('quiet', if_((read) => rate(read).unit, (as) => why(as)[0]), { x: x + 6, y: y + 64, room: BLOCK_WIDTH - 12 }),
    text('plain', if_((read) => rate(read).figure, () => ''), { x: right, y: y + 64, anchor: 'end', room: 29 }),
    text('quiet', if_(degreeSign, (as) => why(as)[1]), { x: x + 6, y: y + 78, room: BLOCK_WIDTH - 12 }),
    text('plain', if_((read) => temperature(read(`${id}.inlet_c`)), () => ''), { x: right, y: y + 78, anchor: 'end', room: 29 }),
  ];
}

export const works = (as: Condition): boolean => as.live && reason(as)[0] === '';

/** Why a block does not work, in two short lines. */
export function reason(as: Condition): [string, string] {
  if (!as.live) return ['dead', ''];
  const by = as.words.find((words) => words.startsWith('held asleep by '))?.slice('held asleep by '.length) ?? '';
  if (as.marks.has('asleep')) return ['asleep', by === '' ? '' : `by ${by.split('_')[0]}`];
  if (as.marks.has('booting')) return ['starting', ''];
  if (as.marks.has('stopped')) return ['stopped', ''];
  return ['', ''];
}

function unitLine(block: Block, unit: string, at: { x: number; y: number }): Element {
  const name = unit.startsWith(`${block.id}-`) ? unit.slice(block.id.length + 1) : unit;
  const load = (read: Read): number => read(`${unit}.load_pu`);
  const tone = (read: Read, as: Condition): 't1' | 't2' | 't3' | '' => (as.level > 0 ? `t${as.level as 1}` : load(read) > 1 ? 't2' : '');
  const shapes: Shape[] = [
    text('quiet', name, { x: at.x + 6, y: at.y + 12, room: 18 }),
    text('quiet', (read) => perUnit(load(read)), { x: at.x + BLOCK_WIDTH - 6, y: at.y + 12, anchor: 'end', room: 25, tone }),
  ];
  const box = { x: at.x + 2, y: at.y + 1, w: BLOCK_WIDTH - 4, h: UNIT_LINE - 1 };
  const spoken = (read: Read): string => worstLoad(read, [unit]);
  return { id: unit, kind: 'unit transformer', assets: [unit], box, rank: 6, up: block.feeder, spoken, shapes };
}
