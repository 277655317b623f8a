import { expect, test, vi } from 'vitest';

const { page } = vi.hoisted(() => ({ page: { plan: null as unknown, lookAt: vi.fn() } }));
vi.mock('../store/page.svelte', () => ({ page }));

import { planning } from './planning';
import { can } from './registry';

test('until the workspace is loaded none of it can be done, and doing it does nothing', () => {
  page.plan = null;
  for (const command of planning()) {
    expect(can(command), command.id).toBe(false);
    if (!command.id.match(/schedule|money|losses|luck/)) command.run();
  }
});

test('a bar moves by days and weeks, and grows and shrinks, only where a row is picked', () => {
  const done: unknown[] = [];
  const acts = { ready: true, picked: true, move: (days: number) => done.push(['move', days]), stretch: (days: number) => done.push(['stretch', days]) };
  page.plan = acts;
  const by = (key: string) => planning().find((command) => command.keys.includes(key));
  for (const key of ['Left', 'Shift+Right', 'Ctrl+Right']) by(key)?.run();
  expect(done).toEqual([['move', -1], ['move', 7], ['stretch', 1]]);
  acts.picked = false;
  expect(['Left', 'l'].map((key) => can(by(key) ?? { id: '', title: '', keys: [], when: () => true, run: () => undefined }))).toEqual([false, false]);
});

test('every command belongs to the Plan workspace', () => {
  expect(new Set(planning().map((command) => command.in))).toEqual(new Set(['plan']));
});
