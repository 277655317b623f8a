// A stream of wishes that only the last of matters, sent no faster than the server can answer.

/** Sends the latest wish at once if nothing is under way, else as soon as that is answered or overdue. */
export class Steady<T> {
  #waiting: { wish: T } | null = null;
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    readonly send: (wish: T) => void,
    readonly overdue_ms = 120,
  ) {}

  ask(wish: T): void {
    if (this.#busy) {
      this.#waiting = { wish };
      return;
    }
    this.#busy = true;
    this.#timer = setTimeout(() => this.answered(), this.overdue_ms);
    this.send(wish);
  }

  /** The answer came. */
  answered(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#busy = false;
    const next = this.#waiting;
    this.#waiting = null;
    if (next) this.ask(next.wish);
  }

  /** Whether a wish is under way: what comes now may be the answer to an older one. */
  get busy(): boolean {
    return this.#busy;
  }
}
