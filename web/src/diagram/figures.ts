// Numbers as an operator reads them. SI comes in, what people say goes out.

const ABSENT = '–';

function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return ABSENT;
  const text = value.toFixed(digits);
  const plain = Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
  return plain.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
}

/** Three figures of a power in MW: 5.96, 24.3, 104. */
export function megawatts(power_w: number): string {
  const power_mw = power_w / 1e6;
  const size = Math.abs(power_mw);
  return fixed(power_mw, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

export const megawattsShort = (power_w: number): string => fixed(power_w / 1e6, 1);

/** A heat flow, in kW below one MW. */
export function heat(power_w: number): string {
  if (!Number.isFinite(power_w)) return ABSENT;
  return Math.abs(power_w) < 999_500 ? `${fixed(power_w / 1e3, 0)} kW` : `${megawatts(power_w)} MW`;
}

export const perUnit = (value_pu: number, digits = 2): string => fixed(value_pu, digits);

export type DegreeSign = '°C' | '°F';

// What a person chose for the whole page; powers stay in MW here, kW would need twice the room.
let chosen: DegreeSign = '°C';

export function showIn(sign: DegreeSign): void {
  chosen = sign;
}

export const degreeSign = (): DegreeSign => chosen;

/** A temperature in the unit that was chosen, without its sign. */
export const temperature = (value_c: number): string => fixed(chosen === '°C' ? value_c : value_c * 1.8 + 32, 1);

export const degrees = (value_c: number): string => `${temperature(value_c)} ${chosen}`;

export const count = (value: number): string => fixed(value, 0);

export function percent(value_frac: number): string {
  return Number.isFinite(value_frac) ? `${fixed(value_frac * 100, 0)} %` : ABSENT;
}

/** A hash rate and its unit: 250 PH, 1.25 EH. */
export function hashRate(hash_th_per_s: number): { figure: string; unit: string } {
  const hash_ph_per_s = hash_th_per_s / 1e3;
  if (hash_ph_per_s >= 999.5) return { figure: fixed(hash_ph_per_s / 1e3, 2), unit: 'EH' };
  return { figure: fixed(hash_ph_per_s, hash_ph_per_s < 9.95 && hash_ph_per_s > 0 ? 1 : 0), unit: 'PH' };
}

/** A rating as on its plate: 25 MVA, 2.5 MW. */
export function rating(value: number, unit: string): string {
  const large = value / 1e6;
  return `${Number(large.toPrecision(3))} ${unit}`;
}
