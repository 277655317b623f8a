// AI halls: feeds at the wall, IT, what is served, water, battery and engines.

import type { Hall } from '../../../wire/layout';
import { behind } from '../../energised';
import { count, degrees, megawatts, percent } from '../../figures';
import type { Condition } from '../../condition';
import { text, wire, type Element, type Read, type Shape, type Tone } from '../../scene';
import { widthPx } from '../../text';
import type { PlacedHall } from '../halls';
import { HALL_HEIGHT } from '../measures';
import type { Plan } from '../plan';
import { letterOf } from './feeders';

const CELL_COLUMNS = 35;
const CELL_PITCH = 4.4;

export function hallOf(plan: Plan, placed: PlacedHall): Element[] {
  const { hall, x, y, width } = placed;
  const { id } = hall;
  const shapes: Shape[] = [
    { k: 'frame', x, y, w: width, h: HALL_HEIGHT, node: id },
    ...hall.feeds.flatMap((feed, index) => port(index, { x: placed.ports[index] as number, y, routed: placed.routed }, feed)),
    ...heading(hall, x, y, width),
    ...served(hall, x, y, width),
    ...water(hall, x, y, width),
  ];
  const spoken = (read: Read): string => `${megawatts(read(`${id}.it_w`))} megawatts of IT, ${percent(servedFrac(read, id))} served`;
  const box = { x, y, w: width, h: HALL_HEIGHT };
  const up = hall.feeds[0]?.unit ?? null;
  const alsoUp = hall.feeds.slice(1).map((feed) => feed.unit);
  const whole: Element = { id, kind: 'hall', assets: [id], box, rank: 8, up, alsoUp, spoken, shapes };
  return [whole, ...supplies(plan, placed)];
}

type Feed = Hall['feeds'][number];

function port(index: number, at: { x: number; y: number; routed: boolean }, feed: Feed): Shape[] {
  const node = behind(feed.feeder);
  const shapes: Shape[] = [
    { k: 'port', x: at.x - 10, y: at.y - 1, w: 20, h: 15, letter: letterOf(index), node },
    text('quiet', (read) => megawatts(read(`${feed.feeder}.power_w`)), { x: at.x + 13, y: at.y + 12, room: 27 }),
  ];
  if (!at.routed) {
    shapes.push(wire(node, [[at.x, at.y - 11], [at.x, at.y - 1]]));
    shapes.push(text('quiet', feed.bus, { x: at.x, y: at.y - 15, anchor: 'middle', room: 52 }));
  }
  return shapes;
}

function heading(hall: Hall, x: number, y: number, width: number): Shape[] {
  const { id } = hall;
  const room = 38;
  const name = Math.min(room, widthPx(id, 'head'));
  const right = x + width - 10;
  return [
    text('head', id, { x: x + 10, y: y + 36, room }),
    text('plain', (read) => `${megawatts(read(`${id}.it_w`))} MW IT`, { x: x + 10 + name + 7, y: y + 36, room: right - 52 - (x + 17 + name) }),
    text('large', id, { x: x + 10, y: y + 48, room: 96 }),
    text('large', (read) => `${megawatts(read(`${id}.it_w`))} MW`, { x: x + 10, y: y + 106, room: width - 20 }),
    { k: 'marker', x: right - 48, y: y + 23, size: 15 },
    text('strong', (_, as) => standing(hall, as), { x: right, y: y + 36, anchor: 'end', room: 31, tone: (_, as) => toneOf(hall, as) }),
  ];
}

/** The redundancy that is left: one feed of two is N, whatever was promised. */
export function standing(hall: Hall, as: Condition): string {
  if (!hall.in_service) return 'idle';
  if (!as.live) return 'dead';
  if (as.marks.has('on_engines')) return 'gens';
  if (as.feeds === 0) return 'UPS';
  if (as.marks.has('on_alternate')) return 'alt';
  return as.feeds < hall.feeds.length ? 'N' : hall.redundancy;
}

function toneOf(hall: Hall, as: Condition): Tone {
  if (!as.live) return hall.in_service ? 't1' : 'mute';
  return standing(hall, as) === hall.redundancy || !hall.in_service ? 'mute' : 't2';
}

