// The drawings that depend on the site and the size alone.

import type { Layout } from '../wire/layout';
import { coolingOf } from './cooling/cooling';
import { floorOf } from './floor/floor';
import type { Size } from './lens';
import type { Scene } from './scene';

export interface TabDrawing {
  draw: (layout: Layout, size: Size) => Scene;
  name: string;
  /** What to say where there is nothing to draw. */
  empty: string;
}

/** Where heat goes, hall by hall. */
export const COOLING: TabDrawing = {
  draw: coolingOf,
  name: 'Cooling',
  empty: 'No hall or block of this site has a cooling of its own: an overhead by outdoor temperature stands for it.',
};

/** Rows of miners by block, racks by hall; stage by pattern and word as well as shade. */
export const FLOOR: TabDrawing = { draw: floorOf, name: 'Floor', empty: 'This site has neither miners nor racks in service.' };
