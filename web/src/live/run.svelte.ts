// One run as the page follows it: its socket, its latest values, its last facts. Frames stay outside reactive state.

import { fit, type Range } from '../time/range';
import type { Frame } from '../wire/frames';
import { LatestValues, STALE_AFTER_MS } from '../wire/latest';
import type { Layout } from '../wire/layout';
import { linesOf, Refusal } from '../wire/problem';
import { livePath, rest } from '../wire/rest';
import { LiveSocket, type Asked, type Link, type Said } from '../wire/socket';
import { Steady } from '../wire/steady';
import { waitMs } from '../wire/backoff';
import type { Conditions, Cursor, Density, FactLine, Marks, Role, Run, Signal } from '../wire/types';
import { TickClock } from './clock';
import { FactTail } from './tail';

const HZ = 10;
/** Facts of the past that a page begins with. */
const FIRST_FACTS = 300;
const DENSITY_BINS = 400;
const DENSITY_EVERY_MS = 15_000;
/** A scrub rests this long before anything beside the state itself is asked about the new instant. */
const REST_MS = 180;
/** Simulated seconds a second where none was chosen. */
const REPLAY_SPEED = 60;

export class LiveRun {
  readonly latest = new LatestValues();
  run = $state.raw<Run | null>(null);
  role = $state.raw<Role>('view');
  cursor = $state.raw<Cursor | null>(null);
  link = $state.raw<Link>({ state: 'connecting' });
  marks = $state.raw<Marks>({});
  conditions = $state.raw<Conditions>({});
  layout = $state.raw<Layout | null>(null);
  catalogue = $state.raw<Signal[]>([]);
  facts = $state.raw<readonly FactLine[]>([]);
  density = $state.raw<Density | null>(null);
  /** Why the run cannot be shown at all. */
  failure = $state.raw<string[]>([]);
  /** What the server said about the last thing asked over the socket. */
  complaint = $state.raw<string[]>([]);
  /** Raised when there is something new to draw, ten times a second at most. */
  tick = $state(0);
  /** The instant that is looked at. */
  at_ms = $state(NaN);
  /** The last fact up to that instant; while one scrubs it waits, for it makes panels ask. */
  seq = $state(0);
  /** Nothing was heard for a while from a socket that should speak. */
  silent = $state(false);
  /** How long the server took to answer the last ping. */
  latency_ms = $state(NaN);
  #lost = $derived(this.link.state !== 'open');

