// Names over a drawing that is seen from afar: always of the size that can be read, where the element has room for them.

import type { Element } from './scene';
import { SIZE_PX, widthPx } from './text';

export interface Name {
  id: string;
  words: string;
  x: number;
  y: number;
  size: number;
}

/** Below this scale words of a scene can't be read. */
export const FAR = 0.62;
/** Below this one not even its large ones. */
const FARTHER = 0.42;
const FACE = 'quiet';
const EDGE_PX = 4;
const TALL_PX = 14;

/** Names of the elements that would be told by their place alone; `scale` is pixels of the screen for one of the scene. */
export function namesOf(elements: readonly Element[], scale: number): Name[] {
  if (scale >= FAR) return [];
  const taken = new Set<string>();
  return elements.flatMap((element) => {
    const name = nameOf(element, scale);
    if (name === null || taken.has(name.words)) return [];
    taken.add(name.words);
    return name;
  });
}

/** Whether the scene's own large words are too small too. */
export const isFarther = (scale: number): boolean => scale < FARTHER;

function nameOf(element: Element, scale: number): Name | null {
  const says = element.shapes.some((shape) => shape.k === 'text' && shape.face === 'large');
  if ((says && !isFarther(scale)) || element.box.h * scale < TALL_PX) return null;
  const coils = element.shapes.find((shape) => shape.k === 'coils');
  const left = coils?.k === 'coils' ? coils.x + coils.r - element.box.x : 0;
  // Below the ports of a hall, and above the gauge of a transformer.
  const down = left > 0 ? -2 : element.shapes.some((shape) => shape.k === 'port') ? 5 : 1;
  const room = (element.box.w - left) * scale - 2 * EDGE_PX;
  const words = wordsOf(element).find((one) => widthPx(one, FACE) <= room);
  if (words === undefined) return null;
  return { id: element.id, words, x: element.box.x + left + EDGE_PX / scale, y: element.box.y + (SIZE_PX[FACE] + down) / scale, size: SIZE_PX[FACE] / scale };
}

/** Its name, and the same without its last part: `S1-H1-COOL`, `S1-H1`. What is folded goes by what it was folded into. */
function wordsOf(element: Element): string[] {
  const whole = element.fold !== undefined && element.kind === 'folded' ? element.fold : element.id;
  const cut = whole.lastIndexOf('-');
  return cut > 0 ? [whole, whole.slice(0, cut)] : [whole];
}
