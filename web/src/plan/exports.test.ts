import { expect, test, vi } from 'vitest';
import { stacked } from './exports';

vi.mock('./desk.svelte', () => ({ desk: {} }));
vi.mock('../store/page.svelte', () => ({ page: {} }));

test('drawings stand under one another in one file', () => {
  vi.stubGlobal('document', { documentElement: {} });
  vi.stubGlobal('getComputedStyle', () => ({ getPropertyValue: () => '#fff' }));
  const file = stacked([{ width: 300, height: 20, text: '<svg a="1"></svg>' }, { width: 200, height: 50, text: '<svg b="2"></svg>' }]);
  expect(file).toContain('width="300" height="70"');
  expect(file).toContain('<svg x="0" y="20" b="2">');
});
