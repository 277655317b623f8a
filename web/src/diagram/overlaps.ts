// Whether the words of a scene can be read: what each text covers, and what it runs into.

import type { Condition } from './condition';
import { boxesOf, grown, overlap, type Box } from './geometry';
import { cellPitch } from './painter';
import type { Element, Read, Scene, Shape, Text } from './scene';
import { fitted, SIZE_PX, widthPx } from './text';

interface Inked {
  what: string;
  box: Box;
}

/** Letters reach so far up, of their size; few go down. */
const ASCENT = 0.74;
const DESCENT = 0.14;
/** From afar an alarm is 1.6 times as large, about its middle. */
const GROWN = 0.3;

export function boxOf(shape: Text, words: string): Box {
  const w = widthPx(words, shape.face);
  const size = SIZE_PX[shape.face];
  const x = shape.anchor === 'start' ? shape.x : shape.anchor === 'end' ? shape.x - w : shape.x - w / 2;
  return { x, y: shape.y - size * ASCENT, w, h: size * (ASCENT + DESCENT) };
}

/** Every pair of words on words, words on a line or sign, and sign on sign, in words; none is as it should be. */
export function overlaps(scene: Scene, read: Read, of: (element: string) => Condition, afar = false): string[] {
  const words: Inked[] = [];
  const signs: Inked[] = [];
  for (const element of scene.elements) {
    for (const shape of element.shapes) {
      if (shape.k === 'text') {
        if ((shape.face === 'large') === afar) addWords(words, element, shape, fitted(shape.say(read, of(element.id)), shape.face, shape.room));
      } else if (!afar || shape.k === 'frame' || shape.k === 'marker') for (const box of inkOf(shape, of(element.id))) signs.push({ what: `${shape.k} of ${element.id}`, box: afar && shape.k === 'marker' ? grown(box, box.w * GROWN) : box });
    }
  }
  const found: string[] = [];
  words.forEach((one, at) => {
    for (const other of words.slice(at + 1)) if (overlap(one.box, other.box)) found.push(`${one.what} on ${other.what}`);
    for (const sign of signs) if (overlap(one.box, sign.box)) found.push(`${one.what} on ${sign.what}`);
  });
  return found;
}

function addWords(words: Inked[], element: Element, shape: Text, text: string): void {
  if (text !== '') words.push({ what: `"${text}" of ${element.id}`, box: grown(boxOf(shape, text), -0.5) });
}

/** Boxes that no word may touch: lines, breakers, coils, alarms and the edges of boxes. */
function inkOf(shape: Shape, as: Condition): Box[] {
  switch (shape.k) {
    case 'wire':
      return boxesOf(shape.points, 2);
    case 'bar':
      return [shape];
    case 'switch':
      return [{ x: shape.x - shape.size / 2, y: shape.y - shape.size / 2, w: shape.size, h: shape.size }];
    case 'coils':
      return [{ x: shape.x - shape.r, y: shape.y - shape.r * 1.67, w: 2 * shape.r, h: shape.r * 3.33 }];
    case 'gauge':
      return shape.shown(as) ? [{ x: shape.x, y: shape.y - 2, w: shape.w, h: 10 }] : [];
    case 'marker':
      return as.level === 0 ? [] : [{ x: shape.x, y: shape.y, w: shape.size, h: shape.size }];
    case 'port':
      return [shape];
    case 'cells':
      return [{ x: shape.x, y: shape.y, w: shape.columns * shape.pitch, h: cellPitch(shape) * shape.lines - 2 }];
    case 'frame':
      return edgesOf(shape);
    default:
      return [];
  }
}

function edgesOf({ x, y, w, h }: Box): Box[] {
  const corners = [[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]] as const;
  return boxesOf(corners, 1);
}
