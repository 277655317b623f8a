import { expect, test } from 'vitest';
import { readKept } from './prefs.svelte';

test('what was kept is read again', () => {
  const kept = { theme: 'dark', zone: 'UTC', units: { power: 'kW', temperature: '°F', money: 'BTC' } };
  expect(readKept(JSON.stringify(kept))).toEqual(kept);
});

test('what is not understood is as at first', () => {
  const first = { theme: null, zone: 'site', units: { power: 'MW', temperature: '°C', money: 'USD' } };
  for (const text of [null, '', '{', '[]', '{"theme": "pink", "zone": "Mars", "units": {"power": "hp"}}']) {
    expect(readKept(text), String(text)).toEqual(first);
  }
});
