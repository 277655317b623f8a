// From SI on the wire to what people read. A quantity's name ends in its unit, so the name says how to show it.

export interface UnitChoice {
  power: 'MW' | 'kW';
  temperature: '°C' | '°F';
  money: 'USD' | 'BTC';
}

export interface Shown {
  text: string;
  unit: string;
}

interface Scale {
  unit: string;
  /** Shown = SI * factor + offset. */
  factor: number;
  offset?: number;
  decimals: number;
}

const FIXED: [suffix: string, scale: Scale][] = [
  ['_usd_per_mwh', { unit: 'USD/MWh', factor: 1, decimals: 2 }],
  ['_usd_per_ph_day', { unit: 'USD/PH/day', factor: 1, decimals: 2 }],
  ['_usd_per_btc', { unit: 'USD/BTC', factor: 1, decimals: 0 }],
  ['_usd_per_h', { unit: 'USD/h', factor: 1, decimals: 0 }],
  ['_mwh', { unit: 'MWh', factor: 1, decimals: 1 }],
  ['_th_per_s', { unit: 'PH/s', factor: 1e-3, decimals: 1 }],
  ['_kg_per_s', { unit: 'kg/s', factor: 1, decimals: 1 }],
  ['_m3_per_s', { unit: 'm³/s', factor: 1, decimals: 3 }],
  ['_frac', { unit: '%', factor: 100, decimals: 1 }],
  ['_pu', { unit: 'pu', factor: 1, decimals: 3 }],
  ['_ratio', { unit: '', factor: 1, decimals: 3 }],
  ['_count', { unit: '', factor: 1, decimals: 0 }],
  ['_index', { unit: '', factor: 1, decimals: 0 }],
  ['_va', { unit: 'MVA', factor: 1e-6, decimals: 2 }],
  ['_var', { unit: 'Mvar', factor: 1e-6, decimals: 2 }],
  ['_pa', { unit: 'kPa', factor: 1e-3, decimals: 1 }],
  ['_hz', { unit: 'Hz', factor: 1, decimals: 2 }],
  ['_m3', { unit: 'm³', factor: 1, decimals: 2 }],
  ['_j', { unit: 'MWh', factor: 1 / 3.6e9, decimals: 2 }],
  ['_v', { unit: 'kV', factor: 1e-3, decimals: 2 }],
  ['_a', { unit: 'A', factor: 1, decimals: 0 }],
  ['_s', { unit: 's', factor: 1, decimals: 1 }],
];

const POWER: Record<UnitChoice['power'], Scale> = {
  MW: { unit: 'MW', factor: 1e-6, decimals: 2 },
  kW: { unit: 'kW', factor: 1e-3, decimals: 0 },
};

const TEMPERATURE: Record<UnitChoice['temperature'], Scale> = {
  '°C': { unit: '°C', factor: 1, decimals: 1 },
  '°F': { unit: '°F', factor: 1.8, offset: 32, decimals: 1 },
};

const DIFFERENCE: Record<UnitChoice['temperature'], Scale> = {
  '°C': { unit: 'K', factor: 1, decimals: 1 },
  '°F': { unit: '°F', factor: 1.8, decimals: 1 },
};

/** How a quantity is shown; one whose unit this page does not know is shown as it came. */
export function scaleOf(quantity: string, choice: UnitChoice): Scale {
  const name = `_${quantity}`;
  for (const [suffix, scale] of FIXED) if (name.endsWith(suffix)) return scale;
  if (name.endsWith('_w')) return POWER[choice.power];
  if (name.endsWith('_c')) return TEMPERATURE[choice.temperature];
  if (name.endsWith('_k')) return DIFFERENCE[choice.temperature];
  return { unit: '', factor: 1, decimals: 2 };
}

/** A value as it is drawn on an axis. */
export function scaled(value: number, scale: Scale): number {
  return value * scale.factor + (scale.offset ?? 0);
}

/** A number with thousands apart and a true minus; a dash for one that has no meaning now. */
export function figure(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return '–';
  const rounded = value.toFixed(decimals);
  const zero = Number(rounded) === 0;
  const [whole = '', part] = (zero ? (0).toFixed(decimals) : rounded).replace('-', '').split('.');
  const apart = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${value < 0 && !zero ? '−' : ''}${apart}${part === undefined ? '' : `.${part}`}`;
}

export function show(value: number, quantity: string, choice: UnitChoice, decimals?: number): Shown {
  const scale = scaleOf(quantity, choice);
  return { text: figure(scaled(value, scale), decimals ?? scale.decimals), unit: scale.unit };
}

/** With a sign also where it is positive. */
export function signed(value: number, decimals: number): string {
  const text = figure(value, decimals);
  return value > 0 && !/^[0.,]*$/.test(text) ? `+${text}` : text;
}

const SPELT: Record<string, string> = { ai: 'AI', it: 'IT', pue: 'PUE', ups: 'UPS', hotspot: 'hot-spot', soc: 'charge', cdu: 'CDU' };

/** The name of a quantity without its unit, as a label: `hotspot_c` is `hot-spot`, `ai_it_w` is `AI IT`. */
export function label(quantity: string): string {
  const name = `_${quantity}`;
  const units = [...FIXED.map(([suffix]) => suffix), '_w', '_c', '_k'];
  const unit = units.find((suffix) => name.endsWith(suffix)) ?? '';
  return (name.slice(1, unit ? -unit.length : undefined) || quantity).split('_').map((word) => SPELT[word] ?? word).join(' ');
}
