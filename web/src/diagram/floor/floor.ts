// The floor of any site: a tile for each row of miners under its block, and the racks of each hall as cells.

import type { Block, Hall, Layout, Row } from '../../wire/layout';
import type { Condition } from '../condition';
import { count, degrees, hashRate, megawatts, percent, temperature } from '../figures';
import { text, type Cells, type Element, type Read, type Scene, type Shape, type Stage, type Text, type Tone } from '../scene';
import type { Size } from '../lens';

const MARGIN = 20;
const TILE = { width: 102, height: 34, pitch: 38, gap: 10 } as const;
const HEAD = 22;
/** A block with more rows than that goes on beside itself. */
const MOST_ROWS = 8;
const RACK = { pitch: 20, height: 16, columns: 17, mostLines: 12 } as const;
const HALL = { width: 2 * 10 + RACK.columns * RACK.pitch, gap: 20, head: 46 } as const;

interface Spot {
  x: number;
  y: number;
  rank: number;
}

/** Tiles in lines as wide as makes the whole most legible. */
export function floorOf(layout: Layout, size: Size): Scene {
  const columns = layout.blocks.filter(isBuilt).reduce((sum, block) => sum + columnsOf(block), 0);
  let best = inWidth(layout, 10 * TILE.width);
  for (let across = 12; across <= Math.max(12, columns); across = Math.ceil(across * 1.15)) {
    const next = inWidth(layout, across * (TILE.width + TILE.gap));
    if (scaleOf(next, size) > scaleOf(best, size) + 0.01) best = next;
  }
  return best;
}

const isBuilt = (one: { in_service: boolean }): boolean => one.in_service;
const columnsOf = (block: Block): number => Math.max(1, Math.ceil(block.rows.length / MOST_ROWS));
const scaleOf = (scene: Scene, size: Size): number => Math.min(1, size.width / scene.width, size.height / scene.height);

function inWidth(layout: Layout, width: number): Scene {
  const elements: Element[] = [];
  const blocks = layout.blocks.filter(isBuilt);
  let [x, y, tall, rank] = [MARGIN, 8, 0, 0];
  for (const block of blocks) {
    const wide = columnsOf(block) * (TILE.width + TILE.gap);
    if (x > MARGIN && x + wide > MARGIN + width + TILE.gap) [x, y, tall, rank] = [MARGIN, y + tall + 12, 0, rank + MOST_ROWS];
    elements.push(...blockTiles(block, { x, y, rank }));
    tall = Math.max(tall, HEAD + Math.min(MOST_ROWS, block.rows.length) * TILE.pitch);
    x += wide;
  }
  const top = blocks.length > 0 ? y + tall + 14 : 8;
  const bottom = addHalls(layout, elements, { x: MARGIN, y: top, rank: 100_000 }, width);
  const right = Math.max(600, ...elements.map(({ box }) => box.x + box.w));
  return { width: right + MARGIN, height: bottom + 12, elements };
}

function blockTiles(block: Block, at: Spot): Element[] {
  return block.rows.map((row, nth) => {
    const column = Math.floor(nth / MOST_ROWS);
    const line = nth % MOST_ROWS;
    const spot = { x: at.x + column * (TILE.width + TILE.gap), y: at.y + HEAD + line * TILE.pitch, rank: at.rank + line };
    const above = line === 0 ? null : (block.rows[nth - 1]?.id ?? null);
    const made = tileOf(block, row, spot, above);
    if (nth === 0) made.shapes.unshift(...headOf(block, at));
    return made;
  });
}

function headOf(block: Block, at: Spot): Shape[] {
  const rate = (read: Read): string => Object.values(hashRate(read(`${block.id}.hash_th_per_s`))).join(' ');
  return [
    text('strong', block.id, { x: at.x, y: at.y + 15, room: 46 }),
    text('large', block.id, { x: at.x, y: at.y + 18, room: TILE.width }),
    text('quiet', rate, { x: at.x + TILE.width, y: at.y + 15, anchor: 'end', room: 54 }),
  ];
}

/** Stage of a row in one word and as a pattern. */
export function stageOf(as: Condition): { stage: Stage; word: string } {
  if (!as.live || as.marks.has('dead')) return { stage: 'off', word: 'dead' };
  if (as.marks.has('asleep')) return { stage: 'sleeps', word: 'asleep' };
  if (as.marks.has('booting')) return { stage: 'wakes', word: 'starting' };
  if (as.marks.has('stopped')) return { stage: 'broken', word: 'stopped' };
  if (as.marks.has('failed')) return { stage: 'broken', word: 'failed' };
  if (as.marks.has('throttled')) return { stage: 'part', word: '' };
  return { stage: 'works', word: '' };
}

