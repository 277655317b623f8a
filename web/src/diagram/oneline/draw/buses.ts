// Buses with their voltage, and ties: open hollow, closed filled.

import { perUnit } from '../../figures';
import { text, wire, type Element, type Read, type Shape } from '../../scene';
import type { Condition } from '../../condition';
import { whole } from '../../text';
import { tieBetween, type Bay, type PlacedBar } from '../bays';
import { BAY_GAP, BUS_Y } from '../measures';
import type { Line, Plan } from '../plan';
import type { Tie } from '../slots';

export function busOf(bay: Bay, top: number, interconnect: string): Element {
  const id = bay.bus;
  const y = top + BUS_Y;
  const bare = bay.mains.length === 0;
  const shapes: Shape[] = bay.bars.map((bar) => ({ k: 'bar', x: bay.x, y: bar.y - 3, w: bar.width, h: 6, node: id }));
  const last = bay.bars[bay.bars.length - 1] as PlacedBar;
  if (bay.bars.length > 1) shapes.push({ k: 'bar', x: bay.x, y: y - 3, w: 6, h: last.y - y + 6, node: id });
  const nominal = `${bay.kv} kV`;
  const state = (read: Read, as: Condition): string => {
    if (!as.live) return as.words.find((words) => words.startsWith('waits')) ?? 'dead';
    const voltage_pu = read(`${id}.voltage_pu`);
    return Number.isFinite(voltage_pu) ? `${nominal} · ${perUnit(voltage_pu, 3)} pu` : nominal;
  };
  const idRoom = bare ? 44 : 60;
  const right = bay.x + bay.width;
  shapes.push(
    text('strong', id, { x: bay.x, y: y - 9, room: idRoom }),
    text('large', whole(id, 'large', bare ? 40 : 68), { x: bay.x, y: y - 8, room: bare ? 40 : 68 }),
    text('quiet', state, { x: right, y: y - 9, anchor: 'end', room: bare ? 102 : 120 }),
    { k: 'marker', x: bare ? bay.x + 46 : bay.x + 92, y: y - 21, size: 14 },
  );
  const up = bay.mains[0]?.low_breaker ?? interconnect;
  const spoken = (read: Read): string => `${perUnit(read(`${id}.voltage_pu`), 3)} per unit of ${bay.kv} kilovolts`;
  const box = { x: bay.x - 2, y: y - 13, w: bay.width + 4, h: 20 };
  return { id, kind: 'bus', assets: [id], box, rank: 4, up, spoken, shapes, fold: id };
}

/** The tie between a bay and the next one of its line, if there is one. */
export function gapTie(plan: Plan, bay: Bay, next: Bay, top: number): Element[] {
  const tie = tieBetween(plan.ties, bay, next);
  if (tie === undefined) return [];
  const left = bay.x + bay.width;
  const middle = left + BAY_GAP / 2;
  const y = top + BUS_Y;
  const shapes: Shape[] = [
    wire(bay.bus, [[left, y], [middle - 6, y]]),
    wire(next.bus, [[middle + 6, y], [next.x, y]]),
    square(tie.id, middle, y, bay.bus),
    text('quiet', 'tie', { x: middle, y: y + 19, anchor: 'middle', room: 30 }),
  ];
  return [tieElement(tie, { x: middle - 12, y: y - 12, w: 24, h: 34 }, shapes)];
}

/** A tie around from the last bus of a line to the first: a stub and a name at both ends. */
export function ringTie(plan: Plan, line: Line, index: number): Element[] {
  const tie = plan.ties.ring.get(index);
  const first = line.bays[0];
  const last = line.bays[line.bays.length - 1];
  if (tie === undefined || first === undefined || last === undefined) return [];
  const y = line.top + BUS_Y;
  const left = first.x - 19;
  const right = last.x + last.width + 19;
  const shapes: Shape[] = [
    wire(first.bus, [[left + 6, y], [first.x, y]]),
    wire(last.bus, [[last.x + last.width, y], [right - 6, y]]),
    square(tie.id, left, y, first.bus),
    square(tie.id, right, y, last.bus),
    text('quiet', 'ring', { x: left - 19, y: y + 19, room: 36 }),
    text('quiet', `to ${last.bus}`, { x: left - 19, y: y + 32, room: 36 }),
    text('quiet', 'ring', { x: right + 19, y: y + 19, anchor: 'end', room: 36 }),
    text('quiet', `to ${first.bus}`, { x: right + 19, y: y + 32, anchor: 'end', room: 36 }),
  ];
  return [tieElement(tie, { x: right - 12, y: y - 12, w: 24, h: 24 }, shapes)];
}

/** A tie to a bus elsewhere, as one more slot of each bus. Made whole from both its stubs. */
export function stubTies(plan: Plan): Element[] {
  const made = new Map<string, Element>();
  for (const line of plan.lines) {
    for (const bay of line.bays) {
      for (const bar of bay.bars) {
        for (const { slot, x } of bar.slots) {
          if (slot.k !== 'tie') continue;
          const middle = x + slot.width / 2;
          const shapes = stub(slot.tie, bay.bus, slot.to, { x: middle, y: bar.y });
          const known = made.get(slot.tie.id);
          if (known !== undefined) known.shapes.push(...shapes);
          else made.set(slot.tie.id, tieElement(slot.tie, { x: middle - 12, y: bar.y + 8, w: 24, h: 24 }, shapes));
        }
      }
    }
  }
  return [...made.values()];
}

function stub(tie: Tie, bus: string, to: string, at: { x: number; y: number }): Shape[] {
  return [
    wire(bus, [[at.x, at.y], [at.x, at.y + 15]]),
    square(tie.id, at.x, at.y + 20, bus),
    text('quiet', 'tie', { x: at.x, y: at.y + 40, anchor: 'middle', room: 48 }),
    text('quiet', `to ${to}`, { x: at.x, y: at.y + 53, anchor: 'middle', room: 48 }),
  ];
}

const square = (asset: string, x: number, y: number, node: string): Shape => ({ k: 'switch', x, y, size: 11, asset, node });

function tieElement(tie: Tie, box: Element['box'], shapes: Shape[]): Element {
  const spoken = (): string => `between ${tie.from_bus} and ${tie.to_bus}`;
  return { id: tie.id, kind: 'tie', assets: [tie.id], box, rank: 4, up: null, spoken, shapes };
}
