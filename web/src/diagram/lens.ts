// What part of a scene is seen, and how large: fit, zoom at a point, move, bring an element into sight.

import type { Box } from './geometry';

export interface Size {
  width: number;
  height: number;
}

export interface Lens {
  /** Pixels of the screen for one of the scene. */
  scale: number;
  /** What of the scene is in the middle. */
  x: number;
  y: number;
}

export const LARGEST = 3;
/** A small site is not blown up: its words would shout. */
const LARGEST_FIT = 1.15;
const EDGE = 24;

export function fitting(scene: Size, pane: Size): Lens {
  const scale = Math.min(LARGEST_FIT, pane.width / scene.width, pane.height / scene.height);
  const tall = scene.height * scale < pane.height;
  return { scale, x: scene.width / 2, y: tall ? pane.height / scale / 2 : scene.height / 2 };
}

export function seenBy(lens: Lens, pane: Size): Box {
  const w = pane.width / lens.scale;
  const h = pane.height / lens.scale;
  return { x: lens.x - w / 2, y: lens.y - h / 2, w, h };
}

/** Larger or smaller by `ratio`, the point of the pane staying where it is. */
export function zoomed(lens: Lens, scene: Size, pane: Size, ratio: number, at = middle(pane)): Lens {
  const least = fitting(scene, pane).scale / 2;
  const scale = Math.min(LARGEST, Math.max(least, lens.scale * ratio));
  const shift = 1 / lens.scale - 1 / scale;
  return within({ scale, x: lens.x + (at.x - pane.width / 2) * shift, y: lens.y + (at.y - pane.height / 2) * shift }, scene);
}

export function moved(lens: Lens, scene: Size, dx: number, dy: number): Lens {
  return within({ ...lens, x: lens.x - dx / lens.scale, y: lens.y - dy / lens.scale }, scene);
}

/** Moved just so far that all of a box is seen. */
export function showing(lens: Lens, scene: Size, pane: Size, box: Box): Lens {
  const seen = seenBy(lens, pane);
  const edge = EDGE / lens.scale;
  const shift = (from: number, size: number, low: number, room: number): number => {
    if (from >= low && from + size <= low + room) return 0;
    if (from - edge < low) return from - edge - low;
    const over = from + size + edge - (low + room);
    return over > 0 ? Math.min(over, from - edge - low) : 0;
  };
  const dx = shift(box.x, box.w, seen.x, seen.w);
  const dy = shift(box.y, box.h, seen.y, seen.h);
  return dx === 0 && dy === 0 ? lens : within({ ...lens, x: lens.x + dx, y: lens.y + dy }, scene);
}

const middle = (pane: Size): { x: number; y: number } => ({ x: pane.width / 2, y: pane.height / 2 });

/** Some of the scene always stays in the pane. */
function within(lens: Lens, scene: Size): Lens {
  const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  return { ...lens, x: clamp(lens.x, scene.width), y: clamp(lens.y, scene.height) };
}
