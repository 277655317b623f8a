// One animation frame for all: whoever draws is called ten times a second at most, and only if something came.

const TICK_MS = 95;

/** Collects what came between two ticks into one call. */
export class TickClock {
  #asked = false;
  #frame = 0;
  #last_ms = -Infinity;

  constructor(
    readonly draw: () => void,
    readonly request: (act: (t_ms: number) => void) => number = (act) => requestAnimationFrame(act),
    readonly cancel: (frame: number) => void = (frame) => cancelAnimationFrame(frame),
  ) {}

  /** Something came: draw at the next tick, or at once on the next frame if a person waits for it. */
  wake(urgent = false): void {
    if (urgent) this.#last_ms = -Infinity;
    if (this.#asked) return;
    this.#asked = true;
    this.#frame = this.request(this.#beat);
  }

  stop(): void {
    this.cancel(this.#frame);
    this.#asked = false;
  }

  #beat = (t_ms: number): void => {
    if (t_ms - this.#last_ms < TICK_MS) {
      this.#frame = this.request(this.#beat);
      return;
    }
    this.#last_ms = t_ms;
    this.#asked = false;
    this.draw();
  };
}
