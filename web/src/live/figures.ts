// The key numbers, reckoned from the latest values. A figure whose parts have no meaning now has none either.

import type { Layout, Limit } from '../wire/layout';

export type Read = (name: string) => number;

/** Energy cost: what the site takes, at the price of the node. */
export function powerCostUsdPerH(read: Read): number {
  return (read('site.import_w') * read('market.price_usd_per_mwh')) / 1e6;
}

/** What the machines earn: hash rate in PH/s times hashprice a day. */
export function hashIncomeUsdPerH(read: Read): number {
  return ((read('site.hash_th_per_s') / 1000) * read('market.hashprice_usd_per_ph_day')) / 24;
}

export function netUsdPerH(read: Read): number {
  return hashIncomeUsdPerH(read) - powerCostUsdPerH(read);
}

/** Joules for a terahash over all that mines; NaN where nothing hashes. */
export function joulesPerTerahash(read: Read): number {
  const hash = read('site.hash_th_per_s');
  return hash > 0 ? read('site.mining_w') / hash : NaN;
}

/** Work done over work asked for, over all halls; NaN where nothing is asked for. */
export function servedFrac(read: Read, layout: Layout): number {
  let served = 0;
  let missed = 0;
  for (const hall of layout.halls) {
    served += read(`${hall.id}.served_w`) || 0;
    missed += read(`${hall.id}.unserved_w`) || 0;
  }
  return served + missed > 0 ? served / (served + missed) : NaN;
}

export interface Passed {
  asset: string;
  quantity: string;
  value: number;
  limit: Limit;
  /** Value over limit, by which the worst is found. */
  over: number;
}

/** The limits of an asset, by quantity. */
export function limitsOf(layout: Layout | null, asset: string): Record<string, Limit[]> {
  if (!layout) return {};
  if (asset === 'site' || asset === layout.interconnect) {
    return { import_w: [{ name: 'contract', value: layout.contracted_w }], load_pu: [{ name: 'contract', value: 1 }] };
  }
  const transformer = layout.transformers.find((one) => one.id === asset);
  if (transformer) return transformer.limits;
  const hall = layout.halls.find((one) => one.id === asset);
  if (hall) return { it_w: [{ name: 'rated', value: hall.rated_it_w }] };
  const group = layout.gensets.find((one) => one.id === asset);
  if (group) return { power_w: [{ name: 'rated', value: group.rated_w }], load_pu: [{ name: 'rated', value: 1 }] };
  return asset.includes('-U') ? { load_pu: [{ name: 'rated', value: 1 }] } : {};
}

/** Passing what only warns is an alarm, not a broken limit. */
export const warns = (limit: Limit): boolean => limit.name.startsWith('alarm');

/** What a limit is called beside its number: the quantity is said already. */
export const limitWords = (limit: Limit): string => limit.name.split('_')[0] ?? limit.name;

/** Each limited quantity that is above its lowest limit, with the highest it is above; the worst first. */
export function passedLimits(read: Read, layout: Layout): Passed[] {
  const found: Passed[] = [];
  const assets = ['site', ...layout.transformers.map((one) => one.id), ...layout.halls.map((one) => one.id)];
  for (const asset of assets) {
    for (const [quantity, limits] of Object.entries(limitsOf(layout, asset))) {
      if (asset === 'site' && quantity === 'load_pu') continue;
      const value = read(`${asset}.${quantity}`);
      const limit = limits.filter((one) => !warns(one) && value > one.value * (1 + 1e-9)).sort((a, b) => b.value - a.value)[0];
      if (limit) found.push({ asset, quantity, value, limit, over: value / limit.value });
    }
  }
  return found.sort((a, b) => b.over - a.over);
}
