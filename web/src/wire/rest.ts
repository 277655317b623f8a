// What is asked once: each call of the REST table of `api/PROTOCOL.md`, and nothing else knows an address.

import type { Layout } from './layout';
import { refusalOf, unreachable } from './problem';
import type {
  Alarm, CommandAnswer, CommandForm, Crossing, Density, Fact, Handover, Luck, NewFork, NewRun, Plan, PlanDraft, PlanText, Reckoned,
  Run, Scenario, Session, Signal, SignalWindow, State,
} from './types';

export type { NewFork, NewRun } from './types';

type Asked = Record<string, string | number | boolean | string[] | null | undefined>;

const ROOT = '/api/v1';

/** A query string of what is set; a list names its key once for each member. */
export function query(asked: Asked): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) pairs.append(name, String(one));
  }
  const text = pairs.toString();
  return text ? `?${text}` : '';
}

function runPath(run: string, rest = ''): string {
  return `${ROOT}/runs/${encodeURIComponent(run)}${rest}`;
}

async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal, base?: string): Promise<T> {
  const init: RequestInit = { method, credentials: 'same-origin', headers: { accept: 'application/json' } };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { accept: 'application/json', 'content-type': 'application/json' };
  }
  if (base) init.headers = { ...init.headers, 'if-match': `"${base}"` };
  if (signal) init.signal = signal;
  const response = await fetch(path, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  });
  if (!response.ok) throw await refusalOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

const get = <T>(path: string, signal?: AbortSignal): Promise<T> => call<T>('GET', path, undefined, signal);
const post = <T>(path: string, body: unknown): Promise<T> => call<T>('POST', path, body);

export interface FactQuery {
  kind?: string;
  subject?: string;
  origin?: string;
  text?: string;
  from_ms?: number;
  to_ms?: number;
  after_seq?: number;
  before_seq?: number;
  limit?: number;
}

export interface WindowQuery {
  names: string[];
  from_ms: number;
  to_ms: number;
  points: number;
}

export const rest = {
  session: () => get<Session>(`${ROOT}/session`),
  scenarios: () => get<Scenario[]>(`${ROOT}/scenarios`),
  runs: () => get<Run[]>(`${ROOT}/runs`),
  run: (run: string) => get<Run>(runPath(run)),
  create: (wanted: NewRun) => post<Run>(`${ROOT}/runs`, wanted),
  resume: (run: string, speed?: number) => post<Run>(runPath(run, '/resume'), speed === undefined ? {} : { speed }),
  fork: (run: string, wanted: NewFork) => post<Run>(runPath(run, '/fork'), wanted),
  remove: (run: string) => call<undefined>('DELETE', runPath(run)),
  control: (run: string, action: 'play' | 'pause' | 'step' | 'stop', speed?: number) =>
    post<Run>(runPath(run, '/control'), speed === undefined ? { action } : { action, speed }),
  commandForms: (run: string) => get<CommandForm[]>(runPath(run, '/commands')),
  command: (run: string, id: string, command: Record<string, unknown>) =>
    post<CommandAnswer>(runPath(run, '/commands'), { id, command }),
  layout: (run: string) => get<Layout>(runPath(run, '/layout')),
  catalogue: (run: string) => get<Signal[]>(runPath(run, '/catalogue')),
  signals: (run: string, wanted: WindowQuery, signal?: AbortSignal) => {
    const { names, ...window } = wanted;
    return get<SignalWindow>(runPath(run, `/signals${query({ name: names, ...window, format: 'json' })}`), signal);
  },
  state: (run: string, at_ms: number, subject?: string, signal?: AbortSignal) =>
    get<State>(runPath(run, `/state${query({ at_ms, subject })}`), signal),
  facts: (run: string, wanted: FactQuery, signal?: AbortSignal) =>
    get<{ facts: Fact[]; more: boolean }>(runPath(run, `/facts${query({ ...wanted })}`), signal),
  density: (run: string, bins: number) => get<Density>(runPath(run, `/facts/density${query({ bins })}`)),
  why: (run: string, seq: number) => get<Fact[]>(runPath(run, `/why/${seq}`)),
  next: (run: string, at_ms: number, signal?: AbortSignal) =>
    get<Crossing[]>(runPath(run, `/next${query({ at_ms })}`), signal),
  alarms: (run: string, at_ms: number, signal?: AbortSignal) =>
    get<Alarm[]>(runPath(run, `/alarms${query({ at_ms })}`), signal),
  acknowledge: (run: string, alarms: string[], note?: string) =>
    post<Alarm[]>(runPath(run, '/alarms/acknowledge'), note ? { alarms, note } : { alarms }),
  note: (run: string, text: string, subject?: string, at_ms?: number) =>
    post<Fact>(runPath(run, '/notes'), { text, subject, at_ms }),
  plans: () => get<Plan[]>(`${ROOT}/plans`),
  plan: (name: string) => get<PlanText>(`${ROOT}/plans/${encodeURIComponent(name)}`),
  reckon: (draft: PlanDraft, signal?: AbortSignal) => call<Reckoned>('POST', `${ROOT}/plans/reckon`, draft, signal),
  drawPlan: (text: string) => post<Luck>(`${ROOT}/plans/simulate`, { text }),
  savePlan: (text: string, base: string | null) => call<Plan>('POST', `${ROOT}/plans`, { text }, undefined, base ?? undefined),
  handover: (run: string, from_ms: number, to_ms: number) =>
    get<Handover>(runPath(run, `/handover${query({ from_ms, to_ms })}`)),
};

/** Where a file of a window is fetched from: the browser saves it by itself. */
export function downloadPath(
  run: string, what: 'facts' | 'signals', format: 'csv' | 'parquet' | 'arrow', asked: Asked,
): string {
  return runPath(run, `/download${query({ what, format, ...asked })}`);
}

/** Where the websocket of a run is. */
export function livePath(run: string, origin: string): string {
  return `${origin.replace(/^http/, 'ws')}${runPath(run, '/live')}`;
}
