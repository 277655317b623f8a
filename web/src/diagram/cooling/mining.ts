// The cooling of a mining block: a box for the plant with its inlet and heat, and one for each group of its units.

import type { MiningLoop } from '../../wire/layout';
import { degrees, heat, temperature } from '../figures';
import { text, type Element, type Read, type Shape } from '../scene';
import { groupElement } from './strip';
import { fansOf, isWet, waterOf } from './water';

export const MINED = { width: 488, height: 78, gap: 24 } as const;

const PLANT = { w: 164, h: 62 } as const;
const UNITS = { w: 150, h: 62, gap: 12 } as const;
const KINDS: Record<string, string> = { container: 'air', hydro: 'hydro', immersion: 'oil' };

export function minedOf(loop: MiningLoop, at: { x: number; y: number; rank: number }): Element[] {
  const { x, y, rank } = at;
  const groups = loop.groups.map((group, nth) => {
    const box = { x: x + PLANT.w + UNITS.gap + nth * (UNITS.w + UNITS.gap), y: y + 12, w: UNITS.w, h: UNITS.h };
    const node = isWet(group.what) ? waterOf(loop.id) : fansOf(loop.id);
    return groupElement(group, { box, rank, node });
  });
  return [plantOf(loop, at), ...groups];
}

function plantOf(loop: MiningLoop, at: { x: number; y: number; rank: number }): Element {
  const { id, block } = loop;
  const [x, y] = [at.x, at.y + 12];
  const right = x + PLANT.w - 10;
  const inlet = (read: Read): string => temperature(read(`${id}.inlet_c`));
  const warmth = (read: Read): string => heat(read(`${id}.heat_w`));
  const shapes: Shape[] = [
    { k: 'frame', x, y, ...PLANT, node: loop.kind === 'container' ? fansOf(id) : waterOf(id) },
    text('strong', block, { x: x + 10, y: y + 18, room: 84 }),
    text('large', block, { x: x + 8, y: y + 28, room: PLANT.w - 40 }),
    text('large', (read) => inlet(read), { x: x + 8, y: y + 54, room: PLANT.w - 16 }),
    { k: 'marker', x: right - 14, y: y + 6, size: 14 },
    text('quiet', KINDS[loop.kind] ?? loop.kind, { x: x + 10, y: y + 36, room: 60 }),
    text('plain', (read) => warmth(read), { x: right, y: y + 36, anchor: 'end', room: 72 }),
    text('quiet', 'inlet', { x: x + 10, y: y + 54, room: 40 }),
    text('plain', (read) => degrees(read(`${id}.inlet_c`)), { x: right, y: y + 54, anchor: 'end', room: 60 }),
  ];
  const box = { x, y, ...PLANT };
  const spoken = (read: Read): string => `inlet ${inlet(read)} degrees, heat ${warmth(read)}`;
  return { id, kind: `cooling of block ${block}`, assets: [id], box, rank: at.rank, up: null, spoken, shapes };
}
