// A stream of wishes that only the last of matters, sent no faster than the server can answer, nor than it allows.

export class Steady<T> {
  #waiting: { wish: T } | null = null;
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #sent_ms = -Infinity;

  /**
   * @param send does it.
   * @param spacing_ms between two: the server ends a connection that says too much.
   * @param overdue_ms after which an answer is not waited for any more.
   */
  constructor(
    readonly send: (wish: T) => void,
    readonly spacing_ms = 60,
    readonly overdue_ms = 400,
  ) {}

  /** Send at once if nothing is under way and the last is long enough ago, else as soon as that is so. */
  ask(wish: T): void {
    if (this.#busy) {
      this.#waiting = { wish };
      return;
    }
    this.#busy = true;
    const early_ms = this.#sent_ms + this.spacing_ms - performance.now();
    if (early_ms > 0) {
      this.#waiting = { wish };
      this.#timer = setTimeout(() => this.answered(), early_ms);
      return;
    }
    this.#sent_ms = performance.now();
    this.#timer = setTimeout(() => this.answered(), this.overdue_ms);
    this.send(wish);
  }

  /** The answer came. */
  answered(): void {
    const next = this.#waiting;
    this.forget();
    if (next) this.ask(next.wish);
  }

  /** What was wished matters no more. */
  forget(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#busy = false;
    this.#waiting = null;
  }

  /** Whether a wish is under way: what comes now may be the answer to an older one. */
  get busy(): boolean {
    return this.#busy;
  }
}