  #tail = new FactTail();
  #socket: LiveSocket | null = null;
  #seeks = new Steady<number>((t_ms) => {
    this.#sought_ms = performance.now();
    this.#ask({ type: 'seek', t_ms });
  });
  #owed_count = 0;
  // Keys that are held down are one step of many facts, not many messages.
  #steps = new Steady<null>(() => {
    const count = this.#owed_count;
    this.#owed_count = 0;
    this.#ask({ type: 'step', count });
  });
  #sought_ms = NaN;
  #rest_timer = 0;
  /** How long the last answer to a scrub took. */
  scrub_ms = NaN;
  #clock = new TickClock(() => this.#draw());
  #density_ms = -Infinity;
  #closed = false;
  /** Where the cursor was sent: what is still said of elsewhere is late and not shown. Null takes what comes. */
  #sent: Cursor['mode'] | null = null;

  constructor(
    readonly name: string,
    /** Where to look first; null follows the run. */
    start_ms: number | null = null,
  ) {
    if (start_ms !== null) {
      this.#sent = 'replay';
      this.at_ms = start_ms;
      this.cursor = { mode: 'replay', t_ms: start_ms, seq: 0, playing: false, speed: 60 };
    }
    void this.#load(1);
  }

  // ---------------------------------------------------------------- what it says
  get follows(): boolean {
    return this.cursor?.mode !== 'replay';
  }

  get playing(): boolean {
    if (!this.follows) return this.cursor?.playing ?? false;
    return this.run?.state === 'playing';
  }

  get speed(): number {
    // Looking back as fast as it goes would be over before one sees it.
    return this.follows ? (this.run?.speed ?? REPLAY_SPEED) : this.cursor?.speed || REPLAY_SPEED;
  }

  get stale(): boolean {
    return this.#lost || this.silent;
  }

  get whole(): Range {
    return { from_ms: this.run?.t0_ms ?? 0, to_ms: Math.max(this.run?.end_ms ?? 1, this.run?.t_ms ?? 1) };
  }

  value = (name: string): number => this.latest.value(name);

  /** The latest value, read anew at each tick: for what a component shows. */
  watched(name: string): number {
    return this.tick >= 0 ? this.latest.value(name) : NaN;
  }

  // ---------------------------------------------------------------- what it is asked
  seek(t_ms: number): void {
    if (!this.run) return;
    const inside = Math.min(Math.max(t_ms, this.run.t0_ms), this.run.t_ms);
    this.at_ms = inside;
    this.#sent = 'replay';
    this.cursor = { ...(this.cursor ?? { seq: 0, playing: false, speed: 60 }), mode: 'replay', t_ms: inside };
    this.#seeks.ask(inside);
  }

  follow(): void {
    this.#sent = 'follow';
    this.#seeks.forget();
    if (this.cursor) this.cursor = { ...this.cursor, mode: 'follow' };
    this.#ask({ type: 'follow' });
  }

  play(speed = this.speed): void {
    this.#ask({ type: 'play', speed });
  }

  pause(): void {
    this.#ask({ type: 'pause' });
  }

  /** By facts, backwards where negative. */
  step(count: number): void {
    this.#sent = 'replay';
    this.#seeks.forget();
    this.#owed_count += count;
    this.#steps.ask(null);
  }

  /** Once a second: whether the socket lives, and what is due again. */
  check(): void {
    this.#socket?.check();
    this.latency_ms = this.#socket?.latency_ms ?? NaN;
    this.silent = !this.#lost && (this.#socket?.silenceMs() ?? 0) > STALE_AFTER_MS;
    const moving = this.run?.state === 'playing';
    if (!this.density || (moving && performance.now() - this.#density_ms > DENSITY_EVERY_MS)) void this.loadDensity();
  }

  retry(): void {
    this.#socket?.retry();
  }

  async loadDensity(): Promise<void> {
    this.#density_ms = performance.now();
    if (!this.run) return;
    this.density = await rest.density(this.name, DENSITY_BINS).catch(() => this.density);
  }

  /** Take in what the server answered about the run. */
  took(run: Run): void {
    this.run = run;
  }

  fit(range: Range): Range {
    return fit(range, this.whole);
  }

  close(): void {
    this.#closed = true;
    this.#clock.stop();
    window.clearTimeout(this.#rest_timer);
    this.#socket?.close();
  }

  // ---------------------------------------------------------------- inside
  async #load(tries: number): Promise<void> {
    try {
      const [layout, catalogue] = await Promise.all([rest.layout(this.name), rest.catalogue(this.name), this.#begin()]);
      if (this.#closed) return;
      this.failure = [];
      this.catalogue = catalogue;
      // Before the site is laid out, which takes a while: the answer comes meanwhile.
      for (const asked of this.#first()) this.#socket?.send(asked);
      this.layout = layout;
      void this.loadDensity();
    } catch (error) {
      if (this.#closed) return;
      this.failure = linesOf(error);
      if (!(error instanceof Refusal) || (error.status !== 0 && error.status < 500)) return;
      const wait = waitMs(tries);
      const now = performance.now();
      if (!this.#socket) this.link = { state: 'lost', since_ms: now, again_ms: now + wait, tries, code: 0, reason: '' };
      window.setTimeout(() => void (this.#closed || this.#load(tries + 1)), wait);
    }
  }

  /** The run itself, and the socket to it as soon as it is known to be there. */
  async #begin(): Promise<void> {
    const run = await rest.run(this.name);
    if (this.#closed || this.#socket) return;
    this.run = run;
    this.#tail.restart(Math.max(0, run.seq - FIRST_FACTS));
    this.#socket = new LiveSocket(livePath(this.name, window.location.origin), {
      link: (link) => (this.link = link),
      said: (said) => this.#said(said),
      frame: (frame) => this.#frame(frame),
    });
    this.#socket.onOpen(() => this.#first());
  }

  /** What is said at each opening: the subscription, then where the cursor stood and whether it played. */
  #first(): Asked[] {
    if (!this.catalogue.length) return [];
    const asked: Asked[] = [
      {
        type: 'subscribe', signals: this.catalogue.map((signal) => signal.name), hz: HZ, facts: true,
        from_seq: this.#tail.last_seq, marks: true,
      },
    ];
    if (this.cursor?.mode === 'replay') {
      asked.push({ type: 'seek', t_ms: this.at_ms });
      if (this.cursor.playing) asked.push({ type: 'play', speed: this.cursor.speed });
    }
    return asked;
  }

  #ask(asked: Asked): void {
    this.complaint = [];
    this.#socket?.send(asked);
  }

  #said(said: Said): void {
    if (said.type === 'hello') {
      this.role = said.role;
      this.run = said.run;
      if (said.run.seq < this.#tail.last_seq) {
        // The log lost its end: what was shown of it never happened.
        this.#tail.restart(Math.max(0, said.run.seq - FIRST_FACTS));
        this.facts = [];
        for (const asked of this.#first()) this.#socket?.send(asked);
        void this.loadDensity();
      }
    } else if (said.type === 'status') {
      this.run = said.run;
      if (!this.#seeks.busy && this.#expects(said.cursor.mode)) this.cursor = said.cursor;
    } else if (said.type === 'marks') {
      this.marks = said.marks;
      this.conditions = said.conditions;
    } else if (said.type === 'error') {
      this.complaint = linesOf(new Refusal(said.problem));
      this.#sent = null;
      this.#seeks.answered();
      this.#steps.answered();
    }
  }

  #frame(frame: Frame): void {
    if (frame.kind === 'facts') {
      if (this.#tail.take(frame)) this.#clock.wake();
      return;
    }
    if (!this.#expects(frame.mode)) return;
    this.latest.take(frame, performance.now());
    const sought = this.#seeks.busy;
    this.#steps.answered();
    if (sought && frame.mode === 'replay') {
      this.scrub_ms = performance.now() - this.#sought_ms;
      this.#seeks.answered();
    }
    this.#clock.wake(sought);
  }

  #expects(mode: Cursor['mode']): boolean {
    return this.#sent === null || this.#sent === mode;
  }

  #draw(): void {
    this.tick += 1;
    this.facts = this.#tail.facts;
    window.clearTimeout(this.#rest_timer);
    const left_ms = this.#sought_ms + REST_MS - performance.now();
    if (left_ms > 0) this.#rest_timer = window.setTimeout(() => (this.seq = this.latest.seq), left_ms);
    else this.seq = this.latest.seq;
    if (!this.#seeks.busy && Number.isFinite(this.latest.t_ms)) this.at_ms = this.latest.t_ms;
  }
}
