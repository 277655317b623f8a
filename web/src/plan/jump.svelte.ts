// From a fault or a breach to its row, its days and its line.

import { page } from '../store/page.svelte';
import { desk } from './desk.svelte';

class Jump {
  /** Which of the list is shown. */
  nth = $state(-1);
  /** The line that the document should show, and a count of how often that was asked for. */
  line = $state.raw<{ line: number; count: number }>({ line: 0, count: 0 });

  to(nth: number): void {
    this.nth = nth;
    const fault = desk.faults[nth];
    if (fault) return this.toLine(fault.line);
    const breach = desk.breaches[nth];
    if (!breach) return;
    const first = breach.activities[0];
    const days = page.planning.days;
    if (days && (breach.since_days < days[0] || breach.since_days > days[1])) page.lookAt({ days: null });
    page.lookAt({ task: first ?? page.planning.task, tab: 'schedule' });
    if (breach.line > 1) this.toLine(breach.line);
  }

  next(): void {
    const count = desk.faults.length || desk.breaches.length;
    if (count) this.to((this.nth + 1) % count);
  }

  toLine(line: number): void {
    this.line = { line, count: this.line.count + 1 };
  }
}

export const jump = new Jump();
