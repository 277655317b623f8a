// The websocket of one run: it says what it heard, comes back by itself, and takes up the facts where it lost them.

import { waitMs } from './backoff';
import { decode, type Frame } from './frames';
import type { Conditions, Cursor, Marks, Problem, Role, Run } from './types';

export type Said =
  | { type: 'hello'; protocol: number; run: Run; role: Role }
  | { type: 'status'; run: Run; cursor: Cursor }
  | { type: 'marks'; t_ms: number; seq: number; marks: Marks; conditions: Conditions }
  | { type: 'error'; problem: Problem }
  | { type: 'pong'; n: number };

export type Asked =
  | { type: 'subscribe'; signals: string[]; hz: number; facts: boolean; from_seq: number; marks: boolean }
  | { type: 'seek'; t_ms: number }
  | { type: 'follow' }
  | { type: 'play'; speed?: number }
  | { type: 'pause' }
  | { type: 'step'; count: number }
  | { type: 'ping'; n: number };

export type Link =
  | { state: 'connecting' }
  | { state: 'open' }
  | { state: 'lost'; since_ms: number; again_ms: number; tries: number; code: number; reason: string }
  | { state: 'closed' };

export interface Heard {
  link: (link: Link) => void;
  said: (said: Said) => void;
  frame: (frame: Frame) => void;
}

/** What of the browser it needs; a test gives its own. */
export interface Surroundings {
  open: (url: string) => WebSocket;
  now: () => number;
  later: (act: () => void, wait_ms: number) => unknown;
  cancel: (timer: unknown) => void;
}

export const browser: Surroundings = {
  open: (url) => new WebSocket(url),
  now: () => performance.now(),
  later: (act, wait_ms) => window.setTimeout(act, wait_ms),
  cancel: (timer) => window.clearTimeout(timer as number),
};

/** Silence after which a socket that claims to be open is taken for dead: the server speaks once a second. */
const SILENCE_MS = 8_000;

export class LiveSocket {
  #socket: WebSocket | null = null;
  #timer: unknown = null;
  #tries = 0;
  #lost_ms = NaN;
  #heard_ms = NaN;
  #ping = { n: 0, sent_ms: NaN };
  #closed = false;
  #first: () => Asked[] = () => [];
  latency_ms = NaN;

  constructor(
    readonly url: string,
    readonly heard: Heard,
    readonly around: Surroundings = browser,
  ) {
    this.#connect();
  }

  /** Send, or drop what cannot be sent: what must be said again after a loss is for `onOpen`. */
  send(asked: Asked): boolean {
    if (this.#socket?.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(asked));
    return true;
  }

  /** What is said first at each opening, the first one too: a subscription, and where the cursor stood. */
  onOpen(first: () => Asked[]): void {
    this.#first = first;
  }

  /** For how long nothing was heard, NaN before the first word. */
  silenceMs(): number {
    return this.around.now() - this.#heard_ms;
  }

  /** Look after the socket: find out that it is dead, and measure how long an answer takes. Call each second or so. */
  check(): void {
    const now = this.around.now();
    if (this.#socket?.readyState !== 1) return;
    if (now - this.#heard_ms > SILENCE_MS) {
      this.#drop(4000, 'nothing heard');
      return;
    }
    this.#ping = { n: this.#ping.n + 1, sent_ms: now };
    this.send({ type: 'ping', n: this.#ping.n });
  }

  /** Do not wait for the next try: the network came back, or a person asked. */
  retry(): void {
    if (this.#closed || (this.#socket && this.#socket.readyState <= 1)) return;
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    this.around.cancel(this.#timer);
    this.#let(this.#socket);
    this.heard.link({ state: 'closed' });
  }

  #connect(): void {
    this.around.cancel(this.#timer);
    this.heard.link({ state: 'connecting' });
    const socket = this.around.open(this.url);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    socket.onopen = () => {
      this.#tries = 0;
      this.#lost_ms = NaN;
      this.#heard_ms = this.around.now();
      this.heard.link({ state: 'open' });
      for (const asked of this.#first()) this.send(asked);
    };
    socket.onmessage = (message: MessageEvent<string | ArrayBuffer>) => this.#take(message.data);
    socket.onclose = (event) => this.#drop(event.code, event.reason);
  }

  #take(message: string | ArrayBuffer): void {
    this.#heard_ms = this.around.now();
    if (typeof message !== 'string') {
      this.heard.frame(decode(message));
      return;
    }
    const said = JSON.parse(message) as Said;
    if (said.type === 'pong') {
      if (said.n === this.#ping.n) this.latency_ms = this.around.now() - this.#ping.sent_ms;
      return;
    }
    this.heard.said(said);
  }

  #drop(code: number, reason: string): void {
    if (this.#closed) return;
    this.#let(this.#socket);
    const now = this.around.now();
    this.#tries += 1;
    if (Number.isNaN(this.#lost_ms)) this.#lost_ms = now;
    const wait = waitMs(this.#tries);
    this.heard.link({
      state: 'lost', since_ms: this.#lost_ms, again_ms: now + wait, tries: this.#tries, code, reason,
    });
    this.around.cancel(this.#timer);
    this.#timer = this.around.later(() => this.#connect(), wait);
  }

  #let(socket: WebSocket | null): void {
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
