// What is pointed at and dragged on the chart, shared by all that stand on its axis.

import { dayOf, type Axis } from './axis';
import { desk } from './desk.svelte';

export interface Drag {
  id: string;
  part: 'bar' | 'end' | 'link';
  from: number;
  days: number;
  over: string | null;
  x: number;
  y: number;
}

class Chart {
  /** The day under the cursor; NaN where there is none. */
  day = $state(NaN);
  drag = $state.raw<Drag | null>(null);
  /** The row that a link was begun from by keys. */
  linking = $state<string | null>(null);
  open = $state.raw<ReadonlySet<string>>(new Set());

  /** Fold or unfold a group. */
  toggle(group: string): void {
    this.open = this.open.has(group) ? new Set([...this.open].filter((one) => one !== group)) : new Set([...this.open, group]);
  }

  hover(axis: Axis, x: number): void {
    this.day = x >= axis.left && x <= axis.left + axis.width ? dayOf(axis, x) : NaN;
  }

  /** Move an activity by days, or make it longer. */
  shift(id: string, part: 'bar' | 'end', days: number): void {
    const one = desk.result?.activities.find((found) => found.id === id);
    if (!one || !days) return;
    const way = `${days > 0 ? '+' : ''}${days} d`;
    if (part === 'end') {
      const span_days = Math.max(0, one.span_days + days);
      void desk.edit([{ op: 'stretch', id, span_days }], `stretch ${id} ${way}`);
    } else {
      const start_days = Math.round(one[desk.dates].start_days + days);
      void desk.edit([{ op: 'move', id, start_days }], `move ${id} ${way}`);
    }
  }
}

export const chart = new Chart();
