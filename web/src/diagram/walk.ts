// Where the arrow keys lead: up towards the source, down towards the load, left and right among equals.

import type { Element } from './scene';

export type Way = 'up' | 'down' | 'left' | 'right';
export type Walk = Map<string, Record<Way, string | null>>;

const WAYS: Readonly<Record<string, Way>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };

export const wayOf = (key: string): Way | null => WAYS[key] ?? null;

/** Every element's neighbours. The end of a rank leads to the next one, so that all can be reached. */
export function walkOf(elements: readonly Element[]): Walk {
  const owner = new Map(elements.flatMap((element) => [...element.assets, element.id].map((asset) => [asset, element] as const)));
  const children = new Map<string, Element[]>();
  for (const element of elements) {
    for (const up of [element.up, ...(element.alsoUp ?? [])]) {
      const parent = up === null ? undefined : owner.get(up);
      if (parent !== undefined) children.set(parent.id, [...(children.get(parent.id) ?? []), element]);
    }
  }
  const ranks = [...new Set(elements.map((element) => element.rank))].sort((a, b) => a - b);
  const lines = new Map(ranks.map((rank) => [rank, elements.filter((element) => element.rank === rank)]));
  const walk: Walk = new Map();
  for (const line of lines.values()) {
    line.forEach((element, at) => {
      const near = (step: number): Element[] => lines.get(ranks[ranks.indexOf(element.rank) + step] ?? NaN) ?? [];
      const parent = element.up === null ? undefined : owner.get(element.up);
      const below = (children.get(element.id) ?? []).filter((child) => child.rank > element.rank);
      walk.set(element.id, {
        up: parent?.id ?? nearest(element, near(-1)),
        down: nearest(element, below.length > 0 ? below : near(1)),
        left: line[at - 1]?.id ?? near(-1).at(-1)?.id ?? null,
        right: line[at + 1]?.id ?? near(1)[0]?.id ?? null,
      });
    });
  }
  return walk;
}

function nearest(from: Element, among: readonly Element[]): string | null {
  let found: string | null = null;
  let least = Infinity;
  for (const one of among) {
    const apart = Math.abs(middle(one) - middle(from)) + Math.abs(one.box.y - from.box.y) / 100;
    if (apart < least) [found, least] = [one.id, apart];
  }
  return found;
}

const middle = (element: Element): number => element.box.x + element.box.w / 2;
