import { afterEach, expect, test, vi } from 'vitest';
import { Refusal } from './problem';
import { downloadPath, livePath, query, rest } from './rest';

afterEach(() => vi.unstubAllGlobals());

function answering(status: number, body: unknown): ReturnType<typeof vi.fn> {
  const fetched = vi.fn(() =>
    Promise.resolve(new Response(status === 204 ? null : JSON.stringify(body), {
      status, headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
    })));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

test('a query names a list once for each member and leaves out what is not set', () => {
  expect(query({ name: ['T1.load_pu', 'a b'], at_ms: 0, subject: undefined, text: '' })).toBe(
    '?name=T1.load_pu&name=a+b&at_ms=0',
  );
  expect(query({})).toBe('');
});

test('a run of any name is one step of the path', async () => {
  const fetched = answering(200, {});
  await rest.run('a/b ü');
  expect(fetched.mock.calls[0]?.[0]).toBe('/api/v1/runs/a%2Fb%20%C3%BC');
});

test('a window asks for its signals by name', async () => {
  const fetched = answering(200, { t_ms: [], exact: true, signals: [] });
  await rest.signals('r', { names: ['T1.load_pu', 'T2.load_pu'], from_ms: 1, to_ms: 2.5, points: 100 });
  expect(fetched.mock.calls[0]?.[0]).toBe(
    '/api/v1/runs/r/signals?name=T1.load_pu&name=T2.load_pu&from_ms=1&to_ms=2.5&points=100&format=json',
  );
});

test('a command carries its id, so that asking twice does it once', async () => {
  const fetched = answering(200, { seq: 1 });
  await rest.command('r', 'abc', { kind: 'OpenBreaker', breaker: '52-T1' });
  const init = fetched.mock.calls[0]?.[1] as RequestInit;
  expect(JSON.parse(String(init.body))).toEqual({ id: 'abc', command: { kind: 'OpenBreaker', breaker: '52-T1' } });
});

test('a refusal is thrown with its status', async () => {
  answering(409, { title: 'In the way', status: 409, detail: 'forks live', faults: [] });
  await expect(rest.remove('r')).rejects.toMatchObject({ status: 409, message: 'forks live' });
});

test('nothing comes back from a deletion', async () => {
  answering(204, null);
  expect(await rest.remove('r')).toBeUndefined();
});

test('a server that is away is a refusal, not a crash', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(rest.runs()).rejects.toBeInstanceOf(Refusal);
});

test('what was given up by the page itself stays an abort', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new DOMException('gone', 'AbortError')));
  await expect(rest.runs()).rejects.toMatchObject({ name: 'AbortError' });
});

test('files and the websocket of a run have their addresses here', () => {
  expect(downloadPath('r', 'signals', 'parquet', { name: ['a.b_w'], from_ms: 1 })).toBe(
    '/api/v1/runs/r/download?what=signals&format=parquet&name=a.b_w&from_ms=1',
  );
  expect(livePath('r', 'https://x:1')).toBe('wss://x:1/api/v1/runs/r/live');
});
