import { expect, test } from 'vitest';
import { fitted, whole, widthPx } from './text';

test('figures are all equally wide', () => {
  expect(widthPx('111.1', 'plain')).toBe(widthPx('888.8', 'plain'));
});

test('a text that fits is left alone, and one that does not is cut to fit', () => {
  expect(fitted('T1', 'head', 30)).toBe('T1');
  const cut = fitted('SWITCHROOM-NORTH', 'plain', 60);
  expect(cut.endsWith('…')).toBe(true);
  expect(widthPx(cut, 'plain')).toBeLessThanOrEqual(60);
});

test('where not even one letter fits nothing is drawn', () => {
  expect(fitted('MW', 'plain', 3)).toBe('');
});

test('a letter that is not known counts as the widest', () => {
  expect(widthPx('漢', 'plain')).toBe(12);
});

test('a name that does not fit is left out whole', () => {
  expect([whole('M1', 'large', 68), whole('S1-M1', 'large', 40)]).toEqual(['M1', '']);
});
