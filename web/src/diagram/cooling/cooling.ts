// The cooling of any site: a strip for each hall's loop, boxes for the cooling of mining blocks, one for each wet pad.

import type { Block, Layout } from '../../wire/layout';
import { degreeSign, temperature } from '../figures';
import { text, type Element, type Read, type Scene, type Shape } from '../scene';
import { MINED, minedOf } from './mining';
import { STRIP, stripOf, widthOf } from './strip';
import { wetOf } from './water';
import type { Size } from '../lens';

const MARGIN = 20;
const GAP = 24;
const PAD = { width: 88, height: 58, gap: 8 } as const;

/** As many strips beside one another as make the whole most legible. */
export function coolingOf(layout: Layout, size: Size): Scene {
  let best = inColumns(layout, 1);
  for (let columns = 2; columns <= Math.min(6, layout.loops.length); columns += 1) {
    const next = inColumns(layout, columns);
    if (scaleOf(next, size) > scaleOf(best, size) + 0.01) best = next;
  }
  return best;
}

const scaleOf = (scene: Scene, size: Size): number => Math.min(1, size.width / scene.width, size.height / scene.height);

function inColumns(layout: Layout, columns: number): Scene {
  const { loops } = layout;
  const width = Math.max(STRIP.width, ...loops.map(widthOf));
  const elements: Element[] = [];
  loops.forEach((loop, nth) => {
    const [column, row] = [nth % columns, Math.floor(nth / columns)];
    const hall = layout.halls.find((one) => one.id === loop.hall);
    const [x, y] = [MARGIN + column * (width + GAP), row * STRIP.height];
    elements.push(...stripOf({ loop, hall, x, y, rank: row * columns + column, above: loops[nth - columns] }));
  });
  const whole = loops.length > 0 ? Math.min(columns, loops.length) * (width + GAP) - GAP : STRIP.width;
  const top = Math.ceil(loops.length / columns) * STRIP.height;
  const mined = addMined(layout, elements, { x: MARGIN, y: top, width: whole });
  const bottom = addPads(layout, elements, { x: MARGIN, y: mined + 10, width: whole });
  return { width: whole + 2 * MARGIN, height: Math.max(bottom, mined, 60) + 10, elements };
}

function addMined(layout: Layout, elements: Element[], at: { x: number; y: number; width: number }): number {
  const loops = layout.mining_loops;
  const columns = Math.max(1, Math.floor((at.width + MINED.gap) / (MINED.width + MINED.gap)));
  loops.forEach((loop, nth) => {
    const row = Math.floor(nth / columns);
    const x = at.x + (nth % columns) * (MINED.width + MINED.gap);
    elements.push(...minedOf(loop, { x, y: at.y + row * MINED.height, rank: 500 + row }));
  });
  return at.y + Math.ceil(loops.length / columns) * MINED.height;
}

function addPads(layout: Layout, elements: Element[], at: { x: number; y: number; width: number }): number {
  const wet = layout.blocks.filter((block) => block.pad !== null && block.in_service);
  if (wet.length === 0) return at.y;
  const columns = Math.floor((at.width + PAD.gap) / (PAD.width + PAD.gap));
  wet.forEach((block, nth) => {
    const row = Math.floor(nth / columns);
    const x = at.x + (nth % columns) * (PAD.width + PAD.gap);
    elements.push(padOf(block, { x, y: at.y + row * (PAD.height + PAD.gap), rank: 1000 + row }));
  });
  return at.y + Math.ceil(wet.length / columns) * (PAD.height + PAD.gap);
}

/** The pad of a block: wet or dry, and the air that its machines draw in. */
function padOf(block: Block, at: { x: number; y: number; rank: number }): Element {
  const { x, y, rank } = at;
  const id = block.pad ?? '';
  const right = x + PAD.width - 8;
  const inlet = (read: Read): string => temperature(read(`${block.id}.inlet_c`));
  const shapes: Shape[] = [
    { k: 'frame', x, y, w: PAD.width, h: PAD.height, node: wetOf(id) },
    text('strong', block.id, { x: x + 8, y: y + 17, room: 54 }),
    text('large', block.id, { x: x + 6, y: y + 28, room: PAD.width - 36 }),
    text('large', (read) => inlet(read), { x: x + 6, y: y + 52, room: PAD.width - 12 }),
    { k: 'marker', x: right - 14, y: y + 6, size: 14 },
    text('quiet', 'pad', { x: x + 8, y: y + 34, room: 24 }),
    text('plain', (_, as) => (as.level > 0 ? 'dry' : 'in order'), { x: right, y: y + 34, anchor: 'end', room: 48, tone: (_, as) => (as.level > 0 ? 't2' : 'mute') }),
    text('quiet', 'inlet', { x: x + 8, y: y + 50, room: 28 }),
    text('plain', (read) => `${inlet(read)} ${degreeSign()}`, { x: right, y: y + 50, anchor: 'end', room: 44 }),
  ];
  const box = { x, y, w: PAD.width, h: PAD.height };
  return { id, kind: `pad of block ${block.id}`, assets: [id], box, rank, up: null, spoken: (read) => `inlet ${inlet(read)} degrees`, shapes };
}
