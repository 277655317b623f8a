// Valid sites of any shape, from a seed: for tests that hold for every site, and to look at large ones.

import type { Block, Hall, Layout, Loop, MiningLoop } from '../../wire/layout';

export interface Shape {
  buses: number;
  /** Transformers; more than buses means some stand side by side. */
  mains: number;
  blocks: number;
  halls: number;
  ties: number;
  batteries?: number;
  /** Ids as long as documents allow. */
  long?: boolean;
}

/** A generator of numbers below 1 that is the same everywhere (mulberry32). */
export function luck(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Draw = <T>(from: readonly T[]) => T;

class Maker {
  readonly next: () => number;
  readonly feeders: Layout['feeders'] = [];
  readonly buses: string[];

  constructor(
    seed: number,
    private readonly shape: Shape,
  ) {
    this.next = luck(seed);
    this.buses = Array.from({ length: shape.buses }, (_, at) => this.name('M', at));
  }

  name(letter: string, at: number): string {
    return this.shape.long === true ? `${letter}-SWITCHROOM-NORTH-WEST-OF-THE-YARD-${at + 1}` : `${letter}${at + 1}`;
  }

  readonly draw: Draw = (from) => from[Math.floor(this.next() * from.length)] as never;

  feeder(bus: string, share: number): string {
    const known = this.feeders.filter((feeder) => feeder.bus === bus);
    if (known.length > 0 && this.next() < share) return this.draw(known).id;
    const id = this.name('F', this.feeders.length);
    this.feeders.push({ id, bus });
    return id;
  }

  block(at: number): Block {
    const id = this.name('B', at);
    const bus = this.draw(this.buses);
    const units = Array.from({ length: 1 + Math.floor(this.next() * 3) }, (_, unit) => `${id}-U${unit + 1}`);
    const rows = units.map((unit) => ({ id: `${unit}-s21`, model: 's21', machines_count: 580, unit }));
    const pad = this.next() < 0.7 ? `${id}-PAD` : null;
    return { id, feeder: this.feeder(bus, 0.1), bus, units, rows, pad, in_service: this.next() < 0.9 };
  }

  hall(at: number): Hall {
    const id = this.name('H', at);
    const sides = 1 + Math.floor(this.next() * 2.3);
    const feeds = Array.from({ length: sides }, (_, side) => {
      const bus = this.draw(this.buses);
      return { feeder: this.feeder(bus, 0.05), bus, unit: `${id}-U${side + 1}` };
    });
    const racks = 1 + Math.floor(this.next() * 200);
    const [ups, loop] = [this.next() < 0.8 ? `${id}-UPS` : null, this.next() < 0.8 ? `${id}-COOL` : null];
    const size = { rack_model: 'nvl72', rack_count: racks, rated_it_w: racks * 132e3 };
    return { id, feeds, ...size, ups, loop, gensets: null, static_switch: null, redundancy: this.draw(['N', 'N+1', '2N']), in_service: this.next() < 0.9 };
  }
}

export function generated(seed: number, shape: Shape): Layout {
  const make = new Maker(seed, shape);
  const { buses } = make;
  const blocks = Array.from({ length: shape.blocks }, (_, at) => make.block(at));
  const halls = Array.from({ length: shape.halls }, (_, at) => make.hall(at));
  const limits = { load_pu: [{ name: 'normal', value: 1 }, { name: 'short', value: 1.4 }] };
  const ties = Array.from({ length: buses.length > 1 ? shape.ties : 0 }, (_, at) => {
    const from_bus = make.draw(buses);
    return { id: make.name('TIE', at), from_bus, to_bus: make.draw(buses.filter((bus) => bus !== from_bus)) };
  });
  make.feeder(make.draw(buses), 0);
  return {
    site_id: `GENERATED-${seed}`,
    title: 'A generated site',
    tz: 'UTC',
    contracted_w: 200e6,
    kv: 138,
    interconnect: make.name('POI', 0),
    transformers: Array.from({ length: shape.mains }, (_, at) => {
      const id = make.name('T', at);
      const bus = at < buses.length ? (buses[at] as string) : make.draw(buses);
      const breakers = { high_breaker: `${id}-HV`, low_breaker: `${id}-LV` };
      return { id, bus, rated_va: 25e6, ...breakers, in_service: make.next() < 0.95, limits };
    }),
    buses: buses.map((id) => ({ id, kv: 13.8 })),
    ties,
    feeders: make.feeders,
    blocks,
    halls,
    loops: halls.flatMap(loopOf),
    mining_loops: blocks.filter((block) => block.pad === null).map(minedOf),
    gensets: enginesOf(make, halls),
    batteries: Array.from({ length: shape.batteries ?? 0 }, (_, at) => {
      const id = make.name('BESS', at);
      const kind = Math.floor(make.next() * 3);
      return kind === 0 ? id : kind === 1 ? { id, bus: make.draw(buses) } : { id, feeder: make.draw(make.feeders).id, unit: `${id}-U1` };
    }),
  };
}

function loopOf(hall: Hall): Loop[] {
  if (hall.loop === null) return [];
  const groups = ['cdu', 'pump', 'cooler', 'chiller'].map((what, at) => ({ id: `${hall.id}-${what.toUpperCase()}`, what, count: 4 + 3 * at }));
  return [{ id: hall.loop, hall: hall.id, groups }];
}

/** Blocks without a pad have a cooling of one kind after another. */
function minedOf(block: Block, at: number): MiningLoop {
  const kind = ['container', 'hydro', 'immersion'][at % 3] ?? 'hydro';
  const whats = kind === 'container' ? ['fans', 'pad'] : ['pumps', kind === 'hydro' ? 'dry coolers' : 'towers'];
  const groups = whats.map((what, nth) => ({ id: `${block.id}-${what.toUpperCase().replace(' ', '-')}`, what, count: nth === 0 ? 3 + (at % 30) : 1 }));
  return { id: `${block.id}-COOL`, block: block.id, kind, groups };
}

/** Some halls have engines of their own, some share a group. */
function enginesOf(make: Maker, halls: Hall[]): Layout['gensets'] {
  const gensets: Layout['gensets'] = [];
  for (const hall of halls) {
    if (make.next() < 0.4) continue;
    const last = gensets[gensets.length - 1];
    if (last !== undefined && make.next() < 0.3) last.halls.push(hall.id);
    else gensets.push({ id: make.name('G', gensets.length), engine_count: 4, rated_w: 2.5e6, halls: [hall.id] });
    hall.gensets = (gensets[gensets.length - 1] as Layout['gensets'][number]).id;
  }
  return gensets;
}
