// What a chart shows as a table, and pictures of what is on the page: made here, since all of it is here already.

import type { SignalWindow } from '../wire/types';

/** A window of signals as CSV: ISO instants, then a column a signal in SI; empty where there is nothing. */
export function csvOf(window: SignalWindow): string {
  const head = ['time', ...window.signals.flatMap(({ name }) => (window.exact ? [name] : [`${name} mean`, `${name} minimum`, `${name} maximum`]))];
  const rows = window.t_ms.map((t_ms, i) => [
    new Date(t_ms).toISOString(),
    ...window.signals.flatMap((one) => (window.exact ? [one.mean[i]] : [one.mean[i], one.minimum[i], one.maximum[i]])).map((value) => value ?? ''),
  ]);
  return [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A name for a file that says what it is and sorts by time. */
export function fileName(run: string, what: string, from_ms: number, suffix: string): string {
  const plain = (text: string): string => text.replaceAll(/[^A-Za-z0-9._-]+/g, '-');
  return `${plain(run)}_${plain(what)}_${new Date(from_ms).toISOString().slice(0, 16).replaceAll(':', '')}.${suffix}`;
}
