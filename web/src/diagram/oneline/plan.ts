// Where everything of the one-line stands: lines of bays, halls below them, and a foot for what has no bus.
// Several ways to break a site into lines and bars are tried; the one that can be shown largest wins.

import type { Hall } from '../../wire/layout';
import type { Box } from '../geometry';
import { networkOf, type Battery, type Network } from '../network';
import { bayWidths, inLines, placeBays, tiesOf, type Bay, type Ties } from './bays';
import { BOX_BOTTOM, BOX_TOP, FEED_PITCH, FOOT_HEIGHT, HALL_GAP, HALL_HEIGHT, HALL_WIDTH, HIGH_Y, LEAST_WIDTH, LINE_GAP, MARGIN, SLOT } from './measures';
import { hallWidth, inOrder, leftEnds, placeHalls, sourcesOf, type PlacedHall, type Source } from './halls';
import { bottomOf, crossed, obstacles, routed, settle, type Route } from './lanes';
import { slotsOf, widthOf, type View } from './slots';
import type { Layout } from '../../wire/layout';

export interface Line {
  top: number;
  bays: Bay[];
  right: number;
  sources: Source[];
  routes: Route[];
  halls: PlacedHall[];
}

export type Foot = Box & ({ k: 'engines'; engines: Layout['gensets'][number] } | { k: 'battery'; battery: Battery });

export interface Plan {
  network: Network;
  view: View;
  ties: Ties;
  lines: Line[];
  /** Halls whose feeds come from afar: their feeds are named, not drawn. */
  apart: PlacedHall[];
  foot: Foot[];
  width: number;
  height: number;
}

const ROOMS = [Infinity, 12, 9, 7, 5].map((blocks) => blocks * SLOT.block);
/** So many halls more than fit under a line of bays are still drawn below it. */
const SPARE_HALLS = 1;

/** Of each site the plans made last: what is folded at first is found by one that is often drawn then, and sizes come back. */
const KEPT = 6;
const known = new WeakMap<Layout, Map<string, Plan>>();

export function planOf(layout: Layout, view: View): Plan {
  const key = JSON.stringify([[...view.folded].sort(), [...view.unfolded].sort(), view.idle, view.width, view.height]);
  const plans = known.get(layout) ?? new Map<string, Plan>();
  known.set(layout, plans);
  const plan = plans.get(key) ?? bestOf(layout, view);
  plans.delete(key);
  plans.set(key, plan);
  for (const oldest of plans.keys()) if (plans.size > KEPT) plans.delete(oldest);
  return plan;
}

function bestOf(layout: Layout, view: View): Plan {
  const network = networkOf(layout);
  const most = Math.min(12, layout.buses.length);
  const slots = new Map(layout.buses.map(({ id }) => [id, slotsOf(network, id, [], view)]));
  const widest = Math.max(...[...slots.values()].map(widthOf));
  const rooms = ROOMS.filter((room) => room === Infinity || room < widest);
  const widths = new Map(rooms.map((room) => [room, bayWidths(network, slots, room)]));
  let best: Plan | null = null;
  for (let lines = 1; lines <= most; lines += 1) {
    for (const room of rooms) {
      const plan = planIn(network, view, inLines(network, lines, widths.get(room) ?? []), room);
      if (best === null || scaleOf(plan) > scaleOf(best) + 0.01) best = plan;
    }
    if (best !== null && scaleOf(best) >= 1) break;
  }
  return best as Plan;
}

/** How large it can be shown, 1 at most; a little less for each line more. */
export function scaleOf(plan: Plan): number {
  return Math.min(1.02, plan.view.width / plan.width, plan.view.height / plan.height);
}

function planIn(network: Network, view: View, buses: readonly string[][], room: number): Plan {
  const ties = tiesOf(network, buses);
  const apart: Hall[] = [];
  const lines: Line[] = [];
  let bottom = 0;
  for (const line of buses) {
    const top = lines.length === 0 ? 0 : bottom + LINE_GAP - HIGH_Y + 16;
    const made = lineOf(network, placeBays(network, line, ties, { top, room, view }), top, view);
    apart.push(...made.apart);
    lines.push(made.line);
    bottom = made.bottom;
  }
  const whole = Math.max(LEAST_WIDTH - MARGIN, ...lines.map((line) => Math.max(line.right, ...line.halls.map((one) => one.x + one.width))));
  const grid = new Grid(bottom, whole);
  const far = apart.map((hall) => grid.hall(hall));
  const foot = footOf(network, view, grid);
  const width = whole + MARGIN;
  return { network, view, ties, lines, apart: far, foot, width, height: Math.max(grid.bottom, bottom) + 10 };
}

