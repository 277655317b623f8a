// One hall's cooling as a strip: racks, technology loop, CDUs, facility loop with pumps, dry coolers and chillers;
// below it the room's air with its coils. Warm water runs above, cool water below.

import type { Hall, Loop } from '../../wire/layout';
import type { Condition } from '../condition';
import { count, degrees, heat, megawatts, temperature } from '../figures';
import type { Box } from '../geometry';
import { text, wire, type Cells, type Element, type Read, type Say, type Shape, type Tone } from '../scene';
import { coilsOf, fansOf, waterOf } from './water';

export const STRIP = { width: 1110, height: 138 } as const;

export interface Strip {
  loop: Loop;
  hall: Hall | undefined;
  x: number;
  y: number;
  /** Line of the walk, and the loop in the strip above. */
  rank: number;
  above: Loop | undefined;
}

type Group = Loop['groups'][number];
type Part = 'cdu' | 'pump' | 'cooler' | 'chiller';

const NAMES: Record<Part, string> = { cdu: 'CDUs', pump: 'Pumps', cooler: 'Dry coolers', chiller: 'Chillers' };
const PLACES: Record<Part, Box> = {
  cdu: { x: 300, y: 14, w: 112, h: 62 },
  pump: { x: 540, y: 40, w: 112, h: 46 },
  cooler: { x: 740, y: 14, w: 150, h: 62 },
  chiller: { x: 940, y: 14, w: 150, h: 62 },
};
const PARTS = Object.keys(PLACES) as Part[];
const WARM_Y = 28;
const COOL_Y = 62;
const AIR_Y = 110;

/** What a group is may be said in short or in words: `cdu`, `distribution units`. */
function partOf(group: Group): Part | undefined {
  const what = group.what.toLowerCase();
  if (what.includes('tower')) return 'cooler';
  return what.includes('distribution') ? 'cdu' : PARTS.find((part) => what.includes(part));
}
const groupOf = (loop: Loop | undefined, part: Part): Group | undefined => loop?.groups.find((group) => partOf(group) === part);

/** Cells of a tower stand where dry coolers would. */
const nameOf = (part: Part, group: Group): string => (group.what.toLowerCase().includes('tower') ? 'Tower cells' : NAMES[part]);

export function stripOf(strip: Strip): Element[] {
  const found = [racksOf(strip)];
  for (const part of PARTS) {
    const group = groupOf(strip.loop, part);
    if (group !== undefined) found.push(partElement(strip, part, group));
  }
  const others = strip.loop.groups.filter((group) => groupOf(strip.loop, partOf(group) ?? 'cdu') !== group);
  others.forEach((group, nth) => {
    const box = { x: strip.x + 1110 + nth * 124, y: strip.y + 14, w: 112, h: 62 };
    found.push(groupElement(group, { box, rank: strip.rank, node: waterOf(strip.loop.id) }));
  });
  return found;
}

