// Where water and air move, from what the server says of each loop: the nodes that a cooling drawing is lit by.

import type { Conditions, Marks } from '../../wire/types';
import type { Layout } from '../../wire/layout';

export const waterOf = (loop: string): string => `${loop} water`;
export const fansOf = (loop: string): string => `${loop} fans`;
export const coilsOf = (loop: string): string => `${loop} coils`;
export const wetOf = (pad: string): string => `${pad} wet`;

/** Whether a group moves water; else it turns fans and compressors. */
export const isWet = (what: string): boolean => /cdu|distribution|pump/i.test(what);

/** Nodes with moving water or turning fans. */
export function moving(layout: Layout, marks: Marks, conditions: Conditions): Set<string> {
  const found = new Set<string>();
  for (const { id } of layout.loops) {
    const words = conditions[id] ?? [];
    const stands = words.some((said) => said.startsWith('water stands still')) || has(marks, id, 'dead');
    const dark = words.some((said) => said.includes('without supply')) || has(marks, id, 'dead');
    if (!stands) found.add(waterOf(id));
    if (!dark) found.add(fansOf(id));
    const calls = words.filter((said) => said.startsWith('chillers'));
    const called = calls.length === 0 ? words.length === 0 : calls.some((said) => said.includes('coils'));
    if (!dark && called) found.add(coilsOf(id));
  }
  for (const { id } of layout.mining_loops) {
    const words = conditions[id] ?? [];
    const dead = words.includes('without supply') || has(marks, id, 'dead');
    if (!dead) found.add(fansOf(id));
    if (!dead && !words.includes('coolant stands still')) found.add(waterOf(id));
  }
  for (const { pad } of layout.blocks) {
    if (pad !== null && !has(marks, pad, 'broken') && !has(marks, pad, 'failed')) found.add(wetOf(pad));
  }
  return found;
}

const has = (marks: Marks, asset: string, mark: Marks[string][number]): boolean => (marks[asset] ?? []).includes(mark);
