// The page itself: which run is open, what is looked at, which sheet lies on top. The address says the same.

import { LiveRun } from '../live/run.svelte';
import { Question } from '../live/question.svelte';
import { fromQuery, NO_PLAN, toQuery, type Place, type PlanPlace, type Workspace } from '../shell/url';
import { back, holding, known, reset, zoomTo, type Range, type Zoom } from '../time/range';
import { linesOf, Refusal } from '../wire/problem';
import { rest } from '../wire/rest';
import type { Alarm, Run, Scenario, Session } from '../wire/types';
import { choices } from './prefs.svelte';

export type Sheet = 'none' | 'palette' | 'keys' | 'runs' | 'fork' | 'command' | 'note' | 'export' | 'acknowledge';
export type Drawing = 'oneline' | 'cooling' | 'floor';

const RUNS_EVERY_MS = 5_000;
const ADDRESS_EVERY_MS = 400;

const same = (a: Range, b: Range): boolean => a.from_ms === b.from_ms && a.to_ms === b.to_ms;

/** What keys and menus do in the Plan workspace, which is loaded when it is first opened. */
export interface PlanActs {
  readonly ready: boolean;
  readonly picked: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly canSave: boolean;
  readonly canSimulate: boolean;
  readonly names: readonly string[];
  undo(): void;
  redo(): void;
  save(): void;
  simulate(): void;
  step(rows: number): void;
  move(days: number): void;
  stretch(days: number): void;
  link(): void;
  levels(): void;
  cascades(): void;
  zoom(factor: number): void;
  pan(parts: number): void;
  whole(): void;
  fault(): void;
  write(): void;
  unwind(): boolean;
  exports(format: 'csv' | 'png' | 'svg'): void;
}

class Page {
  session = $state.raw<Session | null>(null);
  /** The server knows this browser no more: only a new link helps. */
  locked = $state(false);
  runs = $state.raw<Run[]>([]);
  scenarios = $state.raw<Scenario[]>([]);
  runsKnown = $state(false);
  workspace = $state<Workspace>('live');
  /** Where one stands in the Plan workspace; kept while another is looked at. */
  planning = $state.raw<PlanPlace>(NO_PLAN);
  /** What can be done in the Plan workspace, once it is loaded. */
  plan = $state.raw<PlanActs | null>(null);
  live = $state.raw<LiveRun | null>(null);
  beside = $state.raw<LiveRun | null>(null);
  zoom = $state.raw<Zoom | null>(null);
  asset = $state<string | null>(null);
  /** The fact whose causes are shown; null is the last one of the asset. */
  fact_seq = $state<number | null>(null);
  hover_ms = $state(NaN);
  sheet = $state<Sheet>('none');
  drawing = $state<Drawing>('oneline');
  chart = $state<'power' | 'signals'>('power');
  list = $state<'facts' | 'alarms' | 'handover'>('facts');
  gauges = $state(false);
  notice = $state.raw<{ words: string[]; bad: boolean } | null>(null);
  #known = $derived(known(this.whole, this.live?.run?.t_ms ?? this.whole.from_ms));
  /** What the charts show: what was zoomed to, else what is known of the run so far. */
  range = $derived<Range>(this.zoom && !same(this.zoom.range, this.whole) ? this.zoom.range : this.#known);
  readonly alarms = new Question<Alarm[]>(700);
  #runs_ms = -Infinity;
  #notice_timer = 0;

  get zone(): string {
    return choices.zone === 'UTC' ? 'UTC' : this.siteZone;
  }

  get siteZone(): string {
    return this.live?.layout?.tz ?? this.live?.run?.tz ?? 'UTC';
  }

  get whole(): Range {
    return this.live?.whole ?? { from_ms: 0, to_ms: 1 };
  }

  /** What the time bar shows: the whole run, or what was zoomed to. */
  get barRange(): Range {
    return this.zoomed ? this.range : this.whole;
  }

  get zoomed(): boolean {
    return this.zoom !== null && !same(this.zoom.range, this.whole);
  }

  get controls(): boolean {
    return this.session?.role === 'control';
  }

  // ---------------------------------------------------------------- runs
  async begin(): Promise<void> {
    this.goTo(fromQuery(window.location.search));
    await this.enter();
    await this.loadRuns();
    window.addEventListener('popstate', () => this.goTo(fromQuery(window.location.search)));
  }

  async enter(): Promise<void> {
    try {
      this.session = await rest.session();
      this.locked = false;
    } catch (error) {
      this.locked = error instanceof Refusal && error.status === 401;
    }
  }

  async loadRuns(): Promise<void> {
    this.#runs_ms = performance.now();
    try {
      this.runs = await rest.runs();
      this.runsKnown = true;
      if (!this.scenarios.length) this.scenarios = await rest.scenarios();
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) this.locked = true;
    }
  }

