// A signal as a thin path for the time bar, gaps left as gaps.

import type { SignalWindow } from '../wire/types';
import { toX } from './bar';
import type { Range } from './range';

export interface Curve {
  path: string;
  least: number;
  most: number;
}

export function curve(window: SignalWindow | null, name: string, range: Range, width_px: number, height_px: number): Curve {
  const series = window?.signals.find((one) => one.name === name);
  const known = (series?.mean ?? []).filter((value): value is number => value !== null);
  if (!window || !series || !known.length) return { path: '', least: NaN, most: NaN };
  const least = known.reduce((a, b) => Math.min(a, b));
  const most = known.reduce((a, b) => Math.max(a, b));
  const span = most - least || 1;
  let path = '';
  let pen = 'M';
  series.mean.forEach((value, place) => {
    const t_ms = window.t_ms[place];
    if (value === null || t_ms === undefined) {
      pen = 'M';
      return;
    }
    const y = height_px - 6 - ((value - least) / span) * (height_px - 24);
    path += `${pen}${toX(t_ms, range, width_px).toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
  });
  return { path, least, most };
}
