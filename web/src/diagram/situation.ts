// What every element of a drawing is in now, from the marks of all assets and who has voltage.

import type { Block, Layout } from '../wire/layout';
import type { Conditions, Mark, Marks } from '../wire/types';
import { fansOf, isWet, moving, waterOf } from './cooling/water';
import { conditionOf, worse, type Condition, type Situation } from './condition';
import { behind, energised, HIGH_BUS, highOf, isTieClosed, lowOf, NEVER } from './energised';
import { networkOf } from './network';
import type { Element } from './scene';

export interface Standing {
  live: ReadonlySet<string>;
  of: (element: string) => Condition;
  /** Of a breaker or tie by its asset. */
  switched: (asset: string) => 'shut' | 'open' | 'tripped';
}

export function standingOf(layout: Layout, elements: readonly Element[], now: Situation): Standing {
  const live = new Set([...energised(layout, now.marks, now.conditions), ...moving(layout, now.marks, now.conditions)]);
  const nodes = nodesOf(layout);
  const feeds = new Map(layout.halls.map((hall) => [hall.id, hall.feeds.map((feed) => behind(feed.feeder))]));
  const blocks = new Map(layout.blocks.map((block) => [block.id, block]));
  const built = new Set(layout.halls.filter((hall) => hall.in_service).map((hall) => hall.id));
  const used = new Set([...layout.blocks, ...layout.halls.flatMap((hall) => hall.feeds)].map((one) => one.bus));
  const ties = new Set(layout.ties.map((tie) => tie.id));
  const found = new Map<string, Condition>();
  for (const element of elements) {
    const first = element.assets[0] ?? element.id;
    const own = feeds.get(first) ?? [];
    const lit = own.filter((node) => live.has(node)).length;
    const node = nodes.get(first);
    const block = element.kind === 'block' ? blocks.get(first) : undefined;
    const told = block === undefined ? now : { ...now, marks: wholly(block, now.marks), conditions: heldBy(block, now.conditions) };
    const made = conditionOf(element.assets, told, node === undefined || live.has(node), lit);
    const lessFed = element.kind === 'hall' && lit < own.length && built.has(first);
    const lost = (element.kind === 'bus' && !made.live && used.has(first)) || (lessFed && !made.live);
    found.set(element.id, lost || lessFed ? { ...made, level: worse(made.level, lost ? 1 : 2) } : made);
  }
  const nothing = conditionOf([], now, true);
  return { live, of: (id) => found.get(id) ?? nothing, switched: (asset) => switchedOf(asset, now, ties) };
}

/** A block has the marks of any of its rows; it sleeps, starts or stands still only where all of them do. */
function wholly(block: Block, marks: Marks): Marks {
  const own = marks[block.id];
  const rows = block.rows.filter((row) => row.id in marks);
  if (own === undefined || rows.length === 0) return marks;
  const all = (mark: Mark): boolean => rows.length === block.rows.length && rows.every((row) => marks[row.id]?.includes(mark));
  return { [block.id]: own.filter((mark) => !OF_ROWS.has(mark) || all(mark)) };
}

/** Who holds a block asleep is said of its rows. */
function heldBy(block: Block, conditions: Conditions): Conditions {
  const own = conditions[block.id] ?? [];
  const held = block.rows.flatMap((row) => conditions[row.id] ?? []).find((words) => words.startsWith('held asleep by'));
  return { [block.id]: held === undefined || own.includes(held) ? own : [...own, held] };
}

const OF_ROWS: ReadonlySet<Mark> = new Set<Mark>(['asleep', 'booting', 'stopped', 'throttled', 'dead']);

function switchedOf(asset: string, now: Situation, ties: ReadonlySet<string>): 'shut' | 'open' | 'tripped' {
  const marks = now.marks[asset] ?? [];
  if (marks.includes('tripped')) return 'tripped';
  if (ties.has(asset)) return isTieClosed(asset, now.marks, now.conditions) ? 'shut' : 'open';
  const words = now.conditions[asset] ?? [];
  if (words.includes('open, by protection')) return 'tripped';
  return marks.includes('open') ? 'open' : 'shut';
}

/** The node that says whether an asset has voltage. */
function nodesOf(layout: Layout): Map<string, string> {
  const nodes = new Map<string, string>([[layout.interconnect, HIGH_BUS]]);
  for (const main of layout.transformers) {
    nodes.set(main.id, lowOf(main.id));
    nodes.set(main.high_breaker, highOf(main.id));
    nodes.set(main.low_breaker, main.bus);
  }
  for (const loop of layout.loops) {
    nodes.set(loop.id, waterOf(loop.id));
    for (const group of loop.groups) nodes.set(group.id, isWet(group.what) ? waterOf(loop.id) : fansOf(loop.id));
  }
  for (const { id, kind, groups } of layout.mining_loops) {
    nodes.set(id, kind === 'container' ? fansOf(id) : waterOf(id));
    for (const group of groups) nodes.set(group.id, isWet(group.what) ? waterOf(id) : fansOf(id));
  }
  for (const bus of layout.buses) nodes.set(bus.id, bus.id);
  for (const feeder of layout.feeders) nodes.set(feeder.id, feeder.bus);
  for (const block of layout.blocks) {
    for (const asset of [block.id, ...block.units]) nodes.set(asset, block.in_service ? behind(block.feeder) : NEVER);
    for (const row of block.rows) nodes.set(row.id, block.in_service ? behind(block.feeder) : NEVER);
  }
  for (const { id, feeder, bus, units } of networkOf(layout).batteries) {
    const node = feeder === null ? bus : behind(feeder);
    if (node !== null) for (const asset of [id, ...units]) nodes.set(asset, node);
  }
  for (const hall of layout.halls) {
    nodes.set(hall.id, hall.id);
    for (const feed of hall.feeds) nodes.set(feed.unit, behind(feed.feeder));
  }
  return nodes;
}
