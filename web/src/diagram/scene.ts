// What a drawing is made of before it is drawn: elements that stand for assets, and the shapes that show them.
// Places are fixed once laid out. What changes is said by functions of the values and of the element's condition.

import type { Condition } from './condition';
import type { Box, Point } from './geometry';
import type { Face } from './text';

/** The latest value of a signal, NaN where there is none. */
export type Read = (signal: string) => number;
export type Say = (read: Read, as: Condition) => string;
/** Colour of a text: none is ink, 1 to 3 the alarm of that number, `mute` what is not at work. */
export type Tone = '' | 't1' | 't2' | 't3' | 'mute';

export interface Text {
  k: 'text';
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
  face: Face;
  /** It is cut rather than wider than this. */
  room: number;
  say: Say;
  /** Whether it says the same for ever. */
  fixed: boolean;
  tone?: (read: Read, as: Condition) => Tone;
}

/** A conductor; `node` says which of the energised nodes it belongs to. */
export interface Wire {
  k: 'wire';
  points: Point[];
  d: string;
  node: string;
}

export interface Bar extends Box {
  k: 'bar';
  node: string;
}

/** A breaker or a tie: `asset` says whose condition it shows. */
export interface Switch {
  k: 'switch';
  x: number;
  y: number;
  size: number;
  asset: string;
  node: string;
}

/** The two windings of a transformer. */
export interface Coils {
  k: 'coils';
  x: number;
  y: number;
  r: number;
  node: string;
}

export interface Frame extends Box {
  k: 'frame';
  node: string;
}

export interface Gauge {
  k: 'gauge';
  x: number;
  y: number;
  w: number;
  /** What fills it. */
  full: number;
  of: (read: Read) => number;
  limits: number[];
  shown: (as: Condition) => boolean;
}

/** Small cells, so many in use, idle and out of order. */
export interface Cells {
  k: 'cells';
  x: number;
  y: number;
  columns: number;
  pitch: number;
  lines: number;
  count: number;
  /** Height of a cell; lines are two apart. */
  tall?: number;
  out: (read: Read, as: Condition) => number;
  idle: (read: Read, as: Condition) => number;
  /** How much of each that is used is filled: the cap of its power. */
  part?: (read: Read) => number;
}

/** Where the alarm of the element's assets is shown, if there is one. */
export interface Marker {
  k: 'marker';
  x: number;
  y: number;
  size: number;
}

/** One feed of a hall at its wall. */
export interface Port extends Box {
  k: 'port';
  letter: string;
  node: string;
}

/** A tile of the floor: its pattern says the stage. */
export interface Tile extends Box {
  k: 'tile';
  stage: (read: Read, as: Condition) => Stage;
}
export type Stage = 'works' | 'part' | 'wakes' | 'sleeps' | 'off' | 'broken' | 'absent';

export type Shape = Text | Wire | Bar | Switch | Coils | Frame | Gauge | Cells | Marker | Port | Tile;

export interface Element {
  id: string;
  /** In words: `main transformer`. */
  kind: string;
  /** All assets it stands for; the first is the one it is named for. */
  assets: string[];
  /** What is hit and ringed. */
  box: Box;
  /** Lines of the walk by keyboard: up and down go between ranks, left and right within one. */
  rank: number;
  /** Towards the source. */
  up: string | null;
  /** Other ways towards a source, as a hall's second feed. */
  alsoUp?: string[];
  /** Its key number as spoken. */
  spoken: Say;
  shapes: Shape[];
  /** What is folded or unfolded when asked to at this element. */
  fold?: string;
}

export interface Scene {
  width: number;
  height: number;
  elements: Element[];
}

export const still =
  (text: string): Say =>
  () =>
    text;

type Placed = Pick<Text, 'x' | 'y' | 'room'> & Partial<Pick<Text, 'anchor' | 'tone'>>;

export function text(face: Face, say: string | Say, placed: Placed): Text {
  return { k: 'text', face, anchor: 'start', say: typeof say === 'string' ? still(say) : say, fixed: typeof say === 'string', ...placed };
}

export function wire(node: string, points: Point[]): Wire {
  const [first, ...rest] = points as [Point, ...Point[]];
  return { k: 'wire', node, points, d: `M${first.join(' ')}${rest.map((point) => `L${point.join(' ')}`).join('')}` };
}
