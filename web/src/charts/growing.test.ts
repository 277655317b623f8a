import { expect, test } from 'vitest';
import type { WindowQuery } from '../wire/rest';
import type { SignalWindow } from '../wire/types';
import { extended, Growing, POINTS } from './growing';

/** A signal that is worth its own instant, at as many points as asked for. */
function server() {
  const log: WindowQuery[] = [];
  const get = (asked: WindowQuery): Promise<SignalWindow> => {
    log.push(asked);
    const step = (asked.to_ms - asked.from_ms) / asked.points;
    const t_ms = Array.from({ length: asked.points + 1 }, (_, n) => asked.from_ms + n * step);
    return Promise.resolve({ t_ms, exact: true, signals: asked.names.map((name) => ({ name, unit: 'W', mean: t_ms, minimum: t_ms, maximum: t_ms })) });
  };
  return { log, get };
}
const asked = (to_ms: number, from_ms = 0, names = ['a.x_w']) => ({ names, from_ms, to_ms });

test('only what is new is asked for while the end moves on', async () => {
  const { log, get } = server();
  const growing = new Growing();
  await growing.fetch('r', asked(1000), get);
  const window = await growing.fetch('r', asked(1100), get);
  expect(log.map(({ from_ms, to_ms, points }) => [from_ms, to_ms, points])).toEqual([[0, 1000, POINTS], [1000, 1100, Math.ceil(POINTS / 11)]]);
  expect(window.t_ms.at(-1)).toBe(1100);
  expect(window.signals[0]?.mean).toEqual(window.t_ms);
  expect(window.t_ms.every((t_ms, n) => n === 0 || t_ms > (window.t_ms[n - 1] ?? 0))).toBe(true);
});

test('nothing is asked for where nothing moved', async () => {
  const { log, get } = server();
  const growing = new Growing();
  const first = await growing.fetch('r', asked(1000), get);
  expect(await growing.fetch('r', asked(1000), get)).toBe(first);
  expect(log).toHaveLength(1);
});

test.each([
  ['another run', 's', asked(1100)],
  ['another range', 'r', asked(1100, 50)],
  ['other signals', 'r', asked(1100, 0, ['b.x_w'])],
  ['an end that went back', 'r', asked(900)],
])('%s is asked for as a whole', async (_, run, wanted) => {
  const { log, get } = server();
  const growing = new Growing();
  await growing.fetch('r', asked(1000), get);
  await growing.fetch(run, wanted, get);
  expect(log[1]).toEqual({ ...wanted, points: POINTS });
});

test('a window that has grown long is asked for as a whole again', async () => {
  const { log, get } = server();
  const growing = new Growing();
  for (let to_ms = 1000; to_ms <= 8000; to_ms += 500) await growing.fetch('r', asked(to_ms), get);
  const wholes = log.filter(({ points }) => points === POINTS);
  expect(wholes.length).toBeGreaterThan(1);
  expect(wholes.length).toBeLessThan(log.length / 2);
});

test('a tail without anything new leaves the window as it is', () => {
  const window = { t_ms: [1, 2], exact: true, signals: [] };
  expect(extended(window, { t_ms: [2], exact: true, signals: [] })).toBe(window);
});
