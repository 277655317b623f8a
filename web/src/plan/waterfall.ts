// Steps from nothing to a total, each where the one before ended.

export interface Fall {
  name: string;
  value: number;
  from: number;
  to: number;
}

/** Steps of a waterfall; those that are nothing stay, since that they are nothing is said too. */
export function falls(steps: readonly (readonly [string, number])[]): Fall[] {
  let sum = 0;
  return steps.map(([name, value]) => {
    const from = sum;
    sum += value;
    return { name, value, from, to: sum };
  });
}

/** Round marks that cover a span: about `count` of them. */
export function marks(low: number, high: number, count = 5): number[] {
  const rough = Math.max((high - low) / count, 1e-12);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? power * 10;
  const found = [];
  for (let n = Math.ceil(low / step); n * step <= high + step * 1e-9; n++) found.push(n * step);
  return found;
}
