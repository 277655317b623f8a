// Which signals of an asset are worth a chart, and how they share charts: those of one unit on one scale.

import type { Signal } from '../wire/types';
import { scaleOf, type UnitChoice } from '../words/units';

export interface Group {
  unit: string;
  signals: Signal[];
}

/** Units in the order in which a plant operator would look at them. */
const ORDER = ['°C', '°F', 'pu', 'MW', 'kW', '%', 'K'];
const MOST_LINES = 6;

const rank = (unit: string): number => {
  const place = ORDER.indexOf(unit);
  return place < 0 ? ORDER.length : place;
};

/** The signals of an asset by unit, the telling units first. Counts and states are no curves: they are left out. */
export function groupsOf(catalogue: readonly Signal[], asset: string, units: UnitChoice): Group[] {
  const groups = new Map<string, Signal[]>();
  for (const signal of catalogue) {
    if (signal.asset !== asset || signal.quantity.endsWith('_index')) continue;
    const { unit } = scaleOf(signal.quantity, units);
    const known = groups.get(unit) ?? [];
    if (known.length < MOST_LINES) groups.set(unit, [...known, signal]);
  }
  return [...groups].map(([unit, signals]) => ({ unit, signals })).sort((a, b) => rank(a.unit) - rank(b.unit));
}

/** Names of the signals with the highest values now, in the order of the alphabet, so that nothing moves while the same ones lead. */
export function highest(signals: readonly Signal[], value: (name: string) => number, most = MOST_LINES): string {
  const led = [...signals].sort((a, b) => (value(b.name) || -Infinity) - (value(a.name) || -Infinity)).slice(0, most);
  return led.map((signal) => signal.name).sort().join(' ');
}

/** Colours of lines on one chart: told apart by their words too, which stand at their ends. */
export const LINE_COLOURS = ['--ink', '--c-temp', '--c-price', '--c-ai', '--ink-3', '--c-mining'];
