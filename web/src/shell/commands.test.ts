import { expect, test } from 'vitest';
import { chordOf } from './keys';
import { commands, SPEEDS, speedWords } from './commands';
import { clashes, within } from './registry';

test('no key press means two things', () => {
  expect(clashes(commands)).toEqual([]);
});

test('every key can be pressed: it is written as the reader of keys writes it', () => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  const browser: Record<string, string> = {
    Space: ' ', Left: 'ArrowLeft', Right: 'ArrowRight', Up: 'ArrowUp', Down: 'ArrowDown', Esc: 'Escape', Home: 'Home', End: 'End', Backspace: 'Backspace',
  };
  for (const chord of commands.flatMap((command) => command.keys).flatMap((keys) => keys.split(' '))) {
    const parts = chord.split('+');
    const last = parts.at(-1) ?? '';
    const key = browser[last] ?? (parts.length > 1 ? last.toLowerCase() : last);
    const held = { ctrlKey: parts.includes('Ctrl'), shiftKey: parts.includes('Shift') || /^[A-Z?]$/.test(chord) };
    expect(chordOf({ ...plain, ...held, key }), chord).toBe(chord);
  }
});

test('the keys that are promised are there', () => {
  const known = new Map(within(commands, 'live').flatMap((command) => command.keys.map((keys) => [keys, command.id])));
  const promised = {
    Space: 'time.play', Left: 'time.left', Right: 'time.right', 'Shift+Left': 'time.left10', 'Shift+Right': 'time.right10',
    'Ctrl+Left': 'time.previous', 'Ctrl+Right': 'time.next', Home: 'time.home', End: 'time.end', 'Ctrl+K': 'go.palette',
    '?': 'go.keys', 'g l': 'go.live', 'g p': 'go.plan', Esc: 'go.unwind',
  };
  for (const [keys, id] of Object.entries(promised)) expect(known.get(keys), keys).toBe(id);
  for (let digit = 0; digit <= 9; digit++) expect(known.get(String(digit))).toBe(`time.speed${digit}`);
});

test('a speed is said in the unit a person thinks in', () => {
  expect(SPEEDS.map(speedWords)).toEqual(
    ['fastest', '1x', '10x', '1 min/s', '5 min/s', '15 min/s', '1 h/s', '6 h/s', '1 d/s', '7 d/s'],
  );
});
