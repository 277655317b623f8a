// Which nodes of the power path have voltage: from the interconnect through whatever is closed.

import type { Conditions, Marks } from '../wire/types';
import type { Layout } from '../wire/layout';
import { networkOf } from './network';

export const HIGH_BUS = 'high bus';
export const highOf = (main: string): string => `${main} high`;
export const lowOf = (main: string): string => `${main} low`;
/** The node of what is not in service: it has no voltage. */
export const NEVER = 'never';
export const behind = (feeder: string): string => `${feeder} out`;

interface Link {
  to: string;
  closed: boolean;
}

/** Every node with voltage. A bus that the server calls dead is dead, whatever the switches say. */
export function energised(layout: Layout, marks: Marks, conditions: Conditions): Set<string> {
  const shut = (asset: string): boolean => !isOpen(asset, marks);
  const links = new Map<string, Link[]>();
  const join = (one: string, other: string, closed: boolean): void => {
    links.set(one, [...(links.get(one) ?? []), { to: other, closed }]);
    links.set(other, [...(links.get(other) ?? []), { to: one, closed }]);
  };
  for (const main of layout.transformers) {
    join(HIGH_BUS, highOf(main.id), main.in_service && shut(main.high_breaker));
    join(highOf(main.id), lowOf(main.id), main.in_service && !isOut(main.id, marks));
    join(lowOf(main.id), main.bus, main.in_service && shut(main.low_breaker));
  }
  for (const tie of layout.ties) join(tie.from_bus, tie.to_bus, isTieClosed(tie.id, marks, conditions));
  const { idle } = networkOf(layout);
  const dark = darkFeeders(layout, marks);
  for (const { id, bus } of layout.feeders) join(bus, behind(id), shut(id) && !idle.has(id) && !dark.has(id));
  const { interconnect } = layout;
  const source = shut(interconnect) && !isDead(interconnect, marks) ? [HIGH_BUS] : [];
  const live = spread(source, links, (node) => !isDead(node, marks));
  addHalls(layout, marks, live);
  return live;
}

/** Feeders whose transformers are all said to be dead: what they supplied waits to be switched in again. */
function darkFeeders(layout: Layout, marks: Marks): Set<string> {
  const lit = new Set<string>();
  const dark = new Set<string>();
  const tell = (feeder: string, units: readonly string[]): void => {
    for (const unit of units) (isDead(unit, marks) ? dark : lit).add(feeder);
  };
  for (const block of layout.blocks) tell(block.feeder, block.units);
  for (const { feeder, units } of networkOf(layout).batteries) if (feeder !== null) tell(feeder, units);
  for (const hall of layout.halls) for (const feed of hall.feeds) tell(feed.feeder, [feed.unit]);
  return new Set([...dark].filter((feeder) => !lit.has(feeder)));
}

/** A tie stands open unless someone says that it is closed. */
export function isTieClosed(tie: string, marks: Marks, conditions: Conditions): boolean {
  if (isOpen(tie, marks)) return false;
  if (has(tie, marks, 'closed')) return true;
  return (conditions[tie] ?? []).some((words) => words.startsWith('closed'));
}

function spread(source: string[], links: Map<string, Link[]>, may: (node: string) => boolean): Set<string> {
  const live = new Set(source);
  const front = [...source];
  for (let node = front.pop(); node !== undefined; node = front.pop()) {
    for (const link of links.get(node) ?? []) {
      if (!link.closed || live.has(link.to) || !may(link.to)) continue;
      live.add(link.to);
      front.push(link.to);
    }
  }
  return live;
}

/** A hall lives by any feed, by its engines or by its battery. */
function addHalls(layout: Layout, marks: Marks, live: Set<string>): void {
  for (const engines of layout.gensets) {
    if (has(engines.id, marks, 'running')) live.add(engines.id);
  }
  for (const hall of layout.halls) {
    const fed = hall.feeds.some((feed) => live.has(behind(feed.feeder)));
    const alone = has(hall.id, marks, 'on_engines') || has(hall.id, marks, 'on_battery');
    const stored = hall.ups !== null && has(hall.ups, marks, 'on_battery');
    if ((fed || alone || stored) && !isDead(hall.id, marks)) live.add(hall.id);
  }
}

function has(asset: string, marks: Marks, mark: Marks[string][number]): boolean {
  return (marks[asset] ?? []).includes(mark);
}

const isOpen = (asset: string, marks: Marks): boolean => has(asset, marks, 'open') || has(asset, marks, 'tripped');
const isDead = (asset: string, marks: Marks): boolean => has(asset, marks, 'dead');
const isOut = (asset: string, marks: Marks): boolean => has(asset, marks, 'failed') || has(asset, marks, 'tripped');
