// What a diagram is handed, with what it may be: words of conditions and open alarms make it say more.

import type { Conditions } from '../wire/types';
import type { Alarmed } from './condition';
import type { DegreeSign } from './figures';
import type { DiagramProps } from './props';

export interface DetailedProps extends DiagramProps {
  conditions?: Conditions;
  /** The most urgent open alarm of each asset; without them the marks decide. */
  alarms?: Record<string, Alarmed>;
  temperature?: DegreeSign;
}
