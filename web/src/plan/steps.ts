// The most of a step curve in each week.

export interface Step {
  since_days: number;
  count: number;
}

/** The most that is wanted in each week of a span; weeks are counted from the first day of the plan. */
export function weeklyPeaks(steps: readonly Step[], from: number, to: number): { day: number; count: number }[] {
  const found: { day: number; count: number }[] = [];
  for (let day = Math.floor(from / 7) * 7; day < to; day += 7) {
    const most = Math.max(0, ...steps.filter((step, n) => step.since_days < day + 7 && (steps[n + 1]?.since_days ?? Infinity) > day).map((step) => step.count));
    if (most > 0) found.push({ day, count: most });
  }
  return found;
}
