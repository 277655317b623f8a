// The high side: interconnect, high bus, main transformers with their breakers and gauges.

import type { Transformer } from '../../../wire/layout';
import type { Condition } from '../../condition';
import { HIGH_BUS, highOf, lowOf } from '../../energised';
import { degrees, megawatts, megawattsShort, perUnit, rating, temperature } from '../../figures';
import { urgency } from '../../limits';
import { text, wire, type Element, type Read, type Shape } from '../../scene';
import { widthPx } from '../../text';
import type { Bay } from '../bays';
import { BUS_Y, HIGH_Y, LEAST_WIDTH, MAIN_WIDTH, MAIN_X, MARGIN } from '../measures';
import type { Line, Plan } from '../plan';

const GAUGE = 138;

export function interconnectOf(plan: Plan): Element {
  const { layout } = plan.network;
  const id = layout.interconnect;
  const first = plan.lines[0] as Line;
  const left = MARGIN + 24;
  const right = Math.max(first.right - 24, LEAST_WIDTH);
  const x = Math.round((left + right) / 2);
  const told = `of ${megawattsShort(layout.contracted_w).replace(/\.0$/, '')} MW contracted`;
  const shapes: Shape[] = [
    ...highBars(plan, left, right),
    wire(HIGH_BUS, [[x, 6], [x, HIGH_Y]]),
    { k: 'switch', x, y: 22, size: 11, asset: id, node: HIGH_BUS },
    text('strong', id, { x: x + 16, y: 16, room: 120 }),
    { k: 'marker', x: x - 34, y: 14, size: 15 },
    text('plain', (read) => `${megawatts(read('site.import_w'))} MW`, { x: x + 16, y: 31, room: 58 }),
    text('quiet', told, { x: x + 76, y: 31, room: 130 }),
    text('quiet', `${layout.kv} kV`, { x: right, y: 35, anchor: 'end', room: 60 }),
  ];
  shapes.push(text('large', (read) => `${id} ${megawatts(read('site.import_w'))} MW`, { x: x + 16, y: 30, room: 220 }));
  const box = { x: x - 16, y: 2, w: 200, h: 34 };
  const spoken = (read: (name: string) => number): string => `${megawatts(read('site.import_w'))} megawatts`;
  return { id, kind: 'interconnect', assets: [id], box, rank: 0, up: null, spoken, shapes };
}

/** The high bus over each line that has a transformer, joined at the left. */
function highBars(plan: Plan, left: number, right: number): Shape[] {
  const shapes: Shape[] = [];
  let lowest = HIGH_Y;
  plan.lines.forEach((line, index) => {
    const y = line.top + HIGH_Y;
    const xs = line.bays.flatMap((bay) => bay.mains.map((_, nth) => mainX(bay, nth)));
    if (index > 0 && xs.length === 0) return;
    const from = index > 0 ? 10 : plan.lines.length > 1 ? 10 : left;
    const to = index > 0 ? Math.max(...xs) + 60 : right;
    shapes.push({ k: 'bar', x: from, y: y - 3, w: to - from, h: 6, node: HIGH_BUS });
    lowest = y;
  });
  if (lowest > HIGH_Y) shapes.push({ k: 'bar', x: 10, y: HIGH_Y - 3, w: 6, h: lowest - HIGH_Y + 6, node: HIGH_BUS });
  return shapes;
}

const mainX = (bay: Bay, nth: number): number => bay.x + nth * MAIN_WIDTH + MAIN_X;

export function mainsOf(bay: Bay, top: number, interconnect: string): Element[] {
  return bay.mains.flatMap((main, nth) => {
    const x = mainX(bay, nth);
    return [
      breaker(main.high_breaker, { x, y: top + 66, rank: 1, up: interconnect }, HIGH_BUS),
      transformer(main, x, top),
      breaker(main.low_breaker, { x, y: top + 154, rank: 3, up: main.id }, lowOf(main.id)),
    ];
  });
}

interface Spot {
  x: number;
  y: number;
  rank: number;
  up: string;
}

function breaker(id: string, at: Spot, node: string): Element {
  const { x, y, rank, up } = at;
  const shapes: Shape[] = [{ k: 'switch', x, y, size: 11, asset: id, node }];
  if (rank === 1) shapes.push(text('quiet', id, { x: x - 11, y: y + 4, anchor: 'end', room: 62 }));
  const spoken = (): string => '';
  return { id, kind: 'breaker', assets: [id], box: { x: x - 12, y: y - 9, w: 24, h: 18 }, rank, up, spoken, shapes };
}

