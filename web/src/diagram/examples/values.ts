// Values and marks of an example site, as the server would give them: in order, or with a transformer lost.

import type { Conditions, Marks } from '../../wire/types';
import type { Layout } from '../../wire/layout';
import type { Situation } from '../condition';
import { behind, energised } from '../energised';
import { networkOf } from '../network';
import type { Read } from '../scene';

/** In order, or with the first transformer tripped on an afternoon that has a notice on the others. */
export function situation(layout: Layout, state: string): Situation {
  const marks: Marks = {};
  const conditions: Conditions = {};
  for (const tie of layout.ties) [marks[tie.id], conditions[tie.id]] = [['open'], ['open']];
  const [first, second] = layout.transformers;
  if (state === 'normal' || first === undefined) return { marks, conditions, alarms: {} };
  marks[first.id] = ['tripped', 'dead'];
  conditions[first.id] = ['63 sudden pressure'];
  for (const breaker of [first.high_breaker, first.low_breaker]) {
    [marks[breaker], conditions[breaker]] = [['open', 'tripped'], ['open, by protection']];
  }
  const others = layout.transformers.filter((main) => main.bus === first.bus && main !== first);
  if (others.length === 0) marks[first.bus] = ['dead'];
  if (second !== undefined) [marks[second.id], conditions[second.id]] = [['overloaded', 'alarm'], ['overloaded']];
  const lastBus = layout.buses[layout.buses.length - 1]?.id;
  layout.blocks
    .filter((block) => block.bus === lastBus)
    .slice(1)
    .forEach((block) => {
      marks[block.id] = ['asleep', 'held'];
      conditions[block.id] = ['6 rows asleep', 'held asleep by n1_shedding'];
      for (const row of block.rows) [marks[row.id], conditions[row.id]] = [['asleep', 'held'], ['asleep', 'held asleep by n1_shedding']];
    });
  for (const [nth, row] of (layout.blocks.at(-5)?.rows ?? []).entries()) {
    marks[row.id] = [(['booting', 'throttled', 'stopped', 'failed'] as const)[nth % 4] ?? 'booting'];
  }
  const third = layout.transformers[2];
  const alarms: Situation['alarms'] = third === undefined ? {} : { [third.id]: { priority: 3, acknowledged: true } };
  const [loop] = layout.loops;
  const pumps = loop?.groups.find((group) => group.what.toLowerCase() === 'pump');
  if (pumps !== undefined) [marks[pumps.id], conditions[pumps.id]] = [['broken'], [`1 of ${pumps.count} broken`]];
  return { marks, conditions, alarms };
}

/** Every signal that a drawing may ask for, from the situation. */
export function valuesOf(layout: Layout, now: Situation): Read {
  const live = energised(layout, now.marks, now.conditions);
  const values = new Map<string, number>();
  const put = (asset: string, of: Record<string, number>): void => {
    for (const [name, value] of Object.entries(of)) values.set(`${asset}.${name}`, value);
  };
  put('weather', { dry_bulb_c: 32.5 });
  put('site', { import_w: live.size > 0 ? 90.5e6 : 0 });
  layout.transformers.forEach((main, at) => {
    const load_pu = !live.has(main.bus) || now.marks[main.id]?.includes('tripped') === true ? 0 : at === 1 && now.marks[main.id] ? 1.31 : 0.87 + 0.03 * (at % 4);
    put(main.id, { load_pu, hotspot_c: 93.9 + 4 * (at % 4), top_oil_c: 83.4 });
  });
  for (const bus of layout.buses) put(bus.id, { voltage_pu: live.has(bus.id) ? 0.999 : 0 });
  for (const block of layout.blocks) putBlock(put, layout, block.id, now, live.has(behind(block.feeder)));
  for (const hall of layout.halls) {
    const fed = hall.feeds.filter((feed) => live.has(behind(feed.feeder)));
    const it_w = hall.rated_it_w;
    put(hall.id, { it_w, power_w: it_w * 1.22, served_w: it_w, unserved_w: 0, failed_count: hall.rack_count > 50 ? 1 : 0, free_count: 2 });
    for (const feed of hall.feeds) {
      const power_w = fed.includes(feed) ? (it_w * 1.22) / fed.length : 0;
      put(feed.feeder, { power_w });
      put(feed.unit, { load_pu: power_w / 14e6 });
    }
    if (hall.ups !== null) put(hall.ups, { soc_frac: 1 });
    if (hall.loop !== null) {
      const heat = { heat_w: it_w * 1.02, net_rejected_w: it_w * 0.65, chilled_w: it_w * 0.37, power_w: it_w * 0.2 };
      put(hall.loop, { supply_c: 31.4, return_c: 42.6, facility_c: 28.2, inlet_c: 27.1, fan_step_index: 7, ...heat });
    }
  }
  for (const { id } of layout.mining_loops) put(id, { inlet_c: 34.2, heat_w: 5.4e6, rise_k: 9.8, power_w: 0.2e6, fan_step_index: 5 });
  for (const engines of layout.gensets) put(engines.id, { on_bus_count: 0, running_count: 0, load_pu: 0, power_w: 0 });
  for (const { id } of networkOf(layout).batteries) put(id, { soc_frac: 0.8, charge_w: 0, discharge_w: 2.5e6 });
  return (name) => values.get(name) ?? NaN;
}

type Put = (asset: string, of: Record<string, number>) => void;

function putBlock(put: Put, layout: Layout, id: string, now: Situation, live: boolean): void {
  const block = layout.blocks.find((one) => one.id === id);
  if (block === undefined) return;
  const works = live && now.marks[id]?.includes('asleep') !== true && block.in_service;
  const nth = layout.blocks.indexOf(block);
  put(id, { power_w: works ? 5.96e6 : live ? 0.05e6 : 0, hash_th_per_s: works ? 250e3 : 0, inlet_c: 27.9 + (nth % 8) / 6 });
  put(block.feeder, { power_w: works ? 6.02e6 : 0 });
  for (const unit of block.units) put(unit, { load_pu: works ? 0.81 : 0, hotspot_c: 99 });
  for (const row of block.rows) {
    const hash_th_per_s = works ? 250e3 / block.rows.length : 0;
    put(row.id, { hash_th_per_s, inlet_c: 28, failed_count: nth % 5 === 2 ? 3 : 0, machines_count: row.machines_count });
  }
}
