// How much time the axis of a plan shows: from notice to proceed, or the first order, to a month past its end.

import type { Reckoned } from '../wire/types';

const AFTER_DAYS = 60;
/** A hundred years: an axis that is longer shows nothing. */
const MOST_DAYS = 36_525;

export function wholeOf(plan: Reckoned): [number, number] {
  const first = Math.min(0, ...plan.activities.map((one) => one.early.start_days));
  const last = Math.max(plan.end_days, ...plan.phases.map((phase) => phase.target_days));
  return [Math.max(Math.floor(first), -MOST_DAYS), Math.min(Math.ceil(last), MOST_DAYS) + AFTER_DAYS];
}
