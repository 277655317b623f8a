// Buses side by side in lines, each with its transformers above and its feeders below: a bay.

import type { Transformer } from '../../wire/layout';
import type { Network } from '../network';
import { BAR_PITCH, BARE_BUS_WIDTH, BAY_GAP, BOX_BOTTOM, BUS_Y, MAIN_WIDTH, MARGIN, RISER } from './measures';
import { extraHeight, inBars, slotsOf, spanOf, type Slot, type Tie, type View } from './slots';

export interface PlacedSlot {
  slot: Slot;
  x: number;
}

export interface PlacedBar {
  x: number;
  y: number;
  width: number;
  /** Of the boxes that hang on it. */
  bottom: number;
  slots: PlacedSlot[];
}

export interface Bay {
  bus: string;
  kv: number;
  mains: Transformer[];
  x: number;
  width: number;
  bars: PlacedBar[];
}

/** Ties that are drawn between neighbours, and those drawn around from the last bay of a line to the first. */
export interface Ties {
  between: Map<string, Tie>;
  ring: Map<number, Tie>;
  stubs: Map<string, Tie[]>;
}

const pairOf = (one: string, other: string): string => [one, other].sort().join(' ');

/** Buses in lines of about equal width, in the order of the document. */
export function inLines(network: Network, lines: number, widths: readonly number[]): string[][] {
  const share = widths.reduce((sum, width) => sum + width + BAY_GAP, 0) / lines;
  const found: string[][] = [];
  let used = 0;
  network.layout.buses.forEach((bus, index) => {
    const width = (widths[index] as number) + BAY_GAP;
    const line = Math.min(lines - 1, Math.floor((used + width / 2) / share));
    (found[line] ??= []).push(bus.id);
    used += width;
  });
  return found.filter((line) => line !== undefined);
}

/** How wide each bus is when its bars are no wider than `room`. */
export function bayWidths(network: Network, slots: ReadonlyMap<string, Slot[]>, room: number): number[] {
  return network.layout.buses.map(({ id }) => {
    const bars = inBars(slots.get(id) ?? [], room);
    return Math.max(leastWidth(network, id), ...bars.map((bar) => spanOf(bar) + (bars.length > 1 ? RISER : 0)));
  });
}

function leastWidth(network: Network, bus: string): number {
  return Math.max((network.mains.get(bus)?.length ?? 0) * MAIN_WIDTH, BARE_BUS_WIDTH);
}

export function tiesOf(network: Network, lines: readonly string[][]): Ties {
  const ties: Ties = { between: new Map(), ring: new Map(), stubs: new Map() };
  const neighbours = new Set<string>();
  const ends = new Map<string, number>();
  lines.forEach((line, index) => {
    line.slice(1).forEach((bus, at) => neighbours.add(pairOf(line[at] as string, bus)));
    if (line.length > 2) ends.set(pairOf(line[0] as string, line[line.length - 1] as string), index);
  });
  for (const tie of network.layout.ties) {
    const pair = pairOf(tie.from_bus, tie.to_bus);
    const line = ends.get(pair);
    if (neighbours.has(pair) && !ties.between.has(pair)) ties.between.set(pair, tie);
    else if (line !== undefined && !ties.ring.has(line)) ties.ring.set(line, tie);
    else for (const bus of [tie.from_bus, tie.to_bus]) ties.stubs.set(bus, [...(ties.stubs.get(bus) ?? []), tie]);
  }
  return ties;
}

export const tieBetween = (ties: Ties, one: Bay, other: Bay): Tie | undefined =>
  ties.between.get(pairOf(one.bus, other.bus));

/** The bays of one line, from the left margin on, their buses at `top + BUS_Y`. */
export function placeBays(network: Network, line: readonly string[], ties: Ties, at: { top: number; room: number; view: View }): Bay[] {
  let x = MARGIN;
  return line.map((bus) => {
    const slots = slotsOf(network, bus, ties.stubs.get(bus) ?? [], at.view);
    const bars = inBars(slots, at.room);
    const inset = bars.length > 1 ? RISER : 0;
    const width = Math.max(leastWidth(network, bus), ...bars.map((bar) => spanOf(bar) + inset));
    let y = at.top + BUS_Y;
    const placed = bars.map((bar) => {
      const bottom = y + BOX_BOTTOM + extraHeight(bar, at.view);
      const one = { x, y, width, bottom, slots: spread(bar, x + inset, width - inset) };
      y = bottom + BAR_PITCH - BOX_BOTTOM;
      return one;
    });
    const kv = network.layout.buses.find((one) => one.id === bus)?.kv ?? NaN;
    const bay = { bus, kv, mains: network.mains.get(bus) ?? [], x, width, bars: placed };
    x += width + BAY_GAP;
    return bay;
  });
}

/** Slots along a bar: what is left over goes between them, but never so much that they seem apart. */
function spread(slots: readonly Slot[], left: number, room: number): PlacedSlot[] {
  const spare = room - spanOf(slots);
  const gap = slots.length > 1 ? Math.min(spare / (slots.length - 1), 24) : 0;
  let x = left;
  return slots.map((slot) => {
    const placed = { slot, x: Math.round(x) };
    x += slot.width + gap;
    return placed;
  });
}
