import { expect, test } from 'vitest';
import { cut, millions, moved } from './words';

test('a name is cut only where it must be', () => {
  expect(cut('Earthworks', 10)).toBe('Earthworks');
  expect(cut('Earthworks and duct banks', 12)).toBe('Earthworks…');
});

test('money and days carry a true minus', () => {
  expect(millions(-210_959_591)).toBe('−211.0');
  expect(millions(79_587_504, 0)).toBe('80');
  expect([moved(0.2), moved(14), moved(-8)]).toEqual(['as before', '+14 d', '−8 d']);
});
