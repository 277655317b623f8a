// A window of signals that grows as its run goes on: only what is new is asked for, and the whole anew once that is many points.

import type { WindowQuery } from '../wire/rest';
import type { SignalWindow } from '../wire/types';

/** Points of a whole window. */
export const POINTS = 600;
/** With so many, some of which lie closer than they are drawn, the whole is asked for again. */
const MOST = 2 * POINTS;

export class Growing {
  #key = '';
  #from_ms = NaN;
  #to_ms = NaN;
  #window: SignalWindow | null = null;

  /** The window of a run, of names that stand in one order. */
  async fetch(run: string, asked: Omit<WindowQuery, 'points'>, get: (asked: WindowQuery) => Promise<SignalWindow>): Promise<SignalWindow> {
    const { from_ms, to_ms } = asked;
    const key = `${run} ${asked.names.join()}`;
    const known = key === this.#key && from_ms === this.#from_ms && to_ms >= this.#to_ms ? this.#window : null;
    let window: SignalWindow;
    if (known && to_ms === this.#to_ms) window = known;
    else if (known && known.t_ms.length < MOST) {
      const points = Math.max(1, Math.ceil((POINTS * (to_ms - this.#to_ms)) / (to_ms - from_ms)));
      window = extended(known, await get({ ...asked, from_ms: this.#to_ms, points }));
    } else window = await get({ ...asked, points: POINTS });
    [this.#key, this.#from_ms, this.#to_ms, this.#window] = [key, from_ms, to_ms, window];
    return window;
  }
}

/** A window and what comes after it, each instant once. */
export function extended(window: SignalWindow, tail: SignalWindow): SignalWindow {
  const last_ms = window.t_ms.at(-1) ?? -Infinity;
  const found = tail.t_ms.findIndex((t_ms) => t_ms > last_ms);
  if (found < 0) return window;
  const first = found;
  const signals = window.signals.map((series) => {
    const more = tail.signals.find((one) => one.name === series.name);
    const join = (a: (number | null)[], b: (number | null)[] | undefined): (number | null)[] => [...a, ...(b ?? []).slice(first)];
    return {
      ...series, mean: join(series.mean, more?.mean), minimum: join(series.minimum, more?.minimum), maximum: join(series.maximum, more?.maximum),
    };
  });
  return { t_ms: [...window.t_ms, ...tail.t_ms.slice(first)], exact: window.exact && tail.exact, signals };
}
