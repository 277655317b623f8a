// Boxes and points of a drawing, in its own pixels: x to the right, y downwards.

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export type Point = readonly [x: number, y: number];

export function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h
  );
}

export function grown(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, w: box.w + 2 * by, h: box.h + 2 * by };
}

export function around(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, w: 0, h: 0 };
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.w));
  const bottom = Math.max(...boxes.map((box) => box.y + box.h));
  return { x, y, w: right - x, h: bottom - y };
}

/** The stretches of a path of `M`, `L`, `H` and `V` with absolute places, arcs taken as straight. */
export function boxesOf(points: readonly Point[], thick = 1): Box[] {
  const boxes: Box[] = [];
  for (let at = 1; at < points.length; at += 1) {
    const [x0, y0] = points[at - 1] as Point;
    const [x1, y1] = points[at] as Point;
    const half = thick / 2;
    boxes.push({
      x: Math.min(x0, x1) - half,
      y: Math.min(y0, y1) - half,
      w: Math.abs(x1 - x0) + thick,
      h: Math.abs(y1 - y0) + thick,
    });
  }
  return boxes;
}

/** One decimal is finer than a screen and keeps what is drawn short and the same everywhere. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
