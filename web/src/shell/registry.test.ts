import { expect, test } from 'vitest';
import { clashes, matching, perform, type Command } from './registry';

const command = (id: string, keys: string[], title = id): Command => ({ id, title, keys, run: () => undefined });

test('two commands on one key are a clash', () => {
  expect(clashes([command('time.a', ['x']), command('view.b', ['x'])])).toEqual(['x means time.a, x means view.b']);
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
