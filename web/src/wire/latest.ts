// The latest value of every signal, outside what the framework watches: a frame costs an assignment.

import type { SignalFrame } from './frames';

/** Longest silence of a socket that should speak before what it said last is shown as old. */
export const STALE_AFTER_MS = 3_000;

export class LatestValues {
  #places = new Map<string, number>();
  #names: string[] = [];
  #values: Float64Array = new Float64Array(0);
  /** When the last frame came, by the clock of this computer; NaN before the first. */
  received_ms = NaN;
  t_ms = NaN;
  seq = 0;
  frame_count = 0;

  /** Take a frame in: it replaces the one before. */
  take(frame: SignalFrame, now_ms: number): void {
    if (frame.names.length !== this.#names.length || frame.names.some((name, i) => name !== this.#names[i])) {
      this.#names = frame.names;
      this.#places = new Map(frame.names.map((name, place) => [name, place]));
    }
    this.#values = frame.values;
    this.received_ms = now_ms;
    this.t_ms = frame.t_ms;
    this.seq = frame.seq;
    this.frame_count += 1;
  }

  /** The latest value; NaN for one that has no meaning now or never came. */
  value = (name: string): number => {
    const place = this.#places.get(name);
    return place === undefined ? NaN : (this.#values[place] ?? NaN);
  };

  /** How long ago the last frame came, NaN before the first. */
  ageMs(now_ms: number): number {
    return now_ms - this.received_ms;
  }

  forget(): void {
    this.#places = new Map();
    this.#names = [];
    this.#values = new Float64Array(0);
    this.received_ms = NaN;
    this.t_ms = NaN;
    this.seq = 0;
  }
}

/** An age in words for a tag beside a value: `4 s`, `3 min`, `2 h`. */
export function ageWords(age_ms: number): string {
  if (!Number.isFinite(age_ms)) return 'no value yet';
  const s = Math.max(0, Math.round(age_ms / 1000));
  if (s < 120) return `${s} s`;
  if (s < 7200) return `${Math.round(s / 60)} min`;
  return `${Math.round(s / 3600)} h`;
}