  /** Open a run, at an instant or where it stands; what was looked at in another run is let go. */
  open(run: string | null, at_ms: number | null = null, entry: 'new' | 'same' = 'new'): void {
    if (this.live?.name === run && run !== null) {
      if (at_ms !== null) this.live.seek(at_ms);
      return;
    }
    this.live?.close();
    this.openBeside(null);
    this.live = run === null ? null : new LiveRun(run, at_ms);
    this.zoom = null;
    this.asset = null;
    this.fact_seq = null;
    this.alarms.know(null);
    if (run !== null && entry === 'new') history.pushState(null, '', toQuery(this.place));
  }

  /** Show a run beside the one that is open, on the same axis and at the same instant. */
  openBeside(run: string | null): void {
    if (this.beside?.name === run) return;
    this.beside?.close();
    this.beside = run === null ? null : new LiveRun(run, this.live?.at_ms ?? null);
  }

  /** Once a second. */
  beat(): void {
    this.live?.check();
    this.beside?.check();
    const lost = this.live?.link.state === 'lost';
    if (lost || this.locked) void this.enter();
    if (this.sheet === 'runs' || !this.live) {
      if (performance.now() - this.#runs_ms > RUNS_EVERY_MS) void this.loadRuns();
    }
  }

  /** The computer woke up, or the network came back: look at once. */
  wake(): void {
    for (const run of [this.live, this.beside]) {
      run?.check();
      run?.retry();
    }
    void this.enter();
  }

  // ---------------------------------------------------------------- looking
  /** Go to another workspace; what is looked at in each is kept. */
  visit(workspace: Workspace): void {
    this.sheet = 'none';
    if (workspace === this.workspace) return;
    this.workspace = workspace;
    history.pushState(null, '', toQuery(this.place));
  }

  /** Look at something else of a plan. */
  lookAt(change: Partial<PlanPlace>): void {
    this.planning = { ...this.planning, ...change };
  }

  select(asset: string | null): void {
    this.asset = asset;
    this.fact_seq = null;
  }

  seek(t_ms: number): void {
    this.live?.seek(t_ms);
  }

  zoomTo(range: Range): void {
    this.zoom = zoomTo(this.zoom ?? { range: this.whole, before: [] }, range, this.whole);
  }

  zoomBack(): void {
    if (this.zoom) this.zoom = back(this.zoom, this.whole);
  }

  zoomOut(): void {
    if (this.zoom) this.zoom = reset(this.zoom, this.whole);
  }

  /** Keep the instant in sight while it moves by itself. */
  keepInSight(t_ms: number): void {
    if (!this.zoom || !this.live?.playing) return;
    const range = holding(this.zoom.range, t_ms, this.whole);
    if (range !== this.zoom.range) this.zoom = { ...this.zoom, range };
  }

  /** One level back: a sheet, then the fact, then the asset, then the run beside, then the zoom. */
  unwind(): void {
    if (this.sheet !== 'none') this.sheet = 'none';
    else if (this.workspace === 'plan') this.plan?.unwind();
    else if (this.fact_seq !== null) this.fact_seq = null;
    else if (this.asset !== null) this.asset = null;
    else if (this.beside) this.openBeside(null);
    else if (this.zoom) this.zoomBack();
  }

  say(words: string | string[], bad = false): void {
    this.notice = { words: typeof words === 'string' ? [words] : words, bad };
    window.clearTimeout(this.#notice_timer);
    if (!bad) this.#notice_timer = window.setTimeout(() => (this.notice = null), 5_000);
  }

  /** Do what may be refused, and say so if it was. */
  async attempt<T>(act: () => Promise<T>): Promise<T | null> {
    try {
      return await act();
    } catch (error) {
      this.say(linesOf(error), true);
      return null;
    }
  }

  // ---------------------------------------------------------------- the address
  get place(): Place {
    const live = this.live;
    return {
      workspace: this.workspace,
      planning: this.planning,
      run: live?.name ?? null,
      at_ms: live && !live.follows && Number.isFinite(live.at_ms) ? live.at_ms : null,
      range: this.zoomed ? this.range : null,
      asset: this.asset,
      beside: this.beside?.name ?? null,
    };
  }

  goTo(place: Place): void {
    this.workspace = place.workspace;
    this.planning = place.planning;
    this.open(place.run, place.at_ms, 'same');
    this.openBeside(place.beside);
    this.zoom = place.range ? { range: place.range, before: [] } : null;
    this.asset = place.asset;
  }

  /** Keep the address in step; call inside an effect. */
  keepAddress(): () => void {
    const query = toQuery(this.place);
    const timer = window.setTimeout(() => {
      if (query !== window.location.search) history.replaceState(history.state, '', query);
    }, ADDRESS_EVERY_MS);
    return () => window.clearTimeout(timer);
  }

  /** A link to exactly this view, the instant fixed. */
  link(): string {
    const at_ms = this.live && Number.isFinite(this.live.at_ms) ? this.live.at_ms : null;
    return `${window.location.origin}/${toQuery({ ...this.place, at_ms })}`;
  }
}

export const page = new Page();