function transformer(main: Transformer, x: number, top: number): Element {
  const { id } = main;
  const left = x + 28;
  const right = left + GAUGE;
  const name = Math.min(70, widthPx(id, 'head'));
  const shapes: Shape[] = [
    wire(HIGH_BUS, [[x, top + HIGH_Y], [x, top + 66]]),
    wire(highOf(id), [[x, top + 66], [x, top + 96]]),
    wire(lowOf(id), [[x, top + 136], [x, top + 154]]),
    wire(main.bus, [[x, top + 154], [x, top + BUS_Y]]),
    { k: 'coils', x, y: top + 116, r: 12, node: lowOf(id) },
    text('head', id, { x: left, y: top + 98, room: 70 }),
    text('quiet', rating(main.rated_va, 'MVA'), { x: left + name + 8, y: top + 98, room: 52 }),
    { k: 'marker', x: right - 15, y: top + 86, size: 15 },
    text('large', id, { x: left, y: top + 106, room: 110 }),
    text('large', (read, as) => (isOut(main, as) ? 'out' : perUnit(read(`${id}.load_pu`))), { x: left + 8, y: top + 154, room: 60, tone: (_, as) => (as.level === 1 ? 't1' : '') }),
    ...loading(main, left, top),
    ...trouble(main, left, top),
  ];
  const spoken = (read: (name: string) => number): string =>
    `load ${perUnit(read(`${id}.load_pu`))} per unit, hot-spot ${temperature(read(`${id}.hotspot_c`))} degrees`;
  const box = { x: x - 22, y: top + 82, w: 28 + GAUGE + 28, h: 66 };
  return { id, kind: 'main transformer', assets: [id], box, rank: 2, up: main.high_breaker, spoken, shapes };
}

type Says = Parameters<typeof text>[1];

function loading(main: Transformer, left: number, top: number): Shape[] {
  const { id } = main;
  const load = `${id}.load_pu`;
  const hotspot = `${id}.hotspot_c`;
  const limits = [...new Set([1, ...(main.limits['load_pu'] ?? []).map((limit) => limit.value)])].sort((a, b) => a - b);
  const last = limits[limits.length - 1] as number;
  const hot = (main.limits['hotspot_c'] ?? []).map((limit) => limit.value);
  const full = Math.max(1.6, last * 1.15);
  const right = left + GAUGE;
  const when = (say: (read: (name: string) => number) => string): Says => (read, as) => (isOut(main, as) ? '' : say(read));
  const shapes: Shape[] = [
    text('figure', when((read) => perUnit(read(load))), { x: left, y: top + 116, room: 32, tone: (read, as) => urgency(read(load), limits, as) }),
    text('quiet', when(() => 'pu'), { x: left + 32, y: top + 116, room: 16 }),
    text('value', when((read) => degrees(read(hotspot))), { x: right, y: top + 116, anchor: 'end', room: 78, tone: (read, as) => urgency(read(hotspot), hot, as) }),
    { k: 'gauge', x: left, y: top + 126, w: GAUGE, full, of: (read) => read(load), limits, shown: (as) => !isOut(main, as) },
  ];
  for (const limit of last - 1 >= 0.15 ? [1, last] : [last]) {
    const x = left + (limit / full) * GAUGE;
    shapes.push(text('quiet', when(() => limit.toFixed(limit * 10 === Math.round(limit * 10) ? 1 : 2)), { x, y: top + 145, anchor: 'middle', room: 24 }));
  }
  return shapes;
}

/** What stands in place of its load when it is out. */
function trouble(main: Transformer, left: number, top: number): Shape[] {
  const { id } = main;
  const oil = `${id}.top_oil_c`;
  const when = (say: (as: Condition, read: Read) => string): Says => (read, as) =>
    isOut(main, as) ? say(as, read) : '';
  const title = (as: Condition): string => {
    if (!isOut(main, as)) return '';
    if (!main.in_service) return 'Not in service';
    return as.marks.has('tripped') ? 'Tripped' : as.marks.has('failed') ? 'Failed' : 'Dead';
  };
  const linesOf = (as: Condition, read: Read): string[] => {
    const why = as.words.filter((words) => words !== title(as).toLowerCase()).join(', ');
    return [main.in_service ? why : '', topOil(read(oil))].filter((line) => line !== '');
  };
  return [
    text('figure', (_, as) => title(as), { x: left, y: top + 116, room: GAUGE, tone: (_, as) => (as.level === 0 ? 'mute' : `t${as.level}`) }),
    text('quiet', when((as, read) => linesOf(as, read)[0] ?? ''), { x: left, y: top + 131, room: GAUGE }),
    text('quiet', when((as, read) => linesOf(as, read)[1] ?? ''), { x: left, y: top + 145, room: GAUGE }),
  ];
}

const topOil = (oil_c: number): string => (Number.isFinite(oil_c) ? `top oil ${degrees(oil_c)}` : '');

function isOut(main: Transformer, as: { live: boolean; marks: ReadonlySet<string> }): boolean {
  return !main.in_service || !as.live || as.marks.has('tripped') || as.marks.has('failed');
}
