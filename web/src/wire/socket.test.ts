import { expect, test } from 'vitest';
import { LiveSocket, type Heard, type Link, type Said, type Surroundings } from './socket';

class FakeSocket {
  readyState = 0;
  sent: string[] = [];
  binaryType = '';
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.readyState = 3;
  }
  opens(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  dies(code = 1006, reason = ''): void {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }
}

function stage() {
  const sockets: FakeSocket[] = [];
  const timers: { act: () => void; at_ms: number }[] = [];
  const links: Link[] = [];
  const said: Said[] = [];
  const clock = { now_ms: 0 };
  const around: Surroundings = {
    open: () => {
      sockets.push(new FakeSocket());
      return sockets[sockets.length - 1] as unknown as WebSocket;
    },
    now: () => clock.now_ms,
    later: (act, wait_ms) => {
      timers.push({ act, at_ms: clock.now_ms + wait_ms });
      return timers.length;
    },
    cancel: (timer) => {
      if (typeof timer === 'number') timers[timer - 1] = { act: () => undefined, at_ms: Infinity };
    },
  };
  const heard: Heard = {
    link: (link) => links.push(link),
    said: (word) => said.push(word),
    frame: () => undefined,
  };
  const live = new LiveSocket('ws://x', heard, around);
  const pass = (ms: number) => {
    clock.now_ms += ms;
    for (const timer of timers.splice(0)) {
      if (timer.at_ms <= clock.now_ms) timer.act();
      else timers.push(timer);
    }
  };
  return { live, sockets, links, said, clock, pass, last: () => sockets[sockets.length - 1] as FakeSocket };
}

test('what must be said first is said at each opening', () => {
  const { live, last, pass, sockets } = stage();
  let from_seq = 7;
  live.onOpen(() => [{ type: 'subscribe', signals: ['a.x_w'], hz: 10, facts: true, from_seq, marks: true }]);
  last().opens();
  expect(JSON.parse(last().sent[0] ?? '')).toMatchObject({ type: 'subscribe', from_seq: 7 });
  last().dies();
  from_seq = 42;
  pass(500);
  last().opens();
  expect(sockets).toHaveLength(2);
  expect(JSON.parse(last().sent[0] ?? '')).toMatchObject({ type: 'subscribe', from_seq: 42 });
});

test('a loss says since when, why, and when the next try is', () => {
  const { links, last, pass } = stage();
  last().opens();
  pass(1000);
  last().dies(1013, 'too slow');
  expect(links.at(-1)).toEqual({ state: 'lost', since_ms: 1000, again_ms: 1500, tries: 1, code: 1013, reason: 'too slow' });
  pass(500);
  expect(links.at(-1)).toEqual({ state: 'connecting' });
  last().dies();
  expect(links.at(-1)).toMatchObject({ state: 'lost', since_ms: 1000, again_ms: 2500, tries: 2 });
});

test('an opening that succeeds makes the next wait short again', () => {
  const { links, last, pass } = stage();
  for (const wait of [500, 1000, 2000]) {
    last().dies();
    pass(wait);
  }
  last().opens();
  last().dies();
  expect(links.at(-1)).toMatchObject({ tries: 1 });
});

test('a socket that is open but silent is taken for dead', () => {
  const { live, links, last, pass } = stage();
  last().opens();
  pass(7_000);
  live.check();
  expect(links.at(-1)).toEqual({ state: 'open' });
  pass(1_500);
  live.check();
  expect(links.at(-1)).toMatchObject({ state: 'lost', reason: 'nothing heard' });
});

test('the answer to a ping is the latency', () => {
  const { live, last, clock } = stage();
  last().opens();
  live.check();
  clock.now_ms += 9;
  last().onmessage?.({ data: '{"type": "pong", "n": 1}' });
  expect(live.latency_ms).toBe(9);
});

test('after a close nothing comes back', () => {
  const { live, links, pass, sockets } = stage();
  live.close();
  pass(60_000);
  live.retry();
  expect(links.at(-1)).toEqual({ state: 'closed' });
  expect(sockets).toHaveLength(1);
});

test('asking at once does not open a second socket beside a live one', () => {
  const { live, sockets, last, pass } = stage();
  last().opens();
  live.retry();
  expect(sockets).toHaveLength(1);
  last().dies();
  live.retry();
  expect(sockets).toHaveLength(2);
  pass(500);
  expect(sockets).toHaveLength(2);
});
