// A uPlot dressed in the tokens of the page: thin limits with their number, words at the ends of lines, gaps left open.

import uPlot from 'uplot';
import { ticks, tickWords, stepMs } from '../time/ticks';
import type { Range } from '../time/range';
import { figure } from '../words/units';
import { apart, type LimitLine, type Line } from './lines';

export interface Picture {
  t_ms: number[];
  lines: Line[];
  limits: LimitLine[];
  unit: string;
  range: Range;
  zone: string;
  /** The scale begins at nothing. */
  grounded: boolean;
  /** Words at the end of each area are in its middle, not at its edge. */
  heaped: boolean;
  /** Instants to mark with an upright line. */
  marks: { t_ms: number; label: string }[];
}

export interface Touched {
  seek: (t_ms: number) => void;
  zoom: (range: Range) => void;
  whole: () => void;
  hover: (t_ms: number) => void;
}

const GUTTER_PX = 104;
const NARROW_PX = 320;

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const gutter = (width: number): number => (width < NARROW_PX ? 70 : GUTTER_PX);

/** The columns that uPlot takes: instants, then each line, then for each with a range its most and least. */
export function columns(picture: Picture): uPlot.AlignedData {
  const rows = picture.lines.flatMap((line) => (line.range ? [line.values, line.range.most, line.range.least] : [line.values]));
  return [picture.t_ms, ...rows] as uPlot.AlignedData;
}

/** The span of the vertical scale: all that is drawn, limits too, with a little air. */
export function spanOf(picture: Picture): [number, number] {
  const values = picture.lines.flatMap((line) => [...line.values, ...(line.range?.most ?? []), ...(line.range?.least ?? [])]);
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  const all = [...known, ...nearLimits(picture, known)];
  if (!all.length) return [0, 1];
  const least = all.reduce((a, b) => Math.min(a, b));
  const most = all.reduce((a, b) => Math.max(a, b));
  const air = (most - least || Math.abs(most) || 1) * 0.08;
  return [picture.grounded && least >= 0 ? 0 : least - air, most + air];
}

/** Limits far above all that is drawn would press it flat: only those within reach count for the scale. */
function nearLimits(picture: Picture, known: number[]): number[] {
  const most = known.length ? known.reduce((a, b) => Math.max(a, b)) : 0;
  return picture.limits.map((limit) => limit.value).filter((value) => !known.length || value <= Math.max(most * 1.6, most + 1e-9));
}

function series(picture: Picture): { series: uPlot.Series[]; bands: uPlot.Band[] } {
  const found: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  for (const line of picture.lines) {
    const stroke = token(line.colour);
    const own: uPlot.Series = { label: line.label, stroke, width: line.width ?? 1.5, points: { show: false }, spanGaps: false };
    if (line.dash) own.dash = line.dash;
    if (line.fill) own.fill = token(line.fill);
    found.push(own);
    if (!line.range) continue;
    const edge: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false } };
    bands.push({ series: [found.length, found.length + 1], fill: `${stroke}33` });
    found.push(edge, edge);
  }
  return { series: found, bands };
}

function axes(picture: () => Picture): uPlot.Axis[] {
  const ink = token('--ink-3');
  const font = `11px ${token('--font-ui')}`;
  const soft = { stroke: token('--rule-soft'), width: 1 };
  const most = (u: uPlot): number => Math.max(2, Math.floor(u.width / 90));
  return [
    {
      stroke: ink, font, grid: { show: false }, ticks: { stroke: token('--rule'), width: 1, size: 4 }, size: 24, gap: 4,
      splits: (u) => ticks(u.scales['x']?.min ?? 0, u.scales['x']?.max ?? 0, picture().zone, most(u)),
      values: (u, splits) => {
        const step = stepMs((u.scales['x']?.max ?? 0) - (u.scales['x']?.min ?? 0), most(u));
        return splits.map((t_ms) => tickWords(t_ms, picture().zone, step));
      },
    },
    {
      stroke: ink, font, grid: soft, ticks: { show: false }, size: 46, gap: 6, space: 26,
      values: (_, splits) => splits.map((value) => figure(value, decimals(splits))),
    },
  ];
}

