// What goes over the wire, as `api/PROTOCOL.md` promises it. Times in `_ms` are float milliseconds since 1970 UTC,
// every number's name ends in its SI unit, and `null` where a number stands has no meaning at that instant.
// What REST gives is made from the OpenAPI document (`make wire`); here is only what the websocket adds.

import type { Alarm, CommandField as Field, CommandForm as Form, Fact, Run, Session, State } from './openapi';

export type {
  Alarm, Chart as SignalWindow, CommandAnswer, Density, Fact, Fault, Handover, NewFork, NewRun,
  Activity, Breach, Crew, Loss, Luck, Next as Crossing, Outage, Phase, Plan, PlanDraft, PlanReckoned as Reckoned, PlanText,
  Power, Season, Problem, Run, Scenario, Series as SignalSeries, Session, Signal, State,
} from './openapi';

export type Role = Session['role'];
export type RunState = Run['state'];
export type AlarmState = Alarm['state'];

/** A field of a form; what it does not say is left to whoever fills it in. */
export type CommandField = Pick<Field, 'name' | 'type'> & Partial<Field>;
export type CommandForm = Omit<Form, 'fields'> & { fields: CommandField[] };

/** A fact as the websocket sends it: without what only a closer look needs. */
export type FactLine = Pick<Fact, 'seq' | 't_ms' | 'kind' | 'subject' | 'words' | 'origin' | 'value' | 'cause'>;

/** What may be wrong with an asset, or noteworthy; a closed set, so that a page may draw each. */
export const MARKS = [
  'open', 'closed', 'tripped', 'failed', 'dead', 'overloaded', 'alarm', 'asleep', 'booting', 'throttled', 'stopped', 'held',
  'waiting', 'on_battery', 'locked', 'on_engines', 'running', 'broken', 'on_alternate',
] as const satisfies readonly Mark[];

/** An asset without marks is as it should be. */
export type Marks = State['marks'];
export type Mark = Marks[string][number];
export type Conditions = State['conditions'];

export interface Cursor {
  mode: 'follow' | 'replay';
  t_ms: number;
  seq: number;
  playing: boolean;
  speed: number;
}
