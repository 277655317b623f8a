// Where two runs differ at one instant, the largest difference first.

import type { Signal } from '../wire/types';

/** Marks of what breaks by itself; others follow from these. */
const CAUSES: ReadonlySet<string> = new Set(['failed', 'tripped', 'broken']);

export interface Difference {
  signal: Signal;
  ours: number;
  theirs: number;
  /** Theirs less ours. */
  delta: number;
}

/** Signals that differ, by the share of the larger of both; one that has no meaning in one of them comes first. */
export function differences(
  catalogue: readonly Signal[], ours: (name: string) => number, theirs: (name: string) => number, most: number,
): Difference[] {
  const found: (Difference & { share: number })[] = [];
  for (const signal of catalogue) {
    const [a, b] = [ours(signal.name), theirs(signal.name)];
    if (Number.isNaN(a) && Number.isNaN(b)) continue;
    const share = Number.isNaN(a) || Number.isNaN(b) ? Infinity : Math.abs(b - a) / Math.max(Math.abs(a), Math.abs(b), 1e-12);
    if (share > 1e-6) found.push({ signal, ours: a, theirs: b, delta: b - a, share });
  }
  const rank = ({ signal }: Difference): number => (signal.asset === 'site' ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b) || b.share - a.share).slice(0, most).map(({ signal, ours: a, theirs: b, delta }) => ({ signal, ours: a, theirs: b, delta }));
}

/** Assets whose marks differ; what broke in one of both runs first, since it is why the rest differs. */
export function markedOtherwise(ours: Record<string, readonly string[]>, theirs: Record<string, readonly string[]>): string[] {
  const broke = (asset: string): number => Number(![...(ours[asset] ?? []), ...(theirs[asset] ?? [])].some((mark) => CAUSES.has(mark)));
  const assets = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort().sort((a, b) => broke(a) - broke(b));
  return assets.filter((asset) => [...(ours[asset] ?? [])].sort().join() !== [...(theirs[asset] ?? [])].sort().join());
}
