// What a hand-over carries beside facts, in the words and units of people.

import type { Fact } from '../wire/types';
import { label, show } from '../words/units';

const METRIC = { power: 'MW', temperature: '°C', money: 'USD' } as const;

/** Name and value of each entry; a number's name says its unit. */
export function entries(of: unknown): [name: string, value: string][] {
  if (typeof of !== 'object' || of === null) return [['', String(of)]];
  return Object.entries(of).filter(([, value]) => value !== null).map(([name, value]) => {
    if (typeof value !== 'number') return [label(name), typeof value === 'object' ? JSON.stringify(value) : String(value)];
    const shown = show(value, name, METRIC);
    return [label(name), shown.unit ? `${shown.text} ${shown.unit}` : shown.text];
  });
}

/** Newest first. */
export const facts = (list: Fact[]): Fact[] => [...list].sort((a, b) => b.seq - a.seq);
