import { expect, test } from 'vitest';
import { chordOf, isTyping, KeyReader } from './keys';

const press = (key: string, held: { ctrlKey?: boolean; shiftKey?: boolean; metaKey?: boolean } = {}) =>
  chordOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test('a chord is written as on the sheet', () => {
  expect(press(' ')).toBe('Space');
  expect(press('k', { ctrlKey: true })).toBe('Ctrl+K');
  expect(press('k', { metaKey: true })).toBe('Ctrl+K');
  expect(press('ArrowLeft', { shiftKey: true })).toBe('Shift+Left');
  expect(press('ArrowRight', { ctrlKey: true })).toBe('Ctrl+Right');
  expect(press('?', { shiftKey: true })).toBe('?');
  expect(press('Shift', { shiftKey: true })).toBe('');
});

test('keys belong to a field that is typed in', () => {
  const at = (tagName: string, type = '') => ({ tagName, type }) as unknown as EventTarget;
  expect(isTyping(at('INPUT', 'text'))).toBe(true);
  expect(isTyping(at('TEXTAREA'))).toBe(true);
  expect(isTyping(at('SELECT'))).toBe(true);
  expect(isTyping(at('INPUT', 'checkbox'))).toBe(false);
  expect(isTyping(at('BUTTON'))).toBe(false);
  expect(isTyping(null)).toBe(false);
});

test('a sequence is read key by key', () => {
  const known = new Set(['g l', 'l', 'Space']);
  const reader = new KeyReader();
  expect(reader.read('g', known, 0)).toBeNull();
  expect(reader.read('l', known, 500)).toBe('g l');
  expect(reader.read('l', known, 600)).toBe('l');
});

test('a sequence that is not gone on with is forgotten', () => {
  const known = new Set(['g l', 'l']);
  const reader = new KeyReader();
  reader.read('g', known, 0);
  expect(reader.read('l', known, 5_000)).toBe('l');
  reader.read('g', known, 6_000);
  expect(reader.read('x', known, 6_100)).toBeNull();
  expect(reader.read('l', known, 6_200)).toBe('l');
});