function lineOf(network: Network, bays: Bay[], top: number, view: View): { line: Line; apart: Hall[]; bottom: number } {
  const sources = sourcesOf(bays);
  const last = bays[bays.length - 1] as Bay;
  const right = last.x + last.width;
  const here = new Set(bays.map((bay) => bay.bus));
  const shown = network.layout.halls.filter((hall) => view.idle || !network.idle.has(hall.id));
  const mine = shown.filter((hall) => here.has(hall.feeds[0]?.bus ?? ''));
  const near = mine.filter((hall) => hall.feeds.every((feed) => here.has(feed.bus)));
  const most = Math.max(3, Math.floor((right - MARGIN) / (HALL_WIDTH + HALL_GAP)) + SPARE_HALLS);
  const drawn = near.length <= most ? near : [];
  const { halls, routes, bottom } = belowOf(bays, drawn, sources, right);
  const apart = mine.filter((hall) => !drawn.includes(hall));
  return { line: { top, bays, right, sources, routes, halls }, apart, bottom };
}

interface Below {
  halls: PlacedHall[];
  routes: Route[];
  bottom: number;
}

/** Halls under their feeders, of a few places the one with the fewest crossings and the shortest way. */
function belowOf(bays: readonly Bay[], drawn: readonly Hall[], sources: readonly Source[], right: number): Below {
  const above = Math.max(...bays.map(bottomOf));
  if (drawn.length === 0) return { halls: [], routes: [], bottom: above };
  const blocked = obstacles(bays);
  const ordered = inOrder(drawn, sources);
  let best: Below | null = null;
  let least = Infinity;
  for (const left of leftEnds(ordered, sources, right)) {
    const halls = placeHalls(ordered, sources, left);
    const routes = routed(sources, halls, blocked);
    const bottom = Math.max(above, settle(routes, bays, halls));
    const way = routes.reduce((sum, route) => sum + Math.abs(route.to - route.source.x), 0);
    const cost = 2 * crossed(routes, bottom) + way / 400 + bottom / 40;
    if (cost < least) [best, least] = [{ halls, routes, bottom }, cost];
  }
  return best as Below;
}

/** Boxes in rows below all lines. */
class Grid {
  bottom: number;
  private x = MARGIN - 10;
  private y: number;
  private tall = 0;

  constructor(
    top: number,
    private readonly right: number,
  ) {
    this.bottom = top;
    this.y = top + LINE_GAP;
  }

  box(w: number, h: number): Box {
    if (this.x > MARGIN && (this.x + w > Math.max(this.right, 600) || h !== this.tall)) {
      this.x = MARGIN - 10;
      this.y += this.tall + LINE_GAP;
    }
    const box = { x: this.x, y: this.y, w, h };
    this.tall = h;
    this.x += w + HALL_GAP;
    this.bottom = this.y + h;
    return box;
  }

  hall(hall: Hall): PlacedHall {
    const { x, y, w } = this.box(hallWidth(hall), HALL_HEIGHT);
    const first = x + (w - (hall.feeds.length - 1) * FEED_PITCH) / 2;
    const ports = hall.feeds.map((_, index) => Math.round(first + index * FEED_PITCH));
    return { hall, x, y, width: w, ports, routed: false };
  }
}

function footOf(network: Network, view: View, grid: Grid): Foot[] {
  const own = new Set(network.ownEngines.values());
  const foot: Foot[] = [];
  for (const engines of network.layout.gensets) {
    if (own.has(engines.id) || (!view.idle && network.idle.has(engines.id))) continue;
    foot.push({ k: 'engines', engines, ...grid.box(HALL_WIDTH, FOOT_HEIGHT) });
  }
  for (const battery of network.batteries) {
    const placed = battery.bus !== null || battery.feeder !== null;
    if (!placed && (view.idle || battery.in_service)) foot.push({ k: 'battery', battery, ...grid.box(SLOT.battery, BOX_BOTTOM - BOX_TOP) });
  }
  return foot;
}

/** Scale below which words are too small, so that buses start folded. */
const LEGIBLE = 0.62;

/** Buses that are one box at first: none on a site that can be read whole. */
export function foldedAtFirst(layout: Layout, size: { width: number; height: number }): Set<string> {
  const open = planOf(layout, { folded: new Set(), unfolded: new Set(), idle: false, ...size });
  if (scaleOf(open) >= LEGIBLE) return new Set();
  const count = (bus: string): number => layout.blocks.filter((block) => block.bus === bus).length;
  return new Set(layout.buses.map((bus) => bus.id).filter((bus) => count(bus) > 2));
}
