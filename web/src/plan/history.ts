// Undo and redo over whole texts: what was typed in one go is one step.

export interface Step {
  text: string;
  words: string;
}

const MOST = 200;
const BURST_MS = 1200;

export interface Trail {
  past: readonly Step[];
  future: readonly Step[];
  /** When the last step was typed; typing on soon after is the same step. */
  typed_ms: number;
}

export const NO_TRAIL: Trail = { past: [], future: [], typed_ms: -Infinity };

/** A change from `text` to something else; what was undone is let go. */
export function stepped(trail: Trail, text: string, words: string, typed_ms = -Infinity): Trail {
  const goesOn = typed_ms - trail.typed_ms < BURST_MS && trail.past.length > 0;
  const past = goesOn ? trail.past : [...trail.past, { text, words }].slice(-MOST);
  return { past, future: [], typed_ms };
}

/** The text before, and the trail from there; null where there is none. */
export function undone(trail: Trail, text: string): [string, Trail] | null {
  const last = trail.past.at(-1);
  if (!last) return null;
  return [last.text, { past: trail.past.slice(0, -1), future: [{ text, words: last.words }, ...trail.future], typed_ms: -Infinity }];
}

export function redone(trail: Trail, text: string): [string, Trail] | null {
  const next = trail.future[0];
  if (!next) return null;
  return [next.text, { past: [...trail.past, { text, words: next.words }], future: trail.future.slice(1), typed_ms: -Infinity }];
}