/** The racks and their air stand for the loop itself: what is said of it is said here. */
function racksOf(strip: Strip): Element {
  const { loop, hall, rank } = strip;
  const { id } = loop;
  const [x, y] = [strip.x, strip.y];
  const of = (quantity: string) => (read: Read): number => read(`${id}.${quantity}`);
  const right = x + 150 - 10;
  const degreesOf = (quantity: string): Say => (read) => degrees(of(quantity)(read));
  const shapes: Shape[] = [
    ...pipes(strip),
    { k: 'frame', x, y: y + 14, w: 150, h: 62, node: waterOf(id) },
    text('head', loop.hall, { x: x + 10, y: y + 33, room: 70 }),
    text('large', loop.hall, { x: x + 10, y: y + 54, room: 100 }),
    { k: 'marker', x: right - 15, y: y + 20, size: 15 },
    text('quiet', hall === undefined ? '' : `${hall.rack_count} racks`, { x: x + 10, y: y + 49, room: 60 }),
    text('plain', (read) => (hall === undefined ? '' : `${megawatts(read(`${hall.id}.it_w`))} MW IT`), { x: right, y: y + 49, anchor: 'end', room: 70 }),
    text('quiet', 'heat', { x: x + 10, y: y + 66, room: 60 }),
    text('plain', (read) => heat(of('heat_w')(read)), { x: right, y: y + 66, anchor: 'end', room: 66 }),
    text('quiet', 'return', { x: x + 160, y: y + 22, room: 40 }),
    text('plain', degreesOf('return_c'), { x: x + 204, y: y + 22, room: 60 }),
    text('quiet', 'supply', { x: x + 160, y: y + 78, room: 40 }),
    text('plain', degreesOf('supply_c'), { x: x + 204, y: y + 78, room: 60, tone: toneOf('water') }),
    text('large', degreesOf('supply_c'), { x: x + 165, y: y + 54, room: 110, tone: toneOf('water') }),
    text('quiet', 'outside', { x: x + 632, y: y + 22, room: 44 }),
    text('plain', (read) => degrees(read('weather.dry_bulb_c')), { x: x + 730, y: y + 22, anchor: 'end', room: 52 }),
    text('quiet', 'facility', { x: x + 426, y: y + 78, room: 44 }),
    text('plain', degreesOf('facility_c'), { x: x + 474, y: y + 78, room: 60 }),
    ...airOf(strip),
  ];
  const spoken: Say = (read) => `supply ${temperature(of('supply_c')(read))} degrees, heat ${heat(of('heat_w')(read))}`;
  const box = { x, y: y + 14, w: 150, h: 62 };
  return { id, kind: 'cooling', assets: [id], box, rank, up: strip.above?.id ?? null, spoken, shapes };
}

/** Warm and cool water between racks, CDUs and what gives the heat away, and the coils' water to the chillers. */
function pipes({ loop, x, y }: Strip): Shape[] {
  const water = waterOf(loop.id);
  const chilled = coilsOf(loop.id);
  const shapes: Shape[] = [];
  for (const line of [WARM_Y, COOL_Y]) {
    const passed = PARTS.filter((part) => groupOf(loop, part) !== undefined && crosses(PLACES[part], line));
    let from = 150;
    for (const part of passed) {
      shapes.push(wire(water, [[x + from, y + line], [x + PLACES[part].x, y + line]]));
      from = PLACES[part].x + PLACES[part].w;
    }
  }
  if (groupOf(loop, 'chiller') === undefined) return shapes;
  const middle = x + PLACES.chiller.x + 40;
  shapes.push(wire(chilled, [[x + 150, y + AIR_Y], [middle, y + AIR_Y], [middle, y + 76]]));
  return shapes;
}

const crosses = (box: Box, line: number): boolean => box.y < line && line < box.y + box.h;

function airOf({ loop, x, y }: Strip): Shape[] {
  const { id } = loop;
  const right = x + 150 - 10;
  return [
    { k: 'frame', x, y: y + 88, w: 150, h: 44, node: waterOf(id) },
    text('quiet', 'room air', { x: x + 10, y: y + 106, room: 60 }),
    text('plain', (read) => degrees(read(`${id}.inlet_c`)), { x: right, y: y + 106, anchor: 'end', room: 60, tone: toneOf('air') }),
    text('large', (read) => degrees(read(`${id}.inlet_c`)), { x: x + 8, y: y + 120, room: 134, tone: toneOf('air') }),
    text('quiet', 'plant draws', { x: x + 10, y: y + 123, room: 66 }),
    text('plain', (read) => heat(read(`${id}.power_w`)), { x: right, y: y + 123, anchor: 'end', room: 62 }),
    text('quiet', 'coils', { x: x + 160, y: y + 104, room: 40 }),
    text('quiet', (_, as) => as.words.join(' · '), { x: x + 160, y: y + 127, room: 700 }),
  ];
}

/** Past its limit the server says so in words: `water too warm`, `air too hot for racks`. */
function toneOf(what: 'water' | 'air') {
  return (_: Read, as: Condition): Tone => {
    const said = as.words.find((words) => words.startsWith(`${what} too `));
    return said === undefined ? '' : said.includes('hot') ? 't1' : 't2';
  };
}

