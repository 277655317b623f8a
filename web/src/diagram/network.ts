// A Layout turned round: what hangs on each bus and feeder, and what is not in service.

import type { Block, Hall, Layout, Transformer } from '../wire/layout';

export interface Battery {
  id: string;
  bus: string | null;
  feeder: string | null;
  /** Its unit transformers. */
  units: string[];
  in_service: boolean;
}

/** What a feeder supplies: a block, one feed of a hall, or a battery. */
export type Consumer =
  | { k: 'block'; block: Block }
  | { k: 'feed'; hall: Hall; feed: number }
  | { k: 'battery'; battery: Battery };

export interface Network {
  layout: Layout;
  mains: Map<string, Transformer[]>;
  feeders: Map<string, string[]>;
  consumers: Map<string, Consumer[]>;
  batteries: Battery[];
  /** Feeders, blocks, halls, their transformers and supplies that are not in service: what only waits to be built. */
  idle: Set<string>;
  /** Groups of engines by the only hall they serve. */
  ownEngines: Map<string, string>;
}

const known = new WeakMap<Layout, Network>();

export function networkOf(layout: Layout): Network {
  const found = known.get(layout) ?? turned(layout);
  known.set(layout, found);
  return found;
}

function turned(layout: Layout): Network {
  const network: Network = {
    layout,
    mains: grouped(layout.transformers, (main) => main.bus, (main) => main),
    feeders: grouped(layout.feeders, (feeder) => feeder.bus, (feeder) => feeder.id),
    consumers: new Map(),
    batteries: layout.batteries.map(batteryOf),
    idle: new Set(),
    ownEngines: new Map(),
  };
  for (const block of layout.blocks) put(network.consumers, block.feeder, { k: 'block', block });
  for (const hall of layout.halls) {
    hall.feeds.forEach((feed, index) => put(network.consumers, feed.feeder, { k: 'feed', hall, feed: index }));
  }
  for (const battery of network.batteries) {
    if (battery.feeder !== null) put(network.consumers, battery.feeder, { k: 'battery', battery });
  }
  for (const engines of layout.gensets) {
    const hall = engines.halls.length === 1 ? engines.halls[0] : undefined;
    const here = layout.halls.some((one) => one.id === hall);
    if (hall !== undefined && here && !network.ownEngines.has(hall)) network.ownEngines.set(hall, engines.id);
  }
  findIdle(network);
  return network;
}

function findIdle(network: Network): void {
  const { layout, idle } = network;
  for (const block of layout.blocks) {
    if (!block.in_service) for (const id of [block.id, ...block.units]) idle.add(id);
  }
  for (const hall of layout.halls) {
    if (hall.in_service) continue;
    const parts = [hall.ups, ...hall.feeds.map((feed) => feed.unit), network.ownEngines.get(hall.id)];
    for (const id of [hall.id, ...parts]) if (id !== null && id !== undefined) idle.add(id);
  }
  for (const { id, units, in_service } of network.batteries) {
    if (!in_service) for (const asset of [id, ...units]) idle.add(asset);
  }
  for (const feeder of layout.feeders) {
    const consumers = network.consumers.get(feeder.id) ?? [];
    if (consumers.length > 0 && consumers.every((consumer) => isIdle(consumer, idle))) idle.add(feeder.id);
  }
}

export function isIdle(consumer: Consumer, idle: ReadonlySet<string>): boolean {
  const { k } = consumer;
  return idle.has(k === 'battery' ? consumer.battery.id : k === 'block' ? consumer.block.id : consumer.hall.id);
}

/** Batteries are open in the protocol; an id is all that is sure, by itself or with what it hangs on. */
function batteryOf(entry: unknown, index: number): Battery {
  const fields = (typeof entry === 'object' && entry !== null ? entry : { id: entry }) as Record<string, unknown>;
  const named = (key: string): string | null => (typeof fields[key] === 'string' ? fields[key] : null);
  const several = fields['units'];
  const units = Array.isArray(several) ? several.filter((unit) => typeof unit === 'string') : [named('unit')];
  return {
    id: named('id') ?? `battery ${index + 1}`,
    bus: named('bus'),
    feeder: named('feeder'),
    units: units.filter((unit) => unit !== null),
    in_service: fields['in_service'] !== false,
  };
}

function grouped<T, V>(entries: readonly T[], key: (entry: T) => string, value: (entry: T) => V): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const entry of entries) put(groups, key(entry), value(entry));
  return groups;
}

function put<V>(groups: Map<string, V[]>, key: string, value: V): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
