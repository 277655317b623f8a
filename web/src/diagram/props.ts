// What the shell hands to a diagram. A diagram draws; it neither asks the server nor keeps what it is given.

import type { Layout } from '../wire/layout';
import type { Marks } from '../wire/types';

export interface DiagramProps {
  layout: Layout;
  /** The latest value of a signal as `T1.load_w`, NaN where there is none. Not reactive: read it on each tick. */
  values: (name: string) => number;
  /** Whether that value is old: draw it grey. Not reactive either. */
  stale: (name: string) => boolean;
  marks: Marks;
  selected: string | null;
  select: (asset: string) => void;
}
