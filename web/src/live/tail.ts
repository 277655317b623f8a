// The last facts of a run as they stream in: each once, in order, never more than a page can hold.

import type { FactFrame } from '../wire/frames';
import type { FactLine } from '../wire/types';

/** As many facts as the page keeps; older ones are asked for. */
export const MOST = 1500;

export class FactTail {
  #facts: FactLine[] = [];
  /** Of the last fact heard; a socket that comes back goes on from here. */
  last_seq: number;

  constructor(from_seq = 0) {
    this.last_seq = from_seq;
  }

  /** Oldest first. */
  get facts(): readonly FactLine[] {
    return this.#facts;
  }

  /** Take a frame in; facts that are here already are left out. Whether anything is new. */
  take(frame: FactFrame): boolean {
    const fresh = frame.facts.filter((fact) => fact.seq > this.last_seq);
    if (!fresh.length) return false;
    this.#facts = [...this.#facts, ...fresh].slice(-MOST);
    this.last_seq = frame.last_seq;
    return true;
  }

  /** What was shown is not in the log any more: begin again. */
  restart(from_seq: number): void {
    this.#facts = [];
    this.last_seq = from_seq;
  }
}
