// All that can be done in the page, in one list. Nothing is done by key, menu or palette that does not stand here.

import { choices } from '../store/prefs.svelte';
import { page } from '../store/page.svelte';
import type { LiveRun } from '../live/run.svelte';
import { stepMs } from '../time/ticks';
import { rest } from '../wire/rest';
import { planning } from './planning';
import type { Command } from './registry';

/** Simulated seconds a second, by the digit that sets it; 0 is as fast as it goes. */
export const SPEEDS: readonly number[] = [0, 1, 10, 60, 300, 900, 3600, 21_600, 86_400, 604_800];

export function speedWords(speed: number): string {
  if (speed === 0) return 'fastest';
  if (speed < 60) return `${speed}x`;
  if (speed < 3600) return `${speed / 60} min/s`;
  return speed < 86_400 ? `${speed / 3600} h/s` : `${speed / 86_400} d/s`;
}

const live = (act: (run: LiveRun) => void) => () => {
  if (page.live) act(page.live);
};
const opened = (): boolean => page.live?.run != null;
const ours = (): boolean => opened() && page.controls;

/** One step of the arrow keys: a hundredth of what is in sight, rounded. */
export const keyStepMs = (): number => stepMs(page.range.to_ms - page.range.from_ms, 100);

function stepBy(steps: number): () => void {
  return live((run) => run.seek(run.at_ms + steps * keyStepMs()));
}

/**
 * Play or pause what is looked at: the engine when following, else the replay. A run that is complete plays from its start
 * again, one whose engine is gone gets another.
 */
export function playOrPause(): void {
  const run = page.live;
  if (!run) return;
  const state = run.follows ? run.run?.state : null;
  if (run.playing) run.pause();
  else if (state === 'stopped' || state === 'crashed') void resume(run);
  else {
    if (state === 'complete') run.seek(run.whole.from_ms);
    run.play();
  }
}

async function resume(run: LiveRun): Promise<void> {
  const resumed = await page.attempt(() => rest.resume(run.name, run.run?.speed));
  if (resumed) run.took(resumed);
}

const time = (): Command[] => [
  { id: 'time.play', title: 'Play or pause', keys: ['Space'], when: opened, run: playOrPause },
  { id: 'time.left', title: 'One step back', keys: ['Left'], when: opened, run: stepBy(-1) },
  { id: 'time.right', title: 'One step on', keys: ['Right'], when: opened, run: stepBy(1) },
  { id: 'time.left10', title: 'Ten steps back', keys: ['Shift+Left'], when: opened, run: stepBy(-10) },
  { id: 'time.right10', title: 'Ten steps on', keys: ['Shift+Right'], when: opened, run: stepBy(10) },
  { id: 'time.previous', title: 'Previous fact', keys: ['Ctrl+Left'], when: opened, run: live((run) => run.step(-1)) },
  { id: 'time.next', title: 'Next fact', keys: ['Ctrl+Right'], when: opened, run: live((run) => run.step(1)) },
  { id: 'time.home', title: 'To the start', keys: ['Home'], when: opened, run: live((run) => run.seek(run.whole.from_ms)) },
  { id: 'time.end', title: 'Follow live', keys: ['End'], when: opened, run: live((run) => run.follow()) },
  { id: 'time.field', title: 'Type a time', keys: ['t'], when: opened, run: () => focusOn('#time-field') },
  { id: 'time.back', title: 'Zoom: back to the range before', keys: ['Backspace'], when: opened, run: () => page.zoomBack() },
  { id: 'time.whole', title: 'Zoom: the whole run', keys: ['w'], when: opened, run: () => page.zoomOut() },
  ...SPEEDS.map((speed, digit): Command => ({
    id: `time.speed${digit}`, title: `Speed ${speedWords(speed)}`, keys: [String(digit)], when: opened,
    run: live((run) => run.play(speed)),
  })),
];

const go = (): Command[] => [
  { id: 'go.palette', title: 'Find or do anything', keys: ['Ctrl+K'], run: () => (page.sheet = 'palette') },
  { id: 'go.live', title: 'Live', keys: ['g l'], run: () => page.visit('live') },
  { id: 'go.plan', title: 'Plan', keys: ['g p'], run: () => page.visit('plan') },
  { id: 'go.keys', title: 'Keys', keys: ['?'], run: () => (page.sheet = 'keys') },
  { id: 'go.unwind', title: 'Back one level', keys: ['Esc'], run: () => page.unwind() },
];

