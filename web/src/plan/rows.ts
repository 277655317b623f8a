// The rows of the chart: activities in groups by stream, each group open or folded into one line.

import type { Activity, Phase, Reckoned } from '../wire/types';

export interface Group {
  id: string;
  title: string;
  phase: Phase | null;
  /** Tasks and permits, or what is ordered. */
  items: boolean;
  of: Activity[];
}

export type Row = { y: number; group: Group; open: boolean } | { y: number; one: Activity };

export const ROW = 16;
const STUDY = new Set(['milestone', 'design', 'utility', 'permit']);
/** Which gate the end of a kind of task is: the ladder that planners number from 1 to 9. */
const GATES: Record<string, number> = { cx_l4: 6, cx_l5: 7, burnin: 8, acceptance: 9 };

/** Activities by stream: what is studied and permitted, each phase, and what is ordered for each. */
export function groupsOf(plan: Reckoned): Group[] {
  const work = plan.activities.filter((one) => one.kind !== 'item');
  const bought = plan.activities.filter((one) => one.kind === 'item');
  const study = (one: Activity): boolean => one.kind === 'permit' || STUDY.has(one.what);
  const phases = plan.phases.map((phase) => {
    const title = `${phase.name || phase.id} · ${phase.it_mw} MW`;
    return { id: phase.id, title, phase, items: false, of: work.filter((one) => !study(one) && one.phase === phase.id) };
  });
  const orders = [...plan.phases.map((phase) => phase.id), null].map((id) => ({
    id: `orders-${id ?? 'none'}`, title: id ? `Ordered for ${id}` : 'Ordered for nothing', phase: null, items: true,
    of: bought.filter((one) => one.phase === id),
  }));
  const first = { id: 'study', title: 'Study, design, permits', phase: null, items: false, of: work.filter(study) };
  return [first, ...phases, ...orders].filter((group) => group.of.length);
}

/** What is open at first: the first phase and what it needs, so that the whole fits on a page. */
export const openAtFirst = (plan: Reckoned): string[] => ['study', plan.phases[0]?.id ?? '', `orders-${plan.phases[0]?.id ?? ''}`];

/** Rows from the top; `folded` hides what is in a group. */
export function rowsOf(groups: Group[], open: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  const next = (): number => rows.length * ROW;
  for (const group of groups) {
    rows.push({ y: next(), group, open: open.has(group.id) });
    if (open.has(group.id)) for (const one of group.of) rows.push({ y: next(), one });
  }
  return rows;
}

export interface Gate {
  digit: number;
  day: number;
  words: string;
}

/** The gates that a group passes, by its tasks. */
export function gatesOf(group: Group, dates: 'early' | 'level'): Gate[] {
  if (group.items) return [];
  const end = (one: Activity): number => one[dates].finish_days;
  if (!group.phase) {
    const designs = group.of.filter((one) => one.what === 'design');
    const started = group.of.filter((one) => one.what === 'milestone').slice(0, 1);
    return [...started, ...designs].slice(0, 3).map((one, n) => ({ digit: n + 1, day: end(one), words: one.name || one.id }));
  }
  const found: Gate[] = [];
  const civil = group.of.filter((one) => one.what === 'civil').sort((a, b) => end(b) - end(a))[0];
  if (civil) found.push({ digit: 4, day: end(civil), words: 'dry-in' });
  const powered = group.of.find((one) => one.effects.some((effect) => effect.words.startsWith('hall energize')));
  if (powered) found.push({ digit: 5, day: powered[dates].start_days, words: 'permanent power' });
  for (const one of group.of) {
    const digit = GATES[one.what];
    if (digit) found.push({ digit, day: end(one), words: one.name || one.id });
  }
  return found.sort((a, b) => a.digit - b.digit);
}

/** The day something is needed: the earliest start of what waits for it. */
export function neededOf(plan: Reckoned, dates: 'early' | 'level'): Map<string, number> {
  const found = new Map<string, number>();
  for (const one of plan.activities) {
    for (const wait of one.waits) found.set(wait.id, Math.min(found.get(wait.id) ?? Infinity, one[dates].start_days));
  }
  return found;
}

/** Whether it decides a handover: it has no day to spare. */
export const isCritical = (one: Activity, dates: 'early' | 'level'): boolean => one[dates].float_days < 0.5;
