// What keys, menus and the palette do in this workspace.

import { page, type PlanActs } from '../store/page.svelte';
import { panned, zoomed } from './axis';
import { chart } from './chart.svelte';
import { desk } from './desk.svelte';
import { exported } from './exports';
import { jump } from './jump.svelte';
import { groupsOf, rowsOf } from './rows';
import { wholeOf } from './whole';

const shown = (): string[] => {
  const plan = desk.result;
  if (!plan) return [];
  return rowsOf(groupsOf(plan), chart.open).map((row) => ('one' in row ? row.one.id : row.group.id));
};

function span(): { now: [number, number]; whole: [number, number] } | null {
  const whole = desk.result ? wholeOf(desk.result) : null;
  return whole ? { now: page.planning.days ?? whole, whole } : null;
}

function shift(part: 'bar' | 'end', days: number): void {
  const task = page.planning.task;
  if (task && page.controls) chart.shift(task, part, days);
}

export const acts: PlanActs = {
  get ready() { return desk.result !== null; },
  get picked() { return desk.picked !== null && page.controls; },
  get canUndo() { return desk.trail.past.length > 0; },
  get canRedo() { return desk.trail.future.length > 0; },
  get canSave() { return desk.dirty && page.controls && !desk.faults.length && !desk.busy; },
  get canSimulate() { return desk.result !== null && page.controls && !desk.faults.length && !desk.drawing; },
  get names() { return desk.result?.activities.map((one) => one.id) ?? []; },
  undo: () => desk.undo(),
  redo: () => desk.redo(),
  save: () => void desk.save(),
  simulate: () => void desk.draw(),
  step(rows) {
    const all = shown();
    const place = all.indexOf(page.planning.task ?? '');
    page.lookAt({ task: all[Math.min(Math.max(place + rows, 0), all.length - 1)] ?? null, tab: 'schedule' });
  },
  move: (days) => shift('bar', days),
  stretch: (days) => shift('end', days),
  link() {
    chart.linking = chart.linking ? null : page.planning.task;
  },
  levels: () => page.lookAt({ dates: desk.dates === 'level' ? 'early' : 'level' }),
  cascades: () => (desk.cascade = !desk.cascade),
  zoom(factor) {
    const at = span();
    const picked = desk.picked?.[desk.dates].start_days ?? NaN;
    if (!at) return;
    const inside = picked >= at.now[0] && picked <= at.now[1];
    page.lookAt({ days: zoomed(at.now, factor, inside ? picked : (at.now[0] + at.now[1]) / 2, at.whole) });
  },
  pan(parts) {
    const at = span();
    if (at && page.planning.days) page.lookAt({ days: panned(at.now, parts * (at.now[1] - at.now[0]), at.whole) });
  },
  whole: () => page.lookAt({ days: null }),
  fault: () => jump.next(),
  write() {
    const task = page.planning.task ?? '';
    if (chart.linking) {
      const pred = chart.linking;
      chart.linking = null;
      if (task && task !== pred && desk.picked) void desk.edit([{ op: 'link', id: task, pred }], `link ${pred} to ${task}`);
    } else if (desk.picked || !task) document.getElementById('plan-document')?.focus();
    else chart.toggle(task);
  },
  unwind() {
    if (chart.drag) chart.drag = null;
    else if (chart.linking) chart.linking = null;
    else if (page.planning.task !== null) page.lookAt({ task: null });
    else if (page.planning.days) page.lookAt({ days: null });
    else return false;
    return true;
  },
  exports: (format) => void exported(format),
};
