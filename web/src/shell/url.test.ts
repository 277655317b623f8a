import { expect, test } from 'vitest';
import { fromQuery, NO_PLAN, NOWHERE, toQuery, type Place } from './url';

const place: Place = {
  workspace: 'live', planning: NO_PLAN, run: 'July / 2 é', at_ms: Date.parse('2026-07-14T21:01:02.345Z'),
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

test('where one stands in a plan is in the address too', () => {
  const planning = { plan: 'w100-rev2', task: 'A-L3', tab: 'money', dates: 'early', days: [180, 560] } as const;
  const there: Place = { ...NOWHERE, workspace: 'plan', planning: { ...planning, days: [180, 560] } };
  expect(toQuery(there)).toBe('?view=plan&plan=w100-rev2&task=A-L3&tab=money&dates=early&days=180-560');
  expect(fromQuery(toQuery(there))).toEqual(there);
  expect(fromQuery('?view=plan&tab=none&dates=x&days=9-3').planning).toEqual(NO_PLAN);
});