const looks = (): Command[] => [
  { id: 'go.runs', title: 'Runs: open, make, resume, delete', keys: ['r'], run: () => (page.sheet = 'runs') },
  { id: 'go.oneline', title: 'One-line', keys: ['o'], when: opened, run: () => (page.drawing = 'oneline') },
  { id: 'go.cooling', title: 'Cooling', keys: ['c'], when: opened, run: () => (page.drawing = 'cooling') },
  { id: 'go.floor', title: 'Floor', keys: ['l'], when: opened, run: () => (page.drawing = 'floor') },
  { id: 'go.power', title: 'Site power', keys: ['p'], when: opened, run: () => (page.chart = 'power') },
  { id: 'go.signals', title: 'Signals of the selected asset', keys: ['s'], when: opened, run: () => (page.chart = 'signals') },
  {
    id: 'go.facts', title: 'Filter the facts', keys: ['/'], when: opened,
    run: () => {
      page.list = 'facts';
      focusOn('#fact-text');
    },
  },
];

const alarms = (): Command[] => [
  { id: 'alarms.list', title: 'Alarm list', keys: ['a'], when: opened, run: () => (page.list = 'alarms') },
  { id: 'alarms.acknowledge', title: 'Acknowledge alarms', keys: ['A'], when: ours, run: () => (page.sheet = 'acknowledge') },
];

const runs = (): Command[] => [
  { id: 'run.fork', title: 'Fork here', keys: ['f'], when: ours, run: () => (page.sheet = 'fork') },
  { id: 'run.command', title: 'Give a command', keys: ['x'], when: ours, run: () => (page.sheet = 'command') },
  { id: 'run.note', title: 'Write a note', keys: ['n'], when: ours, run: () => (page.sheet = 'note') },
  { id: 'run.handover', title: 'Hand-over of a shift', keys: ['h'], when: opened, run: () => (page.list = 'handover') },
  { id: 'run.beside', title: 'Close the run beside', keys: [], when: () => page.beside !== null, run: () => page.openBeside(null) },
];

const view = (): Command[] => [
  { id: 'view.theme', title: 'Dark or light', keys: ['d'], run: () => choices.flipTheme() },
  { id: 'view.zone', title: 'Time zone: site or UTC', keys: ['z'], run: () => choices.pickZone(choices.zone === 'UTC' ? 'site' : 'UTC') },
  { id: 'view.power', title: 'Units: MW or kW', keys: ['u w'], run: () => choices.pickUnits({ power: choices.units.power === 'MW' ? 'kW' : 'MW' }) },
  { id: 'view.temperature', title: 'Units: °C or °F', keys: ['u c'], run: () => choices.pickUnits({ temperature: choices.units.temperature === '°C' ? '°F' : '°C' }) },
  { id: 'view.money', title: 'Units: USD or BTC', keys: ['u m'], run: () => choices.pickUnits({ money: choices.units.money === 'USD' ? 'BTC' : 'USD' }) },
  { id: 'view.gauges', title: 'Latency and frame rate', keys: ['m'], run: () => (page.gauges = !page.gauges) },
  {
    id: 'view.link', title: 'Copy a link to this view', keys: ['y'], when: () => opened() || page.workspace === 'plan',
    run: () => void copyLink(),
  },
];

const exports = (): Command[] => [
  { id: 'export.sheet', title: 'Export what is shown', keys: ['e'], when: opened, run: () => (page.sheet = 'export') },
];

const ofLive = (all: Command[]): Command[] => all.map((command) => ({ ...command, in: 'live' }));

export const commands: readonly Command[] = [
  ...go(), ...ofLive([...looks(), ...time(), ...alarms(), ...runs()]), ...planning(), ...view(), ...ofLive(exports()),
];

export const commandOf = (id: string): Command | undefined => commands.find((command) => command.id === id);

async function copyLink(): Promise<void> {
  const link = page.link();
  try {
    await navigator.clipboard.writeText(link);
    page.say('Link copied.');
  } catch {
    page.say(link);
  }
}

function focusOn(selector: string): void {
  window.requestAnimationFrame(() => document.querySelector<HTMLInputElement>(selector)?.select());
}
