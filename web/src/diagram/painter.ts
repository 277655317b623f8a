// Writes what changed, and nothing else, into the nodes of a drawing. It runs ten times a second at most.

import type { Condition } from './condition';
import { rounded } from './geometry';
import { passed } from './limits';
import type { Cells, Element, Gauge, Read, Text, Tile } from './scene';
import { fitted } from './text';

/** How often values are drawn. */
export const TICK_MS = 100;
const LABEL_TICKS = 10;

export interface Source {
  values: Read;
  stale: (signal: string) => boolean;
}

type Written = (read: Read, wasStale: () => boolean) => void;
type ConditionOf = (element: string) => Condition;

export class Painter {
  private readonly written = new Map<globalThis.Element, Written>();
  private readonly labels = new Map<globalThis.Element, Written>();
  private ticks = 0;

  constructor(private readonly conditionOf: ConditionOf) {}

  /** Draws all that changed since the last time; counts what it wrote. */
  paint(source: Source, all = false): void {
    let old = false;
    const read = (signal: string): number => {
      if (source.stale(signal)) old = true;
      return source.values(signal);
    };
    const wasStale = (): boolean => {
      const was = old;
      old = false;
      return was;
    };
    for (const write of this.written.values()) write(read, wasStale);
    if (all || this.ticks % LABEL_TICKS === 0) for (const write of this.labels.values()) write(read, wasStale);
    this.ticks += 1;
  }

  private keep(node: globalThis.Element, write: Written, into = this.written): () => void {
    into.set(node, write);
    return () => into.delete(node);
  }

  text(element: Element, shape: Text): (node: globalThis.Element) => () => void {
    return (node) => {
      let last: string | null = null;
      // Not known: a node that is drawn anew still has the class that was written last.
      let shade: string | null = null;
      return this.keep(node, (read, wasStale) => {
        const as = this.conditionOf(element.id);
        const words = shape.say(read, as);
        const tone = shape.tone?.(read, as) ?? '';
        const look = wasStale() ? `${tone} old` : tone;
        if (words !== last) {
          node.textContent = fitted(words, shape.face, shape.room);
          last = words;
        }
        if (look !== shade) {
          node.setAttribute('class', `${shape.face} ${shape.anchor} ${look}`);
          shade = look;
        }
      });
    };
  }

  gauge(shape: Gauge): (node: globalThis.Element) => () => void {
    return (node) => {
      let last = NaN;
      let shade: string | null = null;
      return this.keep(node, (read, wasStale) => {
        const value = shape.of(read);
        const width = rounded(Math.min(1, Math.max(0, (value || 0) / shape.full)) * shape.w);
        const look = `${passed(value, shape.limits)}${wasStale() ? ' old' : ''}`;
        if (width !== last) node.setAttribute('width', String(width));
        if (look !== shade) node.setAttribute('class', `fill ${look}`);
        last = width;
        shade = look;
      });
    };
  }

  cells(element: Element, shape: Cells, part: CellPart): (node: globalThis.Element) => () => void {
    return (node) => {
      let last: string | null = null;
      return this.keep(node, (read, wasStale) => {
        const as = this.conditionOf(element.id);
        const d = cellPath(shape, { out: shape.out(read, as), idle: shape.idle(read, as), filled: shape.part?.(read) ?? 1 }, part);
        wasStale();
        if (d !== last) node.setAttribute('d', d);
        last = d;
      });
    };
  }

  tile(element: Element, shape: Tile): (node: globalThis.Element) => () => void {
    return (node) => {
      let last: string | null = null;
      return this.keep(node, (read, wasStale) => {
        const look = `tile ${shape.stage(read, this.conditionOf(element.id))}${wasStale() ? ' old' : ''}`;
        if (look !== last) node.setAttribute('class', look);
        last = look;
      });
    };
  }

  label(element: Element): (node: globalThis.Element) => () => void {
    return (node) => {
      let last: string | null = null;
      const write: Written = (read, wasStale) => {
        const words = labelOf(element, read, this.conditionOf(element.id));
        wasStale();
        if (words !== last) node.setAttribute('aria-label', words);
        last = words;
      };
      return this.keep(node, write, this.labels);
    };
  }
}

/** Name, state and key number of an element, as a screen reader says them. */
export function labelOf(element: Element, read: Read, as: Condition): string {
  const alarm = as.level === 0 ? '' : `alarm ${as.level}${as.acknowledged ? ' acknowledged' : ''}`;
  const states = as.words.length > 0 ? as.words.join(', ') : [...as.marks].join(', ').replaceAll('_', ' ');
  const state = states !== '' ? states : !as.live ? 'dead' : as.level === 0 ? 'normal' : '';
  return [`${element.kind} ${element.id}`, alarm, state, element.spoken(read, as)].filter((part) => part !== '').join(', ');
}

export type CellPart = 'used' | 'idle' | 'out';

export interface Counted {
  out: number;
  idle: number;
  /** How much of each used cell is filled. */
  filled: number;
}

/** Squares of the cells of one part, in the order used, idle, out of order; a cell stands for an equal share. */
export function cellPath(shape: Cells, now: Counted, part: CellPart): string {
  const shown = Math.min(shape.count, shape.columns * shape.lines);
  const each = shape.count / Math.max(1, shown);
  const outs = now.out > 0 ? Math.min(shown, Math.max(1, Math.round(now.out / each))) : 0;
  const idles = Math.min(shown - outs, now.idle > 0 ? Math.max(1, Math.round(now.idle / each)) : 0);
  const used = shown - outs - idles;
  const outlined = now.filled < 1 ? 0 : used;
  const [from, to] = { used: [0, used], idle: [outlined, used + idles], out: [used + idles, shown] }[part] as [number, number];
  const tall = shape.tall ?? 7;
  const w = rounded(shape.pitch * 0.8);
  let d = '';
  for (let at = from; at < to; at += 1) {
    const x = rounded(shape.x + (at % shape.columns) * shape.pitch);
    const y = rounded(shape.y + Math.floor(at / shape.columns) * cellPitch(shape));
    if (part === 'out') d += `M${x} ${y}l${w} ${tall}m0 ${-tall}l${-w} ${tall}`;
    else {
      const high = part === 'used' ? rounded(tall * now.filled) : tall;
      d += `M${x} ${rounded(y + tall - high)}h${w}v${high}h${-w}z`;
    }
  }
  return d;
}

/** From one line of cells to the next. */
export const cellPitch = (shape: Cells): number => (shape.tall === undefined ? 9 : shape.tall + 4);
