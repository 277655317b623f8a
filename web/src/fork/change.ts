// What may be different in a fork, chosen from a form, as the server takes it.

import type { NewFork } from '../wire/rest';

export type ChangeKind = 'fail' | 'contract' | 'set' | 'none';

export interface Filled {
  asset: string;
  value: string;
  sets: string;
}

export const CHANGES: Record<ChangeKind, { title: string; ask?: string }> = {
  fail: { title: 'A transformer fails' },
  contract: { title: 'Another contracted power', ask: 'MW contracted' },
  set: { title: 'Other values in the scenario or the site' },
  none: { title: 'Nothing: to give it other commands' },
};

type Change = Pick<NewFork, 'fail' | 'sets'>;

/** The change, or null while the form says none that could be made. */
export function changeOf(kind: ChangeKind, filled: Filled): Change | null {
  if (kind === 'none') return {};
  if (kind === 'fail') return filled.asset ? { fail: [filled.asset] } : null;
  if (kind === 'contract') {
    const value = Number(filled.value);
    return filled.value.trim() && value > 0 ? { sets: [`site.interconnect.contracted_mw=${value}`] } : null;
  }
  const lines = filled.sets.split('\n').map((line) => line.trim()).filter(Boolean);
  return lines.length && lines.every((line) => /^[^=\s]+=/.test(line)) ? { sets: lines } : null;
}

/** A name that says what is different and that no run has yet. */
export function nameFor(run: string, kind: ChangeKind, filled: Filled, taken: readonly string[] = []): string {
  const what = { fail: `${filled.asset}-fails`, contract: `${filled.value.trim() || 'other'}-mw`, set: 'changed', none: 'fork' }[kind];
  const name = `${run}-${what}`.toLowerCase().replaceAll(/[^a-z0-9_-]+/g, '-');
  let count = 1;
  while (taken.includes(count > 1 ? `${name}-${count}` : name)) count += 1;
  return count > 1 ? `${name}-${count}` : name;
}
