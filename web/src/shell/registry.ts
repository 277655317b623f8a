// One registry of all that can be done: it feeds the palette, the shortcuts, the menus and the `?` sheet.

import type { Workspace } from './url';

export interface Command {
  /** As in `time.play`; the part before the point is its group. */
  id: string;
  title: string;
  /** Chords or sequences, as `Ctrl+K` or `g l`. */
  keys: readonly string[];
  /** The workspace it belongs to; one of all where it says none. */
  in?: Workspace;
  /** Whether it can be done now; a command that cannot is shown grey and does nothing. */
  when?: () => boolean;
  run: () => void;
}

export const GROUPS: Record<string, string> = {
  go: 'Go to',
  time: 'Time',
  plan: 'Plan',
  alarms: 'Alarms',
  run: 'Run',
  view: 'View',
  export: 'Export',
};

export const groupOf = (command: Command): string => command.id.split('.')[0] ?? '';

const meet = (a: Command, b: Command): boolean => !a.in || !b.in || a.in === b.in;

/** The commands of a workspace, with those of all. */
export const within = (commands: readonly Command[], workspace: Workspace): Command[] =>
  commands.filter((command) => !command.in || command.in === workspace);

/** Every pair of commands that one key press could mean in a workspace, and every id that stands twice. */
export function clashes(commands: readonly Command[]): string[] {
  const found: string[] = [];
  const owners = commands.flatMap((c) => c.keys.map((keys) => ({ keys, of: c })));
  owners.forEach(({ keys, of }, i) => {
    for (const other of owners.slice(i + 1)) {
      const clash = keys === other.keys || keys.startsWith(`${other.keys} `) || other.keys.startsWith(`${keys} `);
      if (clash && meet(of, other.of)) found.push(`${keys} means ${of.id}, ${other.keys} means ${other.of.id}`);
    }
  });
  const ids = commands.map((command) => command.id);
  for (const id of new Set(ids.filter((one, i) => ids.indexOf(one) !== i))) found.push(`${id} stands twice`);
  for (const c of commands) if (!(groupOf(c) in GROUPS)) found.push(`${c.id} is in no group`);
  return found;
}

export const can = (command: Command): boolean => command.when?.() ?? true;

/** Do it if it can be done; whether it was. */
export function perform(command: Command | undefined): boolean {
  if (!command || !can(command)) return false;
  command.run();
  return true;
}

/** Commands that a few letters mean, best first: the start of a title before the start of a word before within. */
export function matching(commands: readonly Command[], typed: string): Command[] {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return [...commands];
  const score = (title: string): number => {
    const text = title.toLowerCase();
    if (text.startsWith(wanted)) return 0;
    if (text.includes(` ${wanted}`)) return 1;
    if (text.includes(wanted)) return 2;
    return wanted.split(/\s+/).every((word) => text.includes(word)) ? 3 : Infinity;
  };
  return commands
    .map((command) => ({ command, rank: score(command.title) }))
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank)
    .map(({ command }) => command);
}
