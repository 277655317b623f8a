// What an asset is, in the words of an operator, from the layout of its site.

import type { Layout } from '../wire/layout';
import type { Mark } from '../wire/types';
import { figure } from '../words/units';

const mw = (power_w: number): string => `${figure(power_w / 1e6, 1)} MW`;

type Say = (layout: Layout, asset: string) => string | undefined;

const main: Say = (layout, asset) => {
  const one = layout.transformers.find(({ id }) => id === asset);
  return one && `Main transformer ${layout.kv}/${layout.buses.find(({ id }) => id === one.bus)?.kv ?? '–'} kV · ${figure(one.rated_va / 1e6, 0)} MVA · feeds ${one.bus}`;
};
const block: Say = (layout, asset) => {
  const one = layout.blocks.find(({ id }) => id === asset);
  const count = one?.rows.reduce((sum, row) => sum + row.machines_count, 0) ?? 0;
  return one && `Mining block · ${figure(count, 0)} machines in ${one.rows.length} rows · ${one.feeder} from ${one.bus}`;
};
const hall: Say = (layout, asset) => {
  const one = layout.halls.find(({ id }) => id === asset);
  return one && `AI hall · ${mw(one.rated_it_w)} IT · ${one.rack_count} racks ${one.rack_model} · ${one.redundancy} · from ${one.feeds.map(({ bus }) => bus).join(' and ')}`;
};
const bus: Say = (layout, asset) => {
  const one = layout.buses.find(({ id }) => id === asset);
  return one && `Bus ${one.kv} kV · from ${layout.transformers.filter((t) => t.bus === asset).map((t) => t.id).join(', ') || 'its ties'}`;
};
const tie: Say = (layout, asset) => {
  const one = layout.ties.find(({ id }) => id === asset);
  return one && `Tie between ${one.from_bus} and ${one.to_bus}`;
};
const feeder: Say = (layout, asset) => {
  const one = layout.feeders.find(({ id }) => id === asset);
  const to = [...layout.blocks.filter((b) => b.feeder === asset), ...layout.halls.filter((h) => h.feeds.some((f) => f.feeder === asset))];
  return one && `Feeder from ${one.bus}${to.length ? ` to ${to.map(({ id }) => id).join(', ')}` : ''}`;
};
const unit: Say = (layout, asset) => {
  const owner = layout.blocks.find(({ units }) => units.includes(asset))?.id ?? layout.halls.find(({ feeds }) => feeds.some((f) => f.unit === asset))?.id;
  return owner && `Unit transformer of ${owner}`;
};
const row: Say = (layout, asset) => {
  const owner = layout.blocks.find(({ rows }) => rows.some(({ id }) => id === asset));
  const one = owner?.rows.find(({ id }) => id === asset);
  return one && owner && `Row of ${figure(one.machines_count, 0)} ${one.model} in ${owner.id}, on ${one.unit}`;
};
const loop: Say = (layout, asset) => {
  const one = layout.loops.find(({ id }) => id === asset);
  return one && `Cooling of ${one.hall} · ${one.groups.map((group) => `${group.count} ${group.what}`).join(', ')}`;
};
const mined: Say = (layout, asset) => {
  const one = layout.mining_loops.find(({ id }) => id === asset);
  return one && `Cooling of ${one.block} · ${one.groups.map((group) => `${group.count} ${group.what}`).join(', ')}`;
};
const engines: Say = (layout, asset) => {
  const one = layout.gensets.find(({ id }) => id === asset);
  return one && `${one.engine_count} engines of ${mw(one.rated_w)} · for ${one.halls.join(', ')}`;
};
const battery: Say = (layout, asset) => {
  const owner = layout.halls.find(({ ups }) => ups === asset);
  return owner && `Batteries of ${owner.id}`;
};
const breaker: Say = (layout, asset) => {
  const one = layout.transformers.find((t) => t.high_breaker === asset || t.low_breaker === asset);
  return one && `Breaker on the ${one.high_breaker === asset ? 'high' : 'low'} side of ${one.id}`;
};
const whole: Say = (layout, asset) =>
  asset === 'site' || asset === layout.interconnect ? `${layout.title} · ${mw(layout.contracted_w)} contracted at ${layout.kv} kV` : undefined;

const SAY: Say[] = [whole, main, block, hall, bus, tie, feeder, unit, row, loop, mined, engines, battery, breaker];

/** A line about an asset; empty for one that the layout does not know. */
export function describe(layout: Layout | null, asset: string): string {
  if (!layout) return '';
  for (const say of SAY) {
    const found = say(layout, asset);
    if (found) return found;
  }
  return '';
}

/** Marks that are trouble, and so have a colour; the others are only noteworthy. */
const TROUBLE = new Set<Mark>(['tripped', 'failed', 'dead', 'overloaded', 'alarm', 'locked', 'broken', 'on_battery']);
export const isTrouble = (mark: Mark): boolean => TROUBLE.has(mark);
export const markWords = (mark: Mark): string => mark.replaceAll('_', ' ');

/** Everything a fork may take out of service. */
export function failable(layout: Layout): string[] {
  return [
    ...layout.transformers.map(({ id }) => id),
    ...layout.blocks.filter((one) => one.in_service).flatMap(({ units }) => units),
    ...layout.halls.flatMap((one) => one.feeds.map((feed) => feed.unit)),
  ];
}
