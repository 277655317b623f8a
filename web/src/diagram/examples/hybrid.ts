// W100-hybrid as the server lays it out: four transformers, sixteen blocks of which six wait, three halls, a battery.

import type { Block, Hall, Layout } from '../../wire/layout';

const two = (nth: number): string => String(nth).padStart(2, '0');
const numbers = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at);

const LIMITS = {
  load_pu: [
    { name: 'normal', value: 1.0 },
    { name: 'long', value: 1.2 },
    { name: 'short', value: 1.4 },
  ],
  hotspot_c: [
    { name: 'notice', value: 110 },
    { name: 'alarm', value: 120 },
    { name: 'shed', value: 140 },
  ],
};
const IDLE_BLOCKS = new Set(['B01', 'B02', 'B03', 'B05', 'B06', 'B07']);

function block(nth: number): Block {
  const id = `B${two(nth)}`;
  const units = ['U1', 'U2', 'U3'].map((unit) => `${id}-${unit}`);
  const rows = ['s19j-pro-100', 's21'].flatMap((model, at) =>
    units.map((unit) => ({ id: `${unit}-${model}`, model, machines_count: at === 0 ? 333 : 250, unit })),
  );
  const bus = `M${Math.ceil(nth / 4)}`;
  return { id, feeder: `F${two(nth)}`, bus, units, rows, pad: `${id}-PAD`, in_service: !IDLE_BLOCKS.has(id) };
}

function hall(nth: number): Hall {
  const id = `H${nth}`;
  const racks = nth === 1 ? 34 : 70;
  return {
    id,
    feeds: ['A', 'B'].map((side, at) => ({ feeder: `F${id}${side}`, bus: `M${at + 1}`, unit: `${id}-U${at + 1}` })),
    rack_model: 'gb200-nvl72',
    rack_count: racks,
    rated_it_w: racks * 132e3 + (nth === 1 ? 400e3 : 760e3),
    ups: `${id}-UPS`,
    loop: `${id}-COOL`,
    gensets: `G${nth}`,
    static_switch: null,
    redundancy: 'N+1',
    in_service: true,
  };
}

function groups(nth: number): { id: string; what: string; count: number }[] {
  const counts = nth === 1 ? [5, 4, 6, 4] : [10, 8, 13, 8];
  return ['CDU', 'PUMP', 'COOLER', 'CHILLER'].map((what, at) => ({
    id: `H${nth}-${what}`,
    what: what.toLowerCase(),
    count: counts[at] as number,
  }));
}

export function hybrid(): Layout {
  const halls = numbers(1, 3).map(hall);
  const blocks = numbers(1, 16).map(block);
  const fed = halls.flatMap((one) => one.feeds.map((feed) => ({ id: feed.feeder, bus: feed.bus })));
  return {
    site_id: 'W100-HYBRID',
    title: 'Ten mining blocks and 24.9 MW of AI',
    tz: 'America/Chicago',
    contracted_w: 100e6,
    kv: 138,
    interconnect: 'POI',
    transformers: numbers(1, 4).map((nth) => ({
      id: `T${nth}`,
      bus: `M${nth}`,
      rated_va: 25e6,
      high_breaker: `T${nth}-HV`,
      low_breaker: `T${nth}-LV`,
      in_service: true,
      limits: LIMITS,
    })),
    buses: numbers(1, 4).map((nth) => ({ id: `M${nth}`, kv: 13.8 })),
    ties: ['12', '34', '23', '14'].map((pair) => ({ id: `TIE-${pair}`, from_bus: `M${pair[0]}`, to_bus: `M${pair[1]}` })),
    feeders: [...blocks.map((one) => ({ id: one.feeder, bus: one.bus })), ...fed, { id: 'FBAT', bus: 'M2' }],
    blocks,
    halls,
    loops: numbers(1, 3).map((nth) => ({ id: `H${nth}-COOL`, hall: `H${nth}`, groups: groups(nth) })),
    mining_loops: [],
    gensets: numbers(1, 3).map((nth) => ({ id: `G${nth}`, engine_count: nth === 1 ? 4 : 7, rated_w: 2e6, halls: [`H${nth}`] })),
    batteries: [{ id: 'BAT1', feeder: 'FBAT', bus: 'M2', unit: 'BAT1-U1', in_service: true }],
  };
}
