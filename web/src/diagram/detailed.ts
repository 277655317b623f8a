// What a diagram is handed, with what it may be: words of conditions and open alarms make it say more.

import type { Conditions } from '../wire/types';
import type { Alarmed } from './condition';
import type { DegreeSign } from './figures';
import type { Size } from './lens';
import type { DiagramProps } from './props';

export interface DetailedProps extends DiagramProps {
  conditions?: Conditions;
  /** The most urgent open alarm of each asset; without them the marks decide. */
  alarms?: Record<string, Alarmed>;
  temperature?: DegreeSign;
}

/** The size of a pane, and before it is known that of the mock-up's. */
export const sizeOf = (width: number, height: number): Size => ({ width: width > 0 ? width : 1150, height: height > 0 ? height : 486 });
