// What an asset is in, from the marks and words the server gives, and how urgent that is.

import type { Conditions, Mark, Marks } from '../wire/types';

export type Level = 0 | 1 | 2 | 3;

/** An open alarm of an asset, where the page knows it: else the marks decide. */
export interface Alarmed {
  priority: 1 | 2 | 3;
  acknowledged: boolean;
}

export interface Condition {
  marks: ReadonlySet<Mark>;
  /** In words, as `open, by protection`. */
  words: readonly string[];
  /** 1 is most urgent, 0 is none. */
  level: Level;
  acknowledged: boolean;
  /** Whether it has voltage, or anything of it. */
  live: boolean;
  /** Of a hall: how many of its feeds have voltage. */
  feeds: number;
  open: boolean;
}

const URGENT: [Level, readonly Mark[]][] = [
  [1, ['tripped', 'failed']],
  [2, ['overloaded', 'alarm', 'on_battery', 'locked', 'on_engines', 'on_alternate', 'broken']],
  [3, ['throttled', 'stopped']],
];
const QUIET: Condition = {
  marks: new Set(),
  words: [],
  level: 0,
  acknowledged: false,
  live: true,
  feeds: 0,
  open: false,
};

export interface Situation {
  marks: Marks;
  conditions: Conditions;
  alarms: Readonly<Record<string, Alarmed>>;
}

export function levelOf(marks: ReadonlySet<Mark>, words: readonly string[]): Level {
  for (const [level, urgent] of URGENT) {
    const found = urgent.filter((mark) => marks.has(mark));
    if (found.length === 0) continue;
    const onlyNoticed = found.every((mark) => mark === 'alarm') && words.length > 0 && words.every(isNotice);
    return onlyNoticed ? 3 : level;
  }
  return 0;
}

const isNotice = (words: string): boolean => words.startsWith('notice');

/** Of two levels the more urgent. */
export function worse(one: Level, other: Level): Level {
  if (one === 0 || other === 0) return one === 0 ? other : one;
  return one < other ? one : other;
}

/** The condition of what stands for these assets: what is said of any of them, and the most urgent. */
export function conditionOf(assets: readonly string[], now: Situation, live: boolean, feeds = 0): Condition {
  const told = assets.filter((asset) => asset in now.marks || asset in now.conditions || asset in now.alarms);
  if (told.length === 0) return live ? { ...QUIET, feeds } : { ...QUIET, live, feeds };
  const marks = new Set(told.flatMap((asset) => now.marks[asset] ?? []));
  const words = told.flatMap((asset) => now.conditions[asset] ?? []);
  let level: Level = 0;
  let acknowledged = true;
  for (const asset of told) {
    const alarm = now.alarms[asset];
    const here = alarm?.priority ?? levelOf(new Set(now.marks[asset]), now.conditions[asset] ?? []);
    if (here !== 0 && (level === 0 || here <= level)) acknowledged &&= alarm?.acknowledged ?? false;
    level = worse(level, here);
  }
  const open = marks.has('open') || marks.has('tripped') || words.some((said) => said.startsWith('open'));
  return { marks, words, level, acknowledged: level !== 0 && acknowledged, live, feeds, open };
}
