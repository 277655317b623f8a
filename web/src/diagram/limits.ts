// How far past its limits a value is.

import type { Condition } from './condition';
import type { Tone } from './scene';

/** More urgent the more of the limits are passed: past the last of several is the worst. */
export function passed(value: number, limits: readonly number[]): Tone {
  const over = limits.filter((limit) => value > limit).length;
  if (over === 0) return '';
  const left = limits.length - over;
  if (left === 0 && limits.length > 1) return 't1';
  return left <= 1 ? 't2' : 't3';
}

/** The same, but as urgent as the asset's alarm where it has one: a number and its sign say one thing. */
export function urgency(value: number, limits: readonly number[], as: Condition): Tone {
  const tone = passed(value, limits);
  return tone === '' || as.level === 0 ? tone : `t${as.level}`;
}
