// Keys as they are written on the sheet, and the reading of sequences like `g l`.

export type Keyed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The chord of a key press: `Ctrl+K`, `Shift+Left`, `Space`, `?`, `g`. Empty for a modifier alone. */
export function chordOf(event: Keyed): string {
  const name = NAMES[event.key] ?? event.key;
  if (['Control', 'Shift', 'Alt', 'Meta'].includes(name)) return '';
  const named = name.length > 1;
  const held = [];
  if (event.ctrlKey || event.metaKey) held.push('Ctrl');
  if (event.altKey) held.push('Alt');
  // The shift of a printed character is in the character already.
  if (event.shiftKey && (named || held.length)) held.push('Shift');
  return [...held, held.length && !named ? name.toUpperCase() : name].join('+');
}

const NAMES: Record<string, string> = {
  ' ': 'Space', ArrowLeft: 'Left', ArrowRight: 'Right', ArrowUp: 'Up', ArrowDown: 'Down', Escape: 'Esc',
};

/** Whether keys belong to a field that is being typed in. */
export function isTyping(target: EventTarget | null): boolean {
  const at = target as { tagName?: string; type?: string; isContentEditable?: boolean } | null;
  if (!at?.tagName) return false;
  if (at.tagName === 'INPUT') return !['button', 'checkbox', 'radio', 'range', 'submit'].includes(at.type ?? '');
  return at.tagName === 'TEXTAREA' || at.tagName === 'SELECT' || at.isContentEditable === true;
}

/** How long a sequence waits for its next key. */
const PATIENCE_MS = 1200;

export class KeyReader {
  #held = '';
  #held_ms = 0;

  /** The keys of a command: one chord, or two with a blank between. Null while nothing of them is known. */
  read(chord: string, known: ReadonlySet<string>, now_ms: number): string | null {
    const sequence = this.#held && now_ms - this.#held_ms < PATIENCE_MS ? `${this.#held} ${chord}` : chord;
    this.#held = '';
    if (known.has(sequence)) return sequence;
    if ([...known].some((keys) => keys.startsWith(`${chord} `))) {
      this.#held = chord;
      this.#held_ms = now_ms;
      return null;
    }
    return known.has(chord) ? chord : null;
  }
}