function decimals(splits: number[]): number {
  const step = Math.abs((splits[1] ?? 1) - (splits[0] ?? 0)) || 1;
  return Math.min(4, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}

/** Words at the right edge: what each line is, what each limit is called. */
function drawWords(u: uPlot, picture: Picture): void {
  const { ctx } = u;
  const ratio = uPlot.pxRatio;
  const right = u.bbox.left + u.bbox.width;
  ctx.setLineDash([]);
  const wanted: { y: number; text: string; colour: string }[] = [];
  for (const limit of picture.limits) {
    const y = u.valToPos(limit.value, 'y', true);
    if (y < u.bbox.top - 1 || y > u.bbox.top + u.bbox.height) continue;
    ctx.strokeStyle = token('--c-limit');
    ctx.lineWidth = ratio;
    ctx.beginPath();
    ctx.moveTo(u.bbox.left, y);
    ctx.lineTo(right, y);
    ctx.stroke();
    wanted.push({ y, text: limit.label, colour: token('--ink-2') });
  }
  picture.lines.forEach((line, place) => {
    const last = lastOf(line.values);
    if (last === null || !line.label) return;
    const heaped = picture.heaped && line.fill !== undefined;
    const next = picture.lines[place + 1];
    const under = heaped ? ((next?.fill && lastOf(next.values)) || 0) : last;
    wanted.push({ y: u.valToPos((last + under) / 2, 'y', true), text: line.label, colour: token(heaped ? '--ink-2' : line.colour) });
  });
  const tall = 13 * ratio;
  const places = apart(wanted.map((one) => one.y), tall, u.bbox.top + 4, u.bbox.top + u.bbox.height);
  ctx.font = `${11 * ratio}px ${token('--font-ui')}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  wanted.forEach((one, i) => {
    ctx.fillStyle = one.colour;
    ctx.fillText(one.text, right + 7 * ratio, places[i] ?? one.y);
  });
}

function lastOf(values: (number | null)[]): number | null {
  for (let i = values.length - 1; i >= 0; i--) if (values[i] != null) return values[i] ?? null;
  return null;
}

/** Instants that are marked are upright lines. */
function drawMarks(u: uPlot, picture: Picture): void {
  const { ctx } = u;
  const ratio = uPlot.pxRatio;
  const { left, top, width, height } = u.bbox;
  ctx.font = `${11 * ratio}px ${token('--font-ui')}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  for (const mark of picture.marks) {
    const x = u.valToPos(mark.t_ms, 'x', true);
    if (!(x >= left && x <= left + width)) continue;
    ctx.fillStyle = token('--ink-3');
    ctx.fillRect(x - ratio / 2, top, ratio, height);
    ctx.fillText(mark.label, x + 4 * ratio, top + height - 2 * ratio);
  }
}

function touch(u: uPlot, touched: Touched): void {
  let down_x = NaN;
  u.over.addEventListener('mousedown', (event) => (down_x = event.clientX));
  u.over.addEventListener('mouseup', (event) => {
    const box = u.over.getBoundingClientRect();
    const to = event.clientX - box.left;
    if (Math.abs(event.clientX - down_x) < 4) touched.seek(u.posToVal(to, 'x'));
    down_x = NaN;
  });
  u.over.addEventListener('dblclick', () => touched.whole());
  u.over.addEventListener('mouseleave', () => touched.hover(NaN));
  u.over.addEventListener('mousemove', (event) => touched.hover(u.posToVal(event.clientX - u.over.getBoundingClientRect().left, 'x')));
}

/** What was dragged over is what is looked at from now on. */
function zoom(u: uPlot, touched: Touched): void {
  const { left, width } = u.select;
  if (width < 4) return;
  touched.zoom({ from_ms: u.posToVal(left, 'x'), to_ms: u.posToVal(left + width, 'x') });
  u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}

/** Draw a picture into an element; `picture` is asked again at each drawing. */
export function plot(element: HTMLElement, picture: () => Picture, touched: Touched): uPlot {
  const first = picture();
  const made = series(first);
  const width = element.clientWidth || 400;
  return new uPlot(
    {
      width, height: element.clientHeight || 160, ms: 1, padding: [10, gutter(width), 0, 0], ...made,
      legend: { show: false }, axes: axes(picture),
      scales: {
        x: { time: false, range: () => [picture().range.from_ms, picture().range.to_ms] },
        y: { range: () => spanOf(picture()) },
      },
      cursor: { y: false, points: { show: !first.heaped, size: 5 }, drag: { x: true, y: false, setScale: false } },
      hooks: {
        draw: [(u) => drawMarks(u, picture()), (u) => drawWords(u, picture())],
        ready: [(u) => touch(u, touched)],
        setSelect: [(u) => zoom(u, touched)],
      },
    },
    columns(first),
    element,
  );
}
