import { expect, test } from 'vitest';
import { hybrid } from './examples/hybrid';
import { networkOf } from './network';

test('what is not in service takes its feeder and transformers with it', () => {
  const { idle } = networkOf(hybrid());
  for (const id of ['B01', 'F01', 'B01-U2']) expect(idle).toContain(id);
  for (const id of ['B04', 'F04', 'FH1A', 'H1']) expect(idle).not.toContain(id);
});

test('engines of one hall are its own, and those of several are nobody\'s', () => {
  const site = hybrid();
  expect(networkOf(site).ownEngines.get('H2')).toBe('G2');
  const shared = { ...site, gensets: [{ id: 'G', engine_count: 4, rated_w: 2e6, halls: ['H1', 'H2'] }] };
  expect(networkOf(shared).ownEngines.size).toBe(0);
});

test('a battery may be an id or say where it hangs', () => {
  const found = networkOf({ ...hybrid(), batteries: ['BESS1', { id: 'BESS2', bus: 'M1' }, { id: 'BESS3', feeder: 'F09', unit: 'BESS3-U1' }] });
  expect(found.batteries.map(({ id, bus, feeder }) => [id, bus, feeder])).toEqual([
    ['BESS1', null, null],
    ['BESS2', 'M1', null],
    ['BESS3', null, 'F09'],
  ]);
  expect(found.batteries[2]?.units).toEqual(['BESS3-U1']);
  expect(found.consumers.get('F09')?.map((consumer) => consumer.k)).toEqual(['block', 'battery']);
});

test('a battery that is not in service waits with its feeder', () => {
  const site = { ...hybrid(), batteries: [{ id: 'BAT1', feeder: 'FBAT', bus: 'M2', in_service: false }] };
  expect(networkOf(site).idle).toContain('FBAT');
});

test('a layout is turned round once', () => {
  const site = hybrid();
  expect(networkOf(site)).toBe(networkOf(site));
});
