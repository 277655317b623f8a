// What hangs on one bus, in order and in bars: each slot is a feeder with all that it supplies, a tie to a bus that
// is not beside this one, a battery, or a summary of what is folded.

import type { Layout } from '../../wire/layout';
import { isIdle, type Battery, type Consumer, type Network } from '../network';
import { SLOT, UNIT_LINE } from './measures';

export interface View {
  /** Buses whose blocks are one box. */
  folded: ReadonlySet<string>;
  /** Blocks that show each unit transformer. */
  unfolded: ReadonlySet<string>;
  /** Whether what is not in service is drawn. */
  idle: boolean;
  width: number;
  height: number;
}

export type Tie = Layout['ties'][number];
export type Slot =
  | { k: 'feeder'; id: string; consumers: Consumer[]; width: number; partner: number }
  | { k: 'tie'; tie: Tie; to: string; width: number }
  | { k: 'battery'; battery: Battery; width: number }
  | { k: 'summary'; bus: string; feeders: string[]; consumers: Consumer[]; width: number };

export function isFeed(slot: Slot): boolean {
  return slot.k === 'feeder' && slot.consumers.some((consumer) => consumer.k === 'feed');
}

/** The slots of a bus: feeds of halls stand on the side of the buses that feed the same halls. */
export function slotsOf(network: Network, bus: string, ties: readonly Tie[], view: View): Slot[] {
  const feeders = (network.feeders.get(bus) ?? []).filter((id) => view.idle || !network.idle.has(id));
  const slots = feeders.map((id) => feederSlot(network, bus, id, view));
  const feeds = slots.filter(isFeed);
  let others: Slot[] = slots.filter((slot) => !isFeed(slot));
  if (view.folded.has(bus) && others.length > 0) others = [summaryOf(bus, slots.filter((slot) => !isFeed(slot)))];
  for (const battery of network.batteries) {
    if (battery.bus === bus && battery.feeder === null && (view.idle || battery.in_service)) others.push({ k: 'battery', battery, width: SLOT.battery });
  }
  for (const tie of ties) {
    const to = tie.from_bus === bus ? tie.to_bus : tie.from_bus;
    others.push({ k: 'tie', tie, to, width: SLOT.tie });
  }
  const left = feeds.filter((slot) => slot.partner < 0);
  const right = feeds.filter((slot) => slot.partner >= 0);
  return [...left, ...others, ...right];
}

type FeederSlot = Extract<Slot, { k: 'feeder' }>;

function feederSlot(network: Network, bus: string, id: string, view: View): FeederSlot {
  const all = network.consumers.get(id) ?? [];
  const consumers = all.filter((consumer) => view.idle || !isIdle(consumer, network.idle));
  const width = consumers.reduce((sum, consumer) => sum + SLOT[consumer.k], 0);
  return { k: 'feeder', id, consumers, width: Math.max(width, SLOT.spare), partner: partnerOf(network, bus, consumers) };
}

/** How many buses to the right, on the mean, the other feeds of these halls come from. */
function partnerOf(network: Network, bus: string, consumers: readonly Consumer[]): number {
  const order = network.layout.buses.map((one) => one.id);
  const others = consumers.flatMap((consumer) =>
    consumer.k === 'feed' ? consumer.hall.feeds.map((feed) => order.indexOf(feed.bus)) : [],
  );
  if (others.length === 0) return 0;
  return others.reduce((sum, at) => sum + at, 0) / others.length - order.indexOf(bus);
}

function summaryOf(bus: string, slots: readonly FeederSlot[]): Slot {
  const consumers = slots.flatMap((slot) => slot.consumers);
  return { k: 'summary', bus, feeders: slots.map((slot) => slot.id), consumers, width: SLOT.summary };
}

/** Slots broken into bars no wider than `room`; the feeds of halls stay together on the lowest, however wide. */
export function inBars(slots: readonly Slot[], room: number): Slot[][] {
  if (widthOf(slots) <= room) return [[...slots]];
  const feeds = slots.filter(isFeed);
  const bars: Slot[][] = [[]];
  for (const slot of slots.filter((one) => !isFeed(one))) {
    const last = bars[bars.length - 1] as Slot[];
    if (last.length > 0 && widthOf(last) + slot.width > room) bars.push([slot]);
    else last.push(slot);
  }
  const last = bars[bars.length - 1] as Slot[];
  if (last.length === 0 || widthOf(last) + widthOf(feeds) <= room) last.push(...feeds);
  else if (feeds.length > 0) bars.push(feeds);
  return bars;
}

export function widthOf(slots: readonly Slot[]): number {
  return slots.reduce((sum, slot) => sum + slot.width, 0);
}

/** The same without the gap behind the last box, which so ends where its bar does. */
export function spanOf(slots: readonly Slot[]): number {
  const last = slots[slots.length - 1];
  const boxed = last !== undefined && (last.k === 'summary' || (last.k === 'feeder' && last.consumers.at(-1)?.k === 'block'));
  return widthOf(slots) - (boxed ? (last.k === 'summary' ? 10 : 6) : 0);
}

/** How much lower than usual the boxes of a bar reach, where blocks are unfolded. */
export function extraHeight(bar: readonly Slot[], view: View): number {
  let extra = 0;
  for (const slot of bar) {
    for (const consumer of slot.k === 'feeder' ? slot.consumers : []) {
      if (consumer.k !== 'block' || !view.unfolded.has(consumer.block.id)) continue;
      extra = Math.max(extra, consumer.block.units.length * UNIT_LINE + 6);
    }
  }
  return extra;
}
