// A question that is asked again as things change: one at a time, not too often, and of those that wait only the last.

import { linesOf } from '../wire/problem';

type Put<T> = (signal: AbortSignal) => Promise<T>;

export class Question<T> {
  answer = $state.raw<T | null>(null);
  trouble = $state.raw<string[]>([]);
  #abort: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #next: Put<T> | null = null;
  #asked_ms = -Infinity;

  constructor(readonly every_ms = 500) {}

  /** Ask, at once if nothing is under way and the last time is long enough ago, else as soon as that is so. */
  ask(put: Put<T>): void {
    this.#next = put;
    if (this.#abort || this.#timer !== null) return;
    const wait = Math.max(0, this.#asked_ms + this.every_ms - performance.now());
    this.#timer = setTimeout(() => void this.#put(), wait);
  }

  /** What is known without asking; what is under way is let go. */
  know(answer: T | null): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#next = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.answer = answer;
    this.trouble = [];
  }

  async #put(): Promise<void> {
    this.#timer = null;
    const put = this.#next;
    if (!put) return;
    this.#next = null;
    this.#asked_ms = performance.now();
    const abort = new AbortController();
    this.#abort = abort;
    try {
      const answer = await put(abort.signal);
      if (abort.signal.aborted) return;
      this.answer = answer;
      this.trouble = [];
    } catch (error) {
      if (abort.signal.aborted) return;
      this.trouble = linesOf(error);
    }
    this.#abort = null;
    if (this.#next) this.ask(this.#next);
  }
}
