import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decode } from './frames';
import { LiveSocket, type Asked, type Said } from './socket';

// The messages that the server's tests are held against too: `api/PROTOCOL.md`.
const folder = new URL('../../../fixtures/protocol/', import.meta.url);
const filesOf = (kind: string, end: string): string[] =>
  readdirSync(new URL(kind, folder)).filter((name) => name.endsWith(end) && (end === '.read.json' || !name.includes('.read.')));
const text = (path: string): string => readFileSync(new URL(path, folder), 'utf8');
const json = (path: string): unknown => JSON.parse(text(path));

interface Read {
  metadata: Record<string, string>;
  columns: Record<string, (number | string | null)[]>;
}

/** A socket that is open, what was sent through it, and what the page heard. */
function opened() {
  const sent: string[] = [];
  const said: Said[] = [];
  const socket = { readyState: 1, binaryType: '', send: (words: string) => sent.push(words), close: () => undefined };
  const around = { open: () => socket as unknown as WebSocket, now: () => 0, later: () => 0, cancel: () => undefined };
  const heard = { link: () => undefined, said: (words: Said) => said.push(words), frame: () => undefined };
  const page = new LiveSocket('ws://here', heard, around);
  return { page, sent, said, hears: (words: string) => (socket as unknown as WebSocket).onmessage?.(new MessageEvent('message', { data: words })) };
}

test.each(filesOf('asked', '.json'))('the page says %s as it was recorded', (name) => {
  const { page, sent } = opened();
  page.send(json(`asked/${name}`) as Asked);
  expect(sent.map((words) => JSON.parse(words) as unknown)).toEqual([json(`asked/${name}`)]);
});

test.each(filesOf('told', '.json'))('the page hears %s', (name) => {
  const { said, hears } = opened();
  hears(text(`told/${name}`));
  expect(said).toEqual(name === 'pong.json' ? [] : [json(`told/${name}`)]);
});

test.each(filesOf('told', '.arrow'))('the page reads %s as other readers do', (name) => {
  const bytes = readFileSync(new URL(`told/${name}`, folder));
  const wanted = json(`told/${name.replace('.arrow', '.read.json')}`) as Read;
  const frame = decode(new Uint8Array(bytes).buffer);
  expect(frame.kind).toBe(wanted.metadata['kind']);
  if (frame.kind === 'signals') {
    expect([frame.t_ms, frame.seq, frame.mode]).toEqual(
      [Number(wanted.metadata['t_ms']), Number(wanted.metadata['seq']), wanted.metadata['mode']]);
    expect(frame.names).toEqual(Object.keys(wanted.columns));
    expect([...frame.values].map((value) => (Number.isFinite(value) ? value : null))).toEqual(
      Object.values(wanted.columns).map(([value]) => value));
    return;
  }
  expect([frame.first_seq, frame.last_seq]).toEqual([wanted.metadata['first_seq'], wanted.metadata['last_seq']].map(Number));
  const rows = wanted.columns['seq']?.map((_, row) =>
    Object.fromEntries(Object.entries(wanted.columns).map(([column, values]) => [column, values[row] ?? null])));
  expect(frame.facts.map((fact) => ({ ...fact }))).toEqual(rows);
});