/** How many of a group are broken, from `1 of 5 broken`. */
export function brokenOf(as: Condition): number {
  return as.words.reduce((sum, words) => sum + Number(/^(\d+) of \d+ broken/.exec(words)?.[1] ?? 0), 0);
}

function cellsIn(box: Box, group: Group, y: number): Cells {
  const columns = Math.floor((box.w - 18) / 8);
  const lines = group.count > columns ? 2 : 1;
  return { k: 'cells', x: box.x + 10, y: box.y + y, columns, pitch: 8, lines, count: group.count, out: (_, as) => brokenOf(as), idle: () => 0 };
}

function partElement(strip: Strip, part: Part, group: Group): Element {
  const place = PLACES[part];
  const box = { ...place, x: strip.x + place.x, y: strip.y + place.y };
  const { id } = group;
  const loop = strip.loop.id;
  const right = box.x + box.w - 10;
  const water = part === 'cdu' || part === 'pump';
  const small = part === 'pump';
  const shapes: Shape[] = [
    { k: 'frame', ...box, node: water ? waterOf(loop) : fansOf(loop) },
    ...heading(box, nameOf(part, group), group),
    cellsIn(box, group, water ? (small ? 24 : 32) : 44),
    { k: 'marker', x: box.x + box.w - 9, y: box.y - 8, size: 15 },
  ];
  const flow: Say = (read) => heat(read(`${loop}.${part === 'cooler' ? 'net_rejected_w' : 'chilled_w'}`));
  if (!water) {
    const state: Say = (read, as) => (part === 'cooler' ? fanStep(read(`${loop}.fan_step_index`)) : as.live ? '' : 'no supply');
    shapes.push(text('quiet', state, { x: box.x + 10, y: box.y + 36, room: 62 }));
    shapes.push(text('plain', flow, { x: right, y: box.y + 36, anchor: 'end', room: 62 }));
    shapes.push(text('large', flow, { x: box.x + 8, y: box.y + 38, room: box.w - 16 }));
  }
  const spoken: Say = (read, as) => `${group.count - brokenOf(as)} of ${group.count} in order${water ? '' : `, ${flow(read, as)}`}`;
  const up = groupOf(strip.above, part)?.id ?? null;
  return { id, kind: nameOf(part, group).toLowerCase(), assets: [id], box, rank: strip.rank, up, spoken, shapes };
}

const fanStep = (step: number): string => (!Number.isFinite(step) ? '' : step === 0 ? 'fans off' : `fans step ${count(step)}`);

function heading(box: Box, name: string, group: Group): Shape[] {
  const tone = (_: Read, as: Condition): Tone => (brokenOf(as) > 0 ? 't2' : 'mute');
  const left: Say = (_, as) => `${group.count - brokenOf(as)} of ${group.count}`;
  return [
    text('strong', name, { x: box.x + 10, y: box.y + 18, room: box.w - 66 }),
    text('quiet', left, { x: box.x + box.w - 10, y: box.y + 18, anchor: 'end', room: 46, tone }),
  ];
}

/** A group by itself: its name, how many are left of how many, and a cell for each. */
export function groupElement(group: Group, at: { box: Box; rank: number; node: string }): Element {
  const { box, rank, node } = at;
  const shapes: Shape[] = [
    { k: 'frame', ...box, node },
    ...heading(box, group.what, group),
    cellsIn(box, group, 32),
    { k: 'marker', x: box.x + box.w - 9, y: box.y - 8, size: 15 },
  ];
  const spoken: Say = (_, as) => `${group.count - brokenOf(as)} of ${group.count} in order`;
  return { id: group.id, kind: group.what, assets: [group.id], box, rank, up: null, spoken, shapes };
}

export const widthOf = (loop: Loop): number => {
  const others = loop.groups.filter((group) => groupOf(loop, partOf(group) ?? 'cdu') !== group).length;
  return STRIP.width + others * 124;
};
