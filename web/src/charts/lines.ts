// What a chart draws, made from a window of signals: lines in the units of people, areas heaped on each other.

import { scaled, scaleOf, type UnitChoice } from '../words/units';
import type { SignalWindow } from '../wire/types';

export interface Line {
  name: string;
  label: string;
  /** The name of a token, as `--c-temp`. */
  colour: string;
  values: (number | null)[];
  /** Token of the area under it. */
  fill?: string;
  width?: number;
  dash?: number[];
  /** Least and most of what each point stands for, where it stands for several. */
  range?: { least: (number | null)[]; most: (number | null)[] };
}

export interface LimitLine {
  value: number;
  label: string;
}

/** A signal's values in the unit that was chosen; nothing where there is nothing. */
export function valuesOf(window: SignalWindow | null, name: string, units: UnitChoice, which: 'mean' | 'minimum' | 'maximum' = 'mean') {
  const series = window?.signals.find((one) => one.name === name);
  const scale = scaleOf(name.slice(name.lastIndexOf('.') + 1), units);
  return (series?.[which] ?? []).map((value) => (value === null ? null : scaled(value, scale)));
}

/** Areas heaped on each other, the topmost first so that each paints over what is behind it. */
export function heaped(lines: readonly Line[]): Line[] {
  const length = Math.max(0, ...lines.map((line) => line.values.length));
  const sums: (number | null)[] = Array.from({ length }, () => 0);
  const found = lines.map((line) => {
    line.values.forEach((value, place) => {
      const below = sums[place] ?? null;
      sums[place] = value === null || below === null ? null : below + value;
    });
    return { ...line, values: [...sums] };
  });
  return found.reverse();
}

/** Signals less others, point by point; a gap in one is a gap. */
export function minus(values: (number | null)[], ...others: (number | null)[][]): (number | null)[] {
  return values.map((value, place) =>
    others.reduce<number | null>((left, other) => {
      const right = other[place] ?? null;
      return left === null || right === null ? null : left - right;
    }, value),
  );
}

/** Values of one window at the instants of another, linear between; nothing outside. */
export function at(t_ms: readonly number[], values: readonly (number | null)[], wanted_ms: readonly number[]): (number | null)[] {
  let place = 0;
  return wanted_ms.map((t) => {
    while (place + 1 < t_ms.length && (t_ms[place + 1] ?? Infinity) <= t) place += 1;
    const from = t_ms[place];
    const to = t_ms[place + 1];
    const left = values[place] ?? null;
    if (from === undefined || t < from || left === null) return null;
    if (t === from) return left;
    const right = values[place + 1] ?? null;
    if (to === undefined || right === null) return null;
    return left + ((right - left) * (t - from)) / (to - from);
  });
}

/** Places of labels at the right edge, moved apart so that none covers another; in the order given. */
export function apart(wanted_y: readonly number[], tall: number, least: number, most: number): number[] {
  const order = wanted_y.map((y, place) => ({ y: Math.min(Math.max(y, least), most), place })).sort((a, b) => a.y - b.y);
  order.forEach((one, i) => {
    const above = order[i - 1];
    if (above) one.y = Math.max(one.y, above.y + tall);
  });
  for (let i = order.length - 1; i >= 0; i--) {
    const one = order[i];
    const below = order[i + 1];
    if (one) one.y = Math.min(one.y, below ? below.y - tall : most);
  }
  const found = new Array<number>(wanted_y.length).fill(0);
  for (const { y, place } of order) found[place] = y;
  return found;
}