function tileOf(block: Block, row: Row, at: Spot, above: string | null): Element {
  const { x, y, rank } = at;
  const { id } = row;
  const right = x + TILE.width - 7;
  const name = id.startsWith(`${block.id}-`) ? id.slice(block.id.length + 1).replace('-', ' ') : id;
  const out = (read: Read): number => read(`${id}.failed_count`);
  const rate = (read: Read, as: Condition): string => stageOf(as).word || hashRate(read(`${id}.hash_th_per_s`)).figure;
  const faults = (read: Read): string => (out(read) > 0 ? `${count(out(read))} out` : '');
  const worn = (read: Read): Tone => (out(read) > 0.05 * row.machines_count ? 't2' : out(read) > 0 ? '' : 'mute');
  const shapes: Shape[] = [
    { k: 'tile', x, y, w: TILE.width, h: TILE.height, stage: (_, as) => stageOf(as).stage },
    text('quiet', name, { x: x + 7, y: y + 14, room: 54 }),
    text('quiet', faults, { x: right, y: y + 14, anchor: 'end', room: 33, tone: worn }),
    text('quiet', (read) => inletWords(read(`${id}.inlet_c`)), { x: x + 7, y: y + 28, room: 42 }),
    text('plain', rate, { x: right, y: y + 28, anchor: 'end', room: 44 }),
    text('large', (read, as) => stageOf(as).word || Object.values(hashRate(read(`${id}.hash_th_per_s`))).join(''), { x: x + 6, y: y + 26, room: TILE.width - 8 }),
  ];
  const spoken = (read: Read, as: Condition): string => `${stageOf(as).word === '' ? `${hashWords(read(`${id}.hash_th_per_s`))} a second, ` : ''}inlet ${temperature(read(`${id}.inlet_c`))} degrees, ${count(out(read))} of ${row.machines_count} out`;
  const box = { x, y, w: TILE.width, h: TILE.height };
  return { id, kind: `row of ${block.id}`, assets: [id], box, rank, up: above, spoken, shapes };
}

const hashWords = (hash_th_per_s: number): string => Object.values(hashRate(hash_th_per_s)).join(' ');
const inletWords = (inlet_c: number): string => (Number.isFinite(inlet_c) ? degrees(inlet_c) : '');

function addHalls(layout: Layout, elements: Element[], at: Spot, width: number): number {
  let { x, y } = at;
  let tall = 0;
  let rank = at.rank;
  for (const hall of layout.halls.filter(isBuilt)) {
    if (x > MARGIN && x + HALL.width > MARGIN + width + HALL.gap) [x, y, tall, rank] = [MARGIN, y + tall + 14, 0, rank + 1];
    const made = racksOf(hall, { x, y, rank });
    elements.push(made);
    tall = Math.max(tall, made.box.h);
    x += HALL.width + HALL.gap;
  }
  return y + tall;
}

function racksOf(hall: Hall, at: Spot): Element {
  const { x, y, rank } = at;
  const { id, rack_count } = hall;
  const lines = Math.min(RACK.mostLines, Math.ceil(rack_count / RACK.columns));
  const h = HALL.head + lines * RACK.pitch + 8;
  const right = x + HALL.width - 10;
  const of = (quantity: string) => (read: Read): number => read(`${id}.${quantity}`) || 0;
  const stands = (as: Condition): boolean => !as.live || as.marks.has('dead') || as.marks.has('stopped');
  const cells: Cells = {
    ...{ k: 'cells', x: x + 10, y: y + HALL.head, columns: RACK.columns, pitch: RACK.pitch, lines, count: rack_count },
    tall: RACK.height,
    out: of('failed_count'),
    idle: (read, as) => (stands(as) ? rack_count : of('free_count')(read)),
    part: (read) => Math.min(1, Math.max(0.1, orWhole(read(`${id}.cap_frac`)))),
  };
  const shapes: Shape[] = [
    { k: 'frame', x, y, w: HALL.width, h, node: id },
    text('head', id, { x: x + 10, y: y + 21, room: 60 }),
    text('quiet', `${rack_count} racks · ${hall.rack_model}`, { x: x + 74, y: y + 21, room: 128 }),
    { k: 'marker', x: x + 206, y: y + 8, size: 15 },
    text('plain', (read) => `${megawatts(read(`${id}.it_w`))} MW IT`, { x: right, y: y + 21, anchor: 'end', room: 74 }),
    ...rackWords(hall, at, right),
    text('large', id, { x: x + 10, y: y + 34, room: 120 }),
    text('large', (read) => `${megawatts(read(`${id}.it_w`))} MW`, { x: right, y: y + 34, anchor: 'end', room: 120 }),
    cells,
  ];
  const spoken = (read: Read): string => `${count(of('failed_count')(read))} of ${rack_count} racks failed, ${count(of('free_count')(read))} idle`;
  return { id, kind: 'racks of', assets: [id], box: { x, y, w: HALL.width, h }, rank, up: null, spoken, shapes };
}

const orWhole = (cap_frac: number): number => (Number.isFinite(cap_frac) ? cap_frac : 1);

/** How many racks are in which state; cells are drawn by count, not by place in the hall. */
function rackWords({ id, loop }: Hall, at: Spot, right: number): Text[] {
  const of = (quantity: string) => (read: Read): number => read(`${id}.${quantity}`) || 0;
  const cap = (read: Read): number => read(`${id}.cap_frac`);
  const parts: [(read: Read) => string, (read: Read) => Tone][] = [
    [(read) => `${count(of('failed_count')(read))} failed`, (read) => (of('failed_count')(read) > 0 ? '' : 'mute')],
    [(read) => `${count(of('free_count')(read))} idle`, () => 'mute'],
    [(read) => (cap(read) < 1 ? `cap ${percent(cap(read))}` : 'no cap'), (read) => (cap(read) < 1 ? 't3' : 'mute')],
  ];
  const words = parts.map(([say, tone], nth) => text('quiet', say, { x: at.x + 10 + nth * 74, y: at.y + 38, room: 70, tone }));
  const air = (read: Read): string => (loop === null ? '' : `air ${degrees(read(`${loop}.inlet_c`))}`);
  return [...words, text('quiet', air, { x: right, y: at.y + 38, anchor: 'end', room: 80 })];
}
