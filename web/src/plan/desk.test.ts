import { beforeEach, expect, test, vi } from 'vitest';

const { said, rest, kept } = vi.hoisted(() => ({ said: [] as unknown[], rest: { reckon: vi.fn() }, kept: new Map<string, string>() }));
vi.mock('../store/page.svelte', () => ({ page: { planning: { dates: 'level', task: null }, notice: null, say: (words: unknown) => said.push(words) } }));
vi.mock('../wire/rest', () => ({ rest }));
vi.stubGlobal('sessionStorage', {
  getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => kept.set(key, text), removeItem: (key: string) => kept.delete(key),
});
vi.stubGlobal('window', { clearTimeout: () => undefined, setTimeout: () => 1 });

import { Refusal } from '../wire/problem';
import type { PlanText } from '../wire/types';
import { desk } from './desk.svelte';
import { NO_TRAIL } from './history';

const refusal = (what: string) => new Refusal({
  type: '', title: '', status: 422, detail: what,
  faults: [{ what, file: 'plan', line: 7, path: 'tasks[0]', value: '', allowed: '', remedy: 'mend it' }],
});
const sound = (text: string) => ({ text, hash: `hash of ${text}`, breaches: [], activities: [] });

beforeEach(() => {
  desk.base = { name: 'p-rev1', hash: 'h', text: 'a' } as unknown as PlanText;
  desk.text = 'a';
  desk.trail = NO_TRAIL;
  desk.result = desk.ghost = null;
  desk.faults = [];
  said.length = 0;
  kept.clear();
  rest.reckon.mockReset();
});

test('an edit changes the text, can be undone, and the result before it stays beside', async () => {
  rest.reckon.mockResolvedValueOnce(sound('a'));
  await desk.reckon();
  rest.reckon.mockResolvedValueOnce(sound('b'));
  expect(await desk.edit([{ op: 'move', id: 'X', start_days: 3 }], 'move X')).toBe(true);
  expect([desk.text, desk.dirty, desk.ghost?.text, desk.trail.past[0]?.words]).toEqual(['b', true, 'a', 'move X']);
  expect(kept.size).toBe(1);
  rest.reckon.mockResolvedValueOnce(sound('a'));
  desk.undo();
  expect([desk.text, desk.dirty, kept.size]).toEqual(['a', false, 0]);
});

test('an edit that is refused changes nothing, and says so', async () => {
  rest.reckon.mockRejectedValueOnce(refusal('closes a ring'));
  expect(await desk.edit([{ op: 'link', id: 'X', pred: 'Y' }], 'link')).toBe(false);
  expect([desk.text, desk.trail.past.length, desk.faults.length]).toEqual(['a', 0, 0]);
  expect(said[0]).toEqual(['Nothing was changed.', 'plan:7: tasks[0]: closes a ring; mend it']);
});

test('a text with faults keeps the last sound result', async () => {
  rest.reckon.mockResolvedValueOnce(sound('a'));
  await desk.reckon();
  desk.type('broken');
  rest.reckon.mockRejectedValueOnce(refusal('is no task'));
  await desk.reckon();
  expect([desk.faults.length, desk.result?.text, desk.text]).toEqual([1, 'a', 'broken']);
});

test('an answer that a later question overtook is let go', async () => {
  let late: (value: unknown) => void = () => undefined;
  rest.reckon.mockReturnValueOnce(new Promise((done) => (late = done))).mockResolvedValueOnce(sound('new'));
  const first = desk.reckon();
  desk.text = 'new';
  await desk.reckon();
  late(sound('old'));
  expect(await first).toBe(false);
  expect(desk.result?.text).toBe('new');
});

test('an edit that moves nothing is said to move nothing', async () => {
  rest.reckon.mockResolvedValueOnce(sound('a'));
  await desk.edit([{ op: 'move', id: 'X', start_days: 0 }], 'move X');
  expect(String(said[0])).toContain('Nothing moved');
  expect(desk.trail.past).toHaveLength(0);
});
