// What a person chose for this browser: theme, time zone, units. The theme is the system's until one is picked.

import type { UnitChoice } from '../words/units';

interface Kept {
  theme: 'light' | 'dark' | null;
  zone: 'site' | 'UTC';
  units: UnitChoice;
}

const KEY = 'switchyard.choices';
const AT_FIRST: Kept = { theme: null, zone: 'site', units: { power: 'MW', temperature: '°C', money: 'USD' } };

/** Read what was kept; whatever is not understood is as at first. */
export function readKept(text: string | null): Kept {
  try {
    const kept = JSON.parse(text ?? '{}') as Partial<Kept>;
    const units: Partial<UnitChoice> = kept.units ?? {};
    return {
      theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : null,
      zone: kept.zone === 'UTC' ? 'UTC' : 'site',
      units: {
        power: units.power === 'kW' ? 'kW' : 'MW',
        temperature: units.temperature === '°F' ? '°F' : '°C',
        money: units.money === 'BTC' ? 'BTC' : 'USD',
      },
    };
  } catch {
    return AT_FIRST;
  }
}

class Choices {
  #kept = $state.raw<Kept>(AT_FIRST);
  #system = $state.raw<'light' | 'dark'>('light');

  /** Begin: read what was kept, and follow the system. */
  start(): void {
    this.#kept = readKept(localStorage.getItem(KEY));
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    this.#system = dark.matches ? 'dark' : 'light';
    dark.addEventListener('change', () => {
      this.#system = dark.matches ? 'dark' : 'light';
      this.#dress();
    });
    this.#dress();
  }

  get theme(): 'light' | 'dark' {
    return this.#kept.theme ?? this.#system;
  }

  get zone(): 'site' | 'UTC' {
    return this.#kept.zone;
  }

  get units(): UnitChoice {
    return this.#kept.units;
  }

  flipTheme(): void {
    this.#keep({ ...this.#kept, theme: this.theme === 'dark' ? 'light' : 'dark' });
  }

  pickZone(zone: 'site' | 'UTC'): void {
    this.#keep({ ...this.#kept, zone });
  }

  pickUnits(units: Partial<UnitChoice>): void {
    this.#keep({ ...this.#kept, units: { ...this.#kept.units, ...units } });
  }

  #keep(kept: Kept): void {
    this.#kept = kept;
    localStorage.setItem(KEY, JSON.stringify(kept));
    this.#dress();
  }

  #dress(): void {
    document.documentElement.dataset['theme'] = this.theme;
  }
}

export const choices = new Choices();
