import { expect, test } from 'vitest';
import { clashes, matching, perform, within, type Command } from './registry';

const command = (id: string, keys: string[], title = id): Command => ({ id, title, keys, run: () => undefined });

test('two commands on one key are a clash', () => {
  expect(clashes([command('time.a', ['x']), command('view.b', ['x'])])).toEqual(['x means time.a, x means view.b']);
});

test('one key may mean two things in two workspaces', () => {
  const [live, plan] = [{ ...command('time.a', ['x']), in: 'live' as const }, { ...command('plan.b', ['x']), in: 'plan' as const }];
  expect(clashes([live, plan])).toEqual([]);
  expect(clashes([live, command('view.c', ['x'])])).toHaveLength(1);
  expect(within([live, plan, command('view.c', [])], 'plan').map((one) => one.id)).toEqual(['plan.b', 'view.c']);
});

test('a key that begins the sequence of another is a clash', () => {
  expect(clashes([command('time.a', ['g']), command('go.b', ['g l'])])).toHaveLength(1);
});

test('an id that stands twice and a group that nobody knows are faults', () => {
  expect(clashes([command('time.a', []), command('time.a', []), command('no.b', [])])).toEqual(
    ['time.a stands twice', 'no.b is in no group'],
  );
});

test('what cannot be done now is not done', () => {
  let count = 0;
  const counted = (when: boolean): Command => ({ ...command('time.a', []), when: () => when, run: () => (count += 1) });
  expect(perform(counted(false))).toBe(false);
  expect(perform(counted(true))).toBe(true);
  expect(perform(undefined)).toBe(false);
  expect(count).toBe(1);
});

test('a few letters find a command, the start of its title first', () => {
  const all = [command('view.a', [], 'Show the alarms'), command('view.b', [], 'Alarm list'), command('view.c', [], 'Notes')];
  expect(matching(all, 'alar').map((c) => c.title)).toEqual(['Alarm list', 'Show the alarms']);
  expect(matching(all, 'show alarms').map((c) => c.title)).toEqual(['Show the alarms']);
  expect(matching(all, '')).toHaveLength(3);
});
