// Layers of a plan's power from the ground up: mining by model, AI by hall, what stands idle.

import type { Power } from '../wire/types';

export interface Layer {
  name: string;
  look: 'mining' | 'mining-2' | 'ai' | 'ai-2' | 'ai-3' | 'dark';
  low: number[];
  high: number[];
}

const AI = ['ai', 'ai-2', 'ai-3'] as const;

export function layersOf(power: readonly Power[]): Layer[] {
  const models = [...new Set(power.flatMap((one) => Object.keys(one.mining_mw)))];
  const halls = [...new Set(power.flatMap((one) => Object.keys(one.halls_mw)))].sort();
  // Released and not used by anything else yet: no more than what is missing of the power at the start.
  const used = totals(power);
  const unused = (one: Power): number => Math.min(one.dark_mw, Math.max(0, (used[0] ?? 0) - (used[power.indexOf(one)] ?? 0)));
  const series: { name: string; look: Layer['look']; of: (one: Power) => number }[] = [
    ...models.map((name, n) => ({ name, look: n % 2 ? 'mining-2' as const : 'mining' as const, of: (one: Power) => one.mining_mw[name] ?? 0 })),
    ...halls.map((name, n) => ({ name, look: AI[n % 3] ?? 'ai', of: (one: Power) => one.halls_mw[name] ?? 0 })),
    { name: 'dark', look: 'dark' as const, of: unused },
  ];
  const sums = power.map(() => 0);
  return series.map(({ name, look, of }) => {
    const low = [...sums];
    power.forEach((one, n) => (sums[n] = (sums[n] ?? 0) + of(one)));
    return { name, look, low, high: [...sums] };
  });
}

/** Everything that draws power, at each step; what is dark draws none. */
export function totals(power: readonly Power[]): number[] {
  const sum = (of: Record<string, number>): number => Object.values(of).reduce((a, b) => a + b, 0);
  return power.map((one) => sum(one.mining_mw) + sum(one.halls_mw));
}
