// How much time the axis of a plan shows: from notice to proceed, or the first order, to a month past its end.

import type { Reckoned } from '../wire/types';

const AFTER_DAYS = 60;

export function wholeOf(plan: Reckoned): [number, number] {
  const first = Math.min(0, ...plan.activities.map((one) => one.early.start_days));
  const last = Math.max(plan.end_days, ...plan.phases.map((phase) => phase.target_days));
  return [Math.floor(first), Math.ceil(last) + AFTER_DAYS];
}
