// The one-line diagram of any site: from a Layout to elements with places.

import type { Layout } from '../../wire/layout';
import { text, type Element, type Scene } from '../scene';
import type { Bay } from './bays';
import { batteryBox, footElement, summaryOf } from './draw/foot';
import { busOf, gapTie, ringTie, stubTies } from './draw/buses';
import { feederOf } from './draw/feeders';
import { hallOf } from './draw/halls';
import { routeWires } from './draw/routes';
import { interconnectOf, mainsOf } from './draw/sources';
import { BOX_TOP } from './measures';
import { planOf, type Line, type Plan } from './plan';
import type { View } from './slots';

/** Id of the element that stands for all that is not in service, while it is not drawn. */
export const NOT_IN_SERVICE = 'not in service';

export function oneLine(layout: Layout, view: View): Scene {
  return sceneOf(planOf(layout, view));
}

export function sceneOf(plan: Plan): Scene {
  const { interconnect } = plan.network.layout;
  const elements: Element[] = [interconnectOf(plan), ...idleOf(plan)];
  plan.lines.forEach((line, index) => elements.push(...lineOf(plan, line, index, interconnect)));
  for (const hall of plan.apart) elements.push(...hallOf(plan, hall));
  elements.push(...stubTies(plan), ...plan.foot.map(footElement));
  return { width: plan.width, height: plan.height, elements };
}

function lineOf(plan: Plan, line: Line, index: number, interconnect: string): Element[] {
  const found: Element[] = [];
  line.bays.forEach((bay, at) => {
    found.push(...mainsOf(bay, line.top, interconnect), busOf(bay, line.top, interconnect));
    const next = line.bays[at + 1];
    if (next !== undefined) found.push(...gapTie(plan, bay, next, line.top));
    found.push(...hangingOf(plan, bay));
  });
  found.push(...ringTie(plan, line, index));
  for (const hall of line.halls) found.push(...hallOf(plan, hall));
  addRoutes(line, found);
  return found;
}

function hangingOf(plan: Plan, bay: Bay): Element[] {
  return bay.bars.flatMap((bar) =>
    bar.slots.flatMap((placed) => {
      const { slot, x } = placed;
      if (slot.k === 'feeder') return feederOf(plan, bay, bar, placed);
      if (slot.k === 'summary') return summaryOf(bar, placed);
      if (slot.k === 'tie') return [];
      const middle = x + 28;
      const hung = { node: bay.bus, up: bay.bus, from: { x: middle, y: bar.y } };
      return [batteryBox(slot.battery.id, { x, y: bar.y + BOX_TOP, w: 56, h: 84 }, hung)];
    }),
  );
}

/** Each line to a hall belongs to the transformer that it comes from. */
function addRoutes(line: Line, elements: readonly Element[]): void {
  const wires = routeWires(line);
  const byId = new Map(elements.map((element) => [element.id, element]));
  for (const { hall } of line.halls) {
    hall.feeds.forEach((feed, index) => {
      const made = wires.get(`${hall.id} ${index}`);
      if (made !== undefined) byId.get(feed.unit)?.shapes.push(made);
    });
  }
}

/** One line of text for all that is not in service: there, but not in the way. */
function idleOf(plan: Plan): Element[] {
  const { network, view } = plan;
  const assets = [...network.idle];
  if (assets.length === 0) return [];
  const { blocks, halls } = network.layout;
  const parts = [
    [blocks.filter((one) => !one.in_service).length, 'block'],
    [halls.filter((one) => !one.in_service).length, 'hall'],
  ] as const;
  const told = parts.filter(([many]) => many > 0).map(([many, what]) => `${many} ${what}${many > 1 ? 's' : ''}`);
  const words = `${told.join(' and ')} not in service`;
  const shapes = [text('quiet', view.idle ? `hide ${words}` : words, { x: 64, y: 31, room: 190 })];
  const box = { x: 58, y: 16, w: 200, h: 22 };
  const shown = view.idle ? [] : assets;
  return [{ id: NOT_IN_SERVICE, kind: 'folded', assets: shown, box, rank: 0, up: null, spoken: () => '', shapes, fold: NOT_IN_SERVICE }];
}
