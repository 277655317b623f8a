// What is looked at stands in the address: run, time, range, selection, workspace. Reload returns to it.

import type { Range } from '../time/range';

export type Workspace = 'live' | 'plan';
/** What of a plan is looked at: its dates on a time axis, its money, the losses it survives, or its luck. */
export const TABS = ['schedule', 'money', 'losses', 'luck'] as const;
export type PlanTab = (typeof TABS)[number];

/** Where one stands in the Plan workspace. */
export interface PlanPlace {
  plan: string | null;
  task: string | null;
  tab: PlanTab;
  /** Dates with the crews there are, or the earliest. */
  dates: 'level' | 'early';
  /** Days after notice to proceed; null is the whole plan. */
  days: [from: number, to: number] | null;
}

export interface Place {
  workspace: Workspace;
  planning: PlanPlace;
  run: string | null;
  /** Null follows the run. */
  at_ms: number | null;
  /** Null is the whole run. */
  range: Range | null;
  asset: string | null;
  /** The run that is shown beside it. */
  beside: string | null;
}

export const NO_PLAN: PlanPlace = { plan: null, task: null, tab: 'schedule', dates: 'level', days: null };
export const NOWHERE: Place = {
  workspace: 'live', planning: NO_PLAN, run: null, at_ms: null, range: null, asset: null, beside: null,
};

export function toQuery(place: Place): string {
  const pairs = new URLSearchParams();
  pairs.set('view', place.workspace);
  if (place.workspace === 'plan') setPlanning(pairs, place.planning);
  if (place.run !== null) pairs.set('run', place.run);
  if (place.at_ms !== null) pairs.set('at', written(place.at_ms));
  if (place.range) {
    pairs.set('from', written(place.range.from_ms));
    pairs.set('to', written(place.range.to_ms));
  }
  if (place.asset !== null) pairs.set('asset', place.asset);
  if (place.beside !== null) pairs.set('beside', place.beside);
  return `?${pairs.toString().replaceAll('%3A', ':')}`;
}

/** Read an address; what cannot be read is as if it were not there. */
export function fromQuery(search: string): Place {
  const pairs = new URLSearchParams(search);
  const from_ms = instant(pairs.get('from'));
  const to_ms = instant(pairs.get('to'));
  return {
    workspace: pairs.get('view') === 'plan' ? 'plan' : 'live',
    planning: planningOf(pairs),
    run: pairs.get('run') || null,
    at_ms: instant(pairs.get('at')),
    range: from_ms !== null && to_ms !== null && from_ms < to_ms ? { from_ms, to_ms } : null,
    asset: pairs.get('asset') || null,
    beside: pairs.get('beside') || null,
  };
}

function setPlanning(pairs: URLSearchParams, place: PlanPlace): void {
  if (place.plan !== null) pairs.set('plan', place.plan);
  if (place.task !== null) pairs.set('task', place.task);
  if (place.tab !== 'schedule') pairs.set('tab', place.tab);
  if (place.dates !== 'level') pairs.set('dates', place.dates);
  if (place.days) pairs.set('days', place.days.join('-'));
}

function planningOf(pairs: URLSearchParams): PlanPlace {
  const days = /^(\d{1,6})-(\d{1,6})$/.exec(pairs.get('days') ?? '');
  const [from, to] = [Number(days?.[1]), Number(days?.[2])];
  return {
    plan: pairs.get('plan') || null,
    task: pairs.get('task') || null,
    tab: TABS.find((tab) => tab === pairs.get('tab')) ?? 'schedule',
    dates: pairs.get('dates') === 'early' ? 'early' : 'level',
    days: from < to ? [from, to] : null,
  };
}

function written(t_ms: number): string {
  return new Date(Math.round(t_ms)).toISOString();
}

function instant(text: string | null): number | null {
  const t_ms = Date.parse(text ?? '');
  return Number.isNaN(t_ms) ? null : t_ms;
}