export function servedFrac(read: Read, hall: string): number {
  const served_w = read(`${hall}.served_w`);
  const asked_w = served_w + read(`${hall}.unserved_w`);
  return asked_w > 0 ? served_w / asked_w : NaN;
}

function served(hall: Hall, x: number, y: number, width: number): Shape[] {
  const { id } = hall;
  const right = x + width - 10;
  const less = (read: Read): Tone => (servedFrac(read, id) < 0.9995 ? 't2' : '');
  const of = (quantity: string) => (read: Read): number => read(`${id}.${quantity}`) || 0;
  const lines = hall.rack_count > CELL_COLUMNS ? 2 : 1;
  return [
    text('quiet', 'served', { x: x + 10, y: y + 54, room: 50 }),
    text('plain', (read) => percent(servedFrac(read, id)), { x: right, y: y + 54, anchor: 'end', room: 60, tone: less }),
    { k: 'cells', x: x + 10, y: y + 62, columns: CELL_COLUMNS, pitch: CELL_PITCH, lines, count: hall.rack_count, out: of('failed_count'), idle: of('free_count') },
  ];
}

function water(hall: Hall, x: number, y: number, width: number): Shape[] {
  const middle = x + width - 78;
  const { id, loop } = hall;
  const supply = (read: Read): string => (loop === null ? '–' : degrees(read(`${loop}.supply_c`)));
  return [
    text('quiet', 'supply', { x: x + 10, y: y + 98, room: 34 }),
    text('plain', supply, { x: middle, y: y + 98, anchor: 'end', room: 50 }),
    text('quiet', 'facility', { x: x + 10, y: y + 115, room: 36 }),
    text('plain', (read) => `${megawatts(read(`${id}.power_w`))} MW`, { x: middle, y: y + 115, anchor: 'end', room: 50 }),
  ];
}

/** Its battery and its own engines: lines of its box that can be picked by themselves. */
function supplies(plan: Plan, placed: PlacedHall): Element[] {
  const { hall, x, y, width } = placed;
  const left = x + width - 70;
  const found: Element[] = [];
  if (hall.ups !== null) found.push(battery(hall.ups, hall.id, left, y + 98));
  const engines = plan.network.layout.gensets.find((group) => group.id === plan.network.ownEngines.get(hall.id));
  if (engines !== undefined) {
    const { id, engine_count } = engines;
    const say = (read: Read, as: Condition): string => enginesIn(read, as, id, engine_count);
    const tone = (_: Read, as: Condition): Tone => (as.level === 0 ? '' : `t${as.level}`);
    found.push(line({ id, kind: 'engines', name: 'gens', say, tone, up: hall.id, x: left, y: y + 115 }));
  }
  return found;
}

/** Seconds it still lasts where the server reckons them, else its charge. */
function battery(id: string, hall: string, x: number, y: number): Element {
  const say = (read: Read): string => {
    const left_s = read(`${id}.left_s`);
    return Number.isFinite(left_s) ? `${count(left_s)} s` : percent(read(`${id}.soc_frac`));
  };
  const tone = (_: Read, as: Condition): Tone => (as.level === 0 ? '' : `t${as.level}`);
  return line({ id, kind: 'battery of the hall', name: 'UPS', say, tone, up: hall, x, y });
}

export function enginesIn(read: Read, as: Condition, id: string, engines: number): string {
  const onBus = read(`${id}.on_bus_count`);
  if (onBus > 0) return `${count(onBus)} of ${engines}`;
  if (read(`${id}.running_count`) > 0) return 'start';
  if (as.marks.has('failed') || as.marks.has('tripped')) return 'failed';
  return as.words.some((words) => words === 'may not start') ? 'locked' : 'ready';
}

interface LineOf {
  id: string;
  kind: string;
  name: string;
  say: (read: Read, as: Condition) => string;
  tone: (read: Read, as: Condition) => Tone;
  up: string;
  x: number;
  y: number;
}

function line(of: LineOf): Element {
  const { id, kind, name, say, tone, up, x, y } = of;
  const shapes: Shape[] = [
    text('quiet', name, { x, y, room: 24 }),
    text('plain', say, { x: x + 60, y, anchor: 'end', room: 36, tone }),
  ];
  const box = { x: x - 4, y: y - 12, w: 68, h: 16 };
  return { id, kind, assets: [id], box, rank: 9, up, spoken: say, shapes };
}
