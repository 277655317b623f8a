import { expect, test } from 'vitest';
import { decode } from './frames';
import written from './frames.test.json';

const bytes = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer;

test('a frame of signals written by pyarrow is read', () => {
  const frame = decode(bytes(written.signals));
  expect(frame).toEqual({
    kind: 'signals', t_ms: 1784062860000.5, seq: 105, mode: 'replay',
    names: ['T1.load_pu', 'T2.load_pu', 'site.pue_ratio'], values: new Float64Array([0.893, NaN, NaN]),
  });
});

test('a frame of facts written by pyarrow is read, what is absent as null', () => {
  const frame = decode(bytes(written.facts));
  if (frame.kind !== 'facts') throw new Error(frame.kind);
  expect([frame.first_seq, frame.last_seq]).toEqual([11, 12]);
  expect(frame.facts.map((fact) => ({ ...fact }))).toEqual([
    { seq: 11, t_ms: 1784059200000, kind: 'AlarmRaised', subject: 'T3', words: 'T3 raised an alarm: winding at 110 °C',
      origin: 'plant', value: 110, cause: 2 },
    { seq: 12, t_ms: 1784059200000.25, kind: 'BreakerOpened', subject: '52-T1', words: '52-T1 opened',
      origin: 'plant', value: null, cause: null },
  ]);
});

test('a frame of a kind this page does not know is not guessed at', () => {
  expect(() => decode(bytes(written.other))).toThrow('unknown kind: other');
});
