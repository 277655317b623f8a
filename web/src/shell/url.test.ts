import { expect, test } from 'vitest';
import { fromQuery, NOWHERE, toQuery, type Place } from './url';

const place: Place = {
  workspace: 'live', run: 'July / 2 é', at_ms: Date.parse('2026-07-14T21:01:02.345Z'),
  range: { from_ms: Date.parse('2026-07-14T20:00:00Z'), to_ms: Date.parse('2026-07-14T22:00:00Z') },
  asset: 'T2', beside: 'drill',
};

test('an address leads back to where one was', () => {
  expect(fromQuery(toQuery(place))).toEqual(place);
  expect(fromQuery(toQuery(NOWHERE))).toEqual(NOWHERE);
});

test('an address can be read by a person', () => {
  expect(toQuery({ ...place, run: 'july', range: null })).toBe(
    '?view=live&run=july&at=2026-07-14T21:01:02.345Z&asset=T2&beside=drill',
  );
});

test('what cannot be read is as if it were not there', () => {
  expect(fromQuery('?view=nothing&run=&at=noon&from=2026-07-14T21:00:00Z&to=2026-07-14T20:00:00Z')).toEqual(NOWHERE);
});
