// One registry of all that can be done: it feeds the palette, the shortcuts, the menus and the `?` sheet.

export interface Command {
  /** As in `time.play`; the part before the point is its group. */
  id: string;
  title: string;
  /** Chords or sequences, as `Ctrl+K` or `g l`. */
  keys: readonly string[];
  /** Whether it can be done now; a command that cannot is shown grey and does nothing. */
  when?: () => boolean;
  run: () => void;
}

export const GROUPS: Record<string, string> = {
  go: 'Go to',
  time: 'Time',
  alarms: 'Alarms',
  run: 'Run',
  view: 'View',
  export: 'Export',
};

export const groupOf = (command: Command): string => command.id.split('.')[0] ?? '';

/** Every pair of commands that one key press could mean, and every id that stands twice. */
export function clashes(commands: readonly Command[]): string[] {
  const found: string[] = [];
  const owners: [keys: string, id: string][] = commands.flatMap((c) => c.keys.map((k): [string, string] => [k, c.id]));
  owners.forEach(([keys, id], i) => {
    for (const [other, otherId] of owners.slice(i + 1)) {
      if (keys === other || keys.startsWith(`${other} `) || other.startsWith(`${keys} `)) {
        found.push(`${keys} means ${id}, ${other} means ${otherId}`);
      }
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
