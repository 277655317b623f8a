// What can be done in the Plan workspace. It is loaded when it is first opened; until then none of this can be done.

import { page, type PlanActs } from '../store/page.svelte';
import { TABS, type PlanTab } from './url';
import type { Command } from './registry';

const plan = (act: (plan: PlanActs) => void) => () => {
  if (page.plan) act(page.plan);
};
const ready = (): boolean => page.plan?.ready ?? false;
const picked = (): boolean => page.plan?.picked ?? false;
const TITLES: Record<PlanTab, string> = { schedule: 'Schedule', money: 'Money', losses: 'N-1 and outages', luck: 'Luck' };

export const tabTitle = (tab: PlanTab): string => TITLES[tab];

const looking = (): Command[] => [
  ...TABS.map((tab, place): Command => ({
    id: `plan.${tab}`, title: TITLES[tab], keys: [String(place + 1)], when: ready, run: () => page.lookAt({ tab }),
  })),
  { id: 'plan.down', title: 'Next row', keys: ['Down'], when: ready, run: plan((one) => one.step(1)) },
  { id: 'plan.up', title: 'Row before', keys: ['Up'], when: ready, run: plan((one) => one.step(-1)) },
  { id: 'plan.fault', title: 'Next fault or breach', keys: ['v'], when: ready, run: plan((one) => one.fault()) },
  { id: 'plan.levels', title: 'Crew levelling on or off', keys: ['c'], when: ready, run: plan((one) => one.levels()) },
  { id: 'plan.in', title: 'Zoom in', keys: ['='], when: ready, run: plan((one) => one.zoom(0.5)) },
  { id: 'plan.out', title: 'Zoom out', keys: ['-'], when: ready, run: plan((one) => one.zoom(2)) },
  { id: 'plan.back', title: 'Pan back', keys: [','], when: ready, run: plan((one) => one.pan(-0.25)) },
  { id: 'plan.on', title: 'Pan on', keys: ['.'], when: ready, run: plan((one) => one.pan(0.25)) },
  { id: 'plan.whole', title: 'Zoom: the whole plan', keys: ['w'], when: ready, run: plan((one) => one.whole()) },
];

const editing = (): Command[] => [
  { id: 'plan.earlier', title: 'Move a day back', keys: ['Left'], when: picked, run: plan((one) => one.move(-1)) },
  { id: 'plan.later', title: 'Move a day on', keys: ['Right'], when: picked, run: plan((one) => one.move(1)) },
  { id: 'plan.earlier7', title: 'Move a week back', keys: ['Shift+Left'], when: picked, run: plan((one) => one.move(-7)) },
  { id: 'plan.later7', title: 'Move a week on', keys: ['Shift+Right'], when: picked, run: plan((one) => one.move(7)) },
  { id: 'plan.shorter', title: 'A day shorter', keys: ['Ctrl+Left'], when: picked, run: plan((one) => one.stretch(-1)) },
  { id: 'plan.longer', title: 'A day longer', keys: ['Ctrl+Right'], when: picked, run: plan((one) => one.stretch(1)) },
  { id: 'plan.link', title: 'Link to another row', keys: ['l'], when: picked, run: plan((one) => one.link()) },
  { id: 'plan.write', title: 'Write in the document', keys: ['Enter'], when: ready, run: plan((one) => one.write()) },
  { id: 'plan.cascades', title: 'Cascade on or off', keys: ['k'], when: ready, run: plan((one) => one.cascades()) },
  { id: 'plan.undo', title: 'Undo', keys: ['Ctrl+Z'], when: () => page.plan?.canUndo ?? false, run: plan((one) => one.undo()) },
  {
    id: 'plan.redo', title: 'Redo', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], when: () => page.plan?.canRedo ?? false,
    run: plan((one) => one.redo()),
  },
  { id: 'plan.save', title: 'Save as a revision', keys: ['Ctrl+S'], when: () => page.plan?.canSave ?? false, run: plan((one) => one.save()) },
  { id: 'plan.simulate', title: 'Draw its luck 400 times', keys: ['R'], when: () => page.plan?.canSimulate ?? false, run: plan((one) => one.simulate()) },
];

const exporting = (): Command[] => (['csv', 'png', 'svg'] as const).map((format) => ({
  id: `export.plan-${format}`, title: `Plan as ${format.toUpperCase()}`, keys: [`e ${format[0] ?? ''}`], when: ready,
  run: plan((one) => one.exports(format)),
}));

export const planning = (): Command[] =>
  [...looking(), ...editing(), ...exporting()].map((command) => ({ ...command, in: 'plan' }));
