import { expect, test } from 'vitest';
import { hybrid } from '../examples/hybrid';
import { networkOf } from '../network';
import { inBars, isFeed, slotsOf, widthOf, type View } from './slots';

const VIEW: View = { folded: new Set(), unfolded: new Set(), idle: false, width: 1150, height: 486 };
const network = networkOf(hybrid());
const names = (bus: string, view = VIEW): string[] =>
  slotsOf(network, bus, [], view).map((slot) => (slot.k === 'feeder' ? slot.id : slot.k === 'summary' ? `${slot.feeders.length} folded` : slot.k));

test('feeds of halls stand on the side of the bus that feeds the same halls', () => {
  expect(names('M1')).toEqual(['F04', 'FH1A', 'FH2A', 'FH3A']);
  expect(names('M2')).toEqual(['FH1B', 'FH2B', 'FH3B', 'F08', 'FBAT']);
});

test('what is not in service shows only when it is asked for', () => {
  expect(names('M1', { ...VIEW, idle: true })).toEqual(['F01', 'F02', 'F03', 'F04', 'FH1A', 'FH2A', 'FH3A']);
});

test('a folded bus is one box beside the feeds of its halls', () => {
  expect(names('M3', { ...VIEW, folded: new Set(['M3']) })).toEqual(['4 folded']);
  expect(names('M2', { ...VIEW, folded: new Set(['M2']) })).toEqual(['FH1B', 'FH2B', 'FH3B', '2 folded']);
});

test('bars are no wider than their room, and feeds stay together on the lowest', () => {
  const slots = slotsOf(network, 'M1', [], { ...VIEW, idle: true });
  const bars = inBars(slots, 130);
  for (const bar of bars.slice(0, -1)) expect(widthOf(bar)).toBeLessThanOrEqual(130);
  expect(bars.at(-1)?.every(isFeed)).toBe(true);
  expect(bars.flat()).toHaveLength(slots.length);
});
