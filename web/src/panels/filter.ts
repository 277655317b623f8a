// Which facts are shown, and the same rule for those that stream in as for those that are asked for.

import type { FactQuery } from '../wire/rest';
import type { FactLine } from '../wire/types';

export interface FactFilter {
  text: string;
  kind: string;
  subject: string;
  origin: string;
}

export const ALL: FactFilter = { text: '', kind: '', subject: '', origin: '' };

export function passes(fact: FactLine, filter: FactFilter): boolean {
  return (
    (!filter.kind || fact.kind === filter.kind) && (!filter.subject || fact.subject === filter.subject) &&
    (!filter.origin || fact.origin === filter.origin) && (!filter.text || fact.words.toLowerCase().includes(filter.text.toLowerCase()))
  );
}

export function asked(filter: FactFilter): FactQuery {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== '')) as FactQuery;
}

export const isAll = (filter: FactFilter): boolean => Object.keys(asked(filter)).length === 0;

/** Newest first, each once: what streamed in above what was asked for. */
export function joined(newer: readonly FactLine[], older: readonly FactLine[]): FactLine[] {
  const first = newer.at(-1)?.seq ?? Infinity;
  return [...newer, ...older.filter((fact) => fact.seq < first)];
}

/** What there is to choose from, in order of the alphabet. */
export function kindsOf(facts: readonly FactLine[], which: 'kind' | 'subject' | 'origin'): string[] {
  return [...new Set(facts.map((fact) => fact[which]))].sort();
}
