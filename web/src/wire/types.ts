// What goes over the wire, as `api/PROTOCOL.md` promises it. Times in `_ms` are float milliseconds since 1970 UTC,
// every number's name ends in its SI unit, and `null` where a number stands has no meaning at that instant.

export type Role = 'view' | 'control';

export interface Session {
  role: Role;
  version: string;
  workspace: string;
}

export interface Fault {
  what: string;
  file: string;
  line: number;
  path: string;
  value: string;
  allowed: string;
  remedy: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  faults: Fault[];
}

export interface Scenario {
  name: string;
  title: string;
  site: string;
  start_ms: number;
  duration_s: number;
  shipped: boolean;
}

export type RunState = 'ready' | 'playing' | 'paused' | 'complete' | 'stopped' | 'crashed';

export interface Run {
  /** Its name in paths. */
  run: string;
  title: string;
  scenario: string;
  site: string;
  state: RunState;
  t0_ms: number;
  t_ms: number;
  end_ms: number;
  seq: number;
  /** Simulated seconds a second; 0 as fast as it goes. */
  speed: number;
  parent: string | null;
  fork_ms: number | null;
  tz: string;
  seed: number;
  created_ms: number;
  trouble: string;
}

export interface Fact {
  seq: number;
  t_us: number;
  t_ms: number;
  kind: string;
  subject: string;
  value: number | null;
  unit: string;
  body: Record<string, unknown>;
  origin: string;
  cause: number | null;
  words: string;
}

/** A fact as the websocket sends it: without what only a closer look needs. */
export type FactLine = Pick<Fact, 'seq' | 't_ms' | 'kind' | 'subject' | 'words' | 'origin' | 'value' | 'cause'>;

export type AlarmState = 'unacknowledged' | 'acknowledged' | 'returned' | 'cleared';

export interface Alarm {
  id: string;
  asset: string;
  condition: string;
  /** 1 is the most urgent. */
  priority: 1 | 2 | 3;
  state: AlarmState;
  since_ms: number;
  returned_ms: number | null;
  seq: number;
  raised_count: number;
  /** Empty while nobody has. */
  acknowledged_by: string;
  acknowledged_ms: number | null;
  note: string;
  value: number | null;
  limit?: number | null;
  unit: string;
}

export interface CommandField {
  name: string;
  /** `choice` is one of `choices`, `choices` any of them; a `flag` is yes or no. */
  type: 'choice' | 'choices' | 'number' | 'text' | 'flag';
  choices?: string[] | null;
  unit?: string;
  low?: number | null;
  high?: number | null;
  default?: string | number | boolean | null;
}

export interface CommandForm {
  kind: string;
  title: string;
  fields: CommandField[];
}

export interface CommandAnswer {
  seq: number;
  t_us: number;
  accepted: boolean;
  why: string;
  words: string;
}

export interface Signal {
  /** As in `T1.hotspot_c`. */
  name: string;
  asset: string;
  quantity: string;
  unit: string;
  kind: string;
  words: string;
}

export interface SignalSeries {
  name: string;
  unit: string;
  mean: (number | null)[];
  minimum: (number | null)[];
  maximum: (number | null)[];
}

export interface SignalWindow {
  t_ms: number[];
  exact: boolean;
  signals: SignalSeries[];
}

/** What may be wrong with an asset, or noteworthy; a closed set, so that a page may draw each. */
export const MARKS = [
  'open', 'closed', 'tripped', 'failed', 'dead', 'overloaded', 'alarm', 'asleep', 'booting', 'throttled', 'stopped', 'held',
  'waiting', 'on_battery', 'locked', 'on_engines', 'running', 'broken',
] as const;
export type Mark = (typeof MARKS)[number];

/** An asset without marks is as it should be. */
export type Marks = Record<string, Mark[]>;
export type Conditions = Record<string, string[]>;

export interface State {
  t_us: number;
  t_ms: number;
  seq: number;
  values: Record<string, Record<string, number | null>>;
  conditions: Conditions;
  marks: Marks;
  parameters: Record<string, unknown>;
}

export interface Density {
  from_ms: number;
  to_ms: number;
  counts: number[];
  alarms: number[];
}

export interface Crossing {
  t_ms: number;
  asset: string;
  words: string;
}

export interface Handover {
  alarms: Alarm[];
  notes: Fact[];
  commands: Fact[];
  switching: Fact[];
  energy: Record<string, unknown>;
  worst: unknown[];
}

export interface Cursor {
  mode: 'follow' | 'replay';
  t_ms: number;
  seq: number;
  playing: boolean;
  speed: number;
}
