// The geometry of the time bar: instants to pixels and back, and the bars of facts a bin.

import type { Range } from './range';
import type { Density } from '../wire/types';

export function toX(t_ms: number, range: Range, width_px: number): number {
  return ((t_ms - range.from_ms) / (range.to_ms - range.from_ms)) * width_px;
}

export function toTime(x_px: number, range: Range, width_px: number): number {
  const share = Math.min(1, Math.max(0, x_px / width_px));
  return range.from_ms + share * (range.to_ms - range.from_ms);
}

/** A path of upright strokes, one a bin with facts in sight; heights by the logarithm, the tallest `height_px`. */
export function densityPath(density: Density, range: Range, width_px: number, height_px: number): string {
  const bin_ms = (density.to_ms - density.from_ms) / density.counts.length;
  const most = Math.log1p(Math.max(1, ...density.counts));
  let path = '';
  density.counts.forEach((count, bin) => {
    const t_ms = density.from_ms + (bin + 0.5) * bin_ms;
    if (!count || t_ms < range.from_ms || t_ms > range.to_ms) return;
    const tall = Math.max(1.5, (Math.log1p(count) / most) * height_px);
    path += `M${toX(t_ms, range, width_px).toFixed(1)} ${height_px}v${(-tall).toFixed(1)}`;
  });
  return path;
}

/** Middles of the bins in sight in which an alarm was raised, each with how many. */
export function alarmTicks(density: Density, range: Range): { t_ms: number; count: number }[] {
  const bin_ms = (density.to_ms - density.from_ms) / density.alarms.length;
  return density.alarms
    .map((count, bin) => ({ t_ms: density.from_ms + (bin + 0.5) * bin_ms, count }))
    .filter(({ t_ms, count }) => count > 0 && t_ms >= range.from_ms && t_ms <= range.to_ms);
}
