// Made by `make wire` from the API's OpenAPI document: change `api/` instead.
/* eslint-disable max-lines */

/** Alarms that somebody has taken note of. */
export interface Acknowledge {
  alarms: string[];
  note?: string;
}

/** A task, an item on order or a permit. */
export interface Activity {
  id: string;
  kind: 'task' | 'item' | 'permit';
  /** Kind of task; who brings an item; who grants a permit. */
  what: string;
  name: string;
  phase: string | null;
  line: number;
  end_line: number;
  /** Of its length; null where it has no end. */
  low_days: number | null;
  span_days: number;
  high_days: number | null;
  waits: Wait[];
  /** The day it may not start before, if written. */
  held_days: number | null;
  /** How late it may be by the earliest dates without moving any other. */
  free_days: number | null;
  early: Dates;
  level: Dates;
  crews: CrewUse[];
  effects: Effect[];
  gate: string;
  cost_usd: number;
}

/** An alarm. */
export interface Alarm {
  id: string;
  asset: string;
  condition: string;
  priority: 1 | 2 | 3;
  state: 'unacknowledged' | 'acknowledged' | 'returned' | 'cleared';
  since_ms: number;
  returned_ms: number | null;
  seq: number;
  raised_count: number;
  acknowledged_by: string;
  acknowledged_ms: number | null;
  note: string;
  value: number | null;
  unit: string;
}

/** A battery of the site. */
export interface Battery {
  id: string;
  feeder: string;
  bus: string;
  unit: string;
  charge_w: number;
  discharge_w: number;
  capacity_j: number;
  in_service: boolean;
}

/** A mining block. */
export interface Block {
  id: string;
  feeder: string;
  bus: string;
  units: string[];
  rows: Row[];
  pad: string | null;
  in_service: boolean;
}

/** What a plan does that it should not; it can run all the same. */
export interface Breach {
  rule: string;
  subject: string;
  what: string;
  /** Which it is judged on. */
  dates: 'early' | 'level';
  since_days: number;
  until_days: number | null;
  path: string;
  line: number;
  size: number;
  limit: number;
  unit: string;
  remedy: string;
  activities: string[];
}

/** A bus. */
export interface Bus {
  id: string;
  kv: number;
}

/** A call of reserve by a low frequency. Attributes: t_us: when the frequency came to the trigger. frequency_hz: then. sold_mw: of reserve. delivered_mw: import before less that in time. within_s: what is in time. met: whether all that was sold was delivered. */
export interface Called {
  t_us: number;
  frequency_hz: number;
  sold_mw: number;
  delivered_mw: number;
  within_s: number;
  met: boolean;
}

/** Signals over a window. */
export interface Chart {
  t_ms: number[];
  exact: boolean;
  signals: Series[];
}

/** What became of a command. */
export interface CommandAnswer {
  seq: number;
  t_us: number;
  accepted: boolean;
  why: string;
  words: string;
}

/** A field of a command's form. */
export interface CommandField {
  name: string;
  type: 'text' | 'number' | 'choice' | 'choices' | 'flag';
  choices: string[] | null;
  unit: string;
  low: number | null;
  high: number | null;
  default: string | number | boolean | null;
}

/** A command that may be given. */
export interface CommandForm {
  kind: string;
  title: string;
  fields: CommandField[];
}

/** What an engine is told. */
export interface Control {
  action: 'play' | 'pause' | 'step' | 'stop';
  speed?: number | null;
  count?: number;
}

/** So many of a crew. */
export interface CrewUse {
  resource: string;
  count: number;
}

/** A crew, and how many of it are wanted. */
export interface Crew {
  id: string;
  name: string;
  capacity: number;
  line: number;
  early: Step[];
  level: Step[];
}

/** When an activity is done, by one of the two ways to date a plan. */
export interface Dates {
  start_days: number;
  finish_days: number;
  /** How late it may be without moving a handover or the end; crews aside. */
  float_days: number;
  /** What its start waits for; null: a date or a crew. */
  driver: string | null;
}

/** An order and what came of it. Attributes: number: of the order, from 1. service: what it was called for by. given_us, due_us, until_us: when it came, had to be kept, ended. limit_mw: import that it allowed. before_mw: import when it came. due_mw: import when its notice was over; None before. met: whether that kept it; None before. kept_us: when the import first kept it, None where it never did. above_mwh: imported above what it allowed, from its notice to its end. */
export interface Delivered {
  number: number;
  service: string;
  given_us: number;
  due_us: number;
  until_us: number;
  limit_mw: number;
  before_mw: number;
  due_mw: number | null;
  met: boolean | null;
  kept_us: number | null;
  above_mwh: number;
}

/** Facts and alarms a bin over a whole run. */
export interface Density {
  from_ms: number;
  to_ms: number;
  counts: number[];
  alarms: number[];
}

/** What a task changes in the plant. */
export interface Effect {
  at: 'start' | 'finish';
  words: string;
}

/** Where the energy went. Attributes: import_mwh: taken at the interconnect. engines_mwh: given by engine generators. mining_mwh: the machines. mining_aux_mwh: the blocks' auxiliaries. mining_cooling_mwh: pumps and fans of blocks that have a cooling of their own. ai_it_mwh: the halls' IT. ai_overhead_mwh: the halls' cooling, and losses of their supplies and batteries. net_stored_mwh: in their batteries at the end more than at the start; less is negative. loss_mwh: transformers and feeders. loss_main_mwh: of it in main transformers, by the samples' share. loss_below_mwh: of it in feeders and unit transformers, by the samples' share. battery_taken_mwh, battery_given_mwh: by batteries of the site, at their terminals. battery_stored_mwh: in them at the end, less at the start. battery_lost_mwh: in conversion and self-discharge. balance_ratio: import and engines minus all of it, over import: 0 but for rounding. */
export interface Energy {
  import_mwh: number;
  engines_mwh: number;
  mining_mwh: number;
  mining_aux_mwh: number;
  mining_cooling_mwh: number;
  ai_it_mwh: number;
  ai_overhead_mwh: number;
  net_stored_mwh: number;
  loss_mwh: number;
  loss_main_mwh: number;
  loss_below_mwh: number;
  battery_taken_mwh: number;
  battery_given_mwh: number;
  battery_stored_mwh: number;
  battery_lost_mwh: number;
  balance_ratio: number;
}

/** One fact. */
export interface Fact {
  seq: number;
  t_us: number;
  t_ms: number;
  kind: string;
  subject: string;
  value: number | null;
  unit: string;
  body: Record<string, unknown> | null;
  origin: string;
  cause: number | null;
  words: string;
}

/** A page of facts. */
export interface Facts {
  facts: Fact[];
  more: boolean;
}

/** One thing wrong. */
export interface Fault {
  /** In plain words. */
  what: string;
  file: string;
  line: number;
  path: string;
  value: string;
  allowed: string;
  remedy: string;
}

/** One feed of a hall. */
export interface Feed {
  feeder: string;
  bus: string;
  unit: string;
}

/** A feeder; its breaker goes by its id. */
export interface Feeder {
  id: string;
  bus: string;
}

/** A group of engines. */
export interface Gensets {
  id: string;
  engine_count: number;
  rated_w: number;
  halls: string[];
}

/** What the grid may ask about. Attributes: steepest: rise and fall of the import within a minute. orders: of the grid's operator, and what was delivered. reserves: calls of reserve that was sold, and what was delivered. peaks: demand in coincident peaks, where the scenario asks for it. */
export interface GridSide {
  steepest: Steepest;
  orders: Delivered[];
  reserves: Called[];
  peaks: PeakDemand[];
}

/** Equal units of a cooling plant. */
export interface Group {
  id: string;
  what: string;
  count: number;
}

/** An AI hall. */
export interface Hall {
  id: string;
  feeds: Feed[];
  rack_model: string;
  rack_count: number;
  rated_it_w: number;
  ups: string | null;
  loop: string | null;
  gensets: string | null;
  static_switch: string | null;
  redundancy: string;
  in_service: boolean;
}

/** A shift, for whoever takes over. */
export interface Handover {
  from_ms: number;
  to_ms: number;
  alarms: Alarm[];
  notes: Fact[];
  commands: Fact[];
  switching: Fact[];
  energy: Record<string, number>;
  worst: Record<string, unknown>[];
}

/** A task that N-1 hangs on. */
export interface Hinge {
  task: string;
  assets: string[];
  since_days: number;
  words: string;
}

/** A site. */
export interface Layout {
  site_id: string;
  title: string;
  tz: string;
  contracted_w: number;
  kv: number;
  interconnect: string;
  transformers: Main[];
  buses: Bus[];
  ties: Tie[];
  feeders: Feeder[];
  blocks: Block[];
  halls: Hall[];
  loops: Loop[];
  mining_loops: MiningLoop[];
  gensets: Gensets[];
  batteries: Battery[];
}

/** A named limit of a quantity. */
export interface Limit {
  name: string;
  value: number;
}

/** Let something wait for another. */
export interface LinkEdit {
  op: 'link';
  id: string;
  pred: string;
  type?: 'FS' | 'SS' | 'FF' | 'SF';
  lag_days?: number;
}

/** A cooling plant. */
export interface Loop {
  id: string;
  hall: string;
  groups: Group[];
}

/** The loss of one main transformer in one of the plants that are passed. */
export interface Loss {
  since_days: number;
  lost: string;
  tie: string | null;
  worst: string;
  load_pu: number;
  ai_only_pu: number;
  ai_mw: number;
  deliverable_ai_mw: number;
  unserved_ai_mw: number;
  relief_s: number;
}

/** A plan's text and how it is drawn. */
export interface LuckDraft {
  text: string;
  runs?: number;
  /** Plans with the same share luck. */
  seed?: number;
  /** How late things may come. */
  outlook?: 'optimist' | 'industry' | 'reference_class';
}

/** When a phase is ready for service, by probability. */
export interface LuckPhase {
  phase: string;
  target_days: number;
  p50_days: number;
  p80_days: number;
  p90_days: number;
  p80_error_days: number;
  on_time_frac: number;
  /** Days by which it is ready in 5, 10, ... 95 %. */
  curve_days: number[];
  /** Share of runs that each is critical in. */
  critical_frac: Record<string, number>;
}

/** Many runs of schedule and money; no plant is run. */
export interface Luck {
  speed: 'schedule and money';
  /** SHA-256 of the text that was drawn. */
  hash: string;
  runs: number;
  seed: number;
  outlook: string;
  phases: LuckPhase[];
  p10_usd: number;
  p50_usd: number;
  p90_usd: number;
  p50_error_usd: number;
  /** Share of runs in which it is worth more than nothing. */
  gains_frac: number;
  /** P10, P50, P90 of all money, by year. */
  fan_usd: number[][];
  /** The largest on worth first. */
  swings: Swing[];
  took_ms: number;
}

/** A main transformer. */
export interface Main {
  id: string;
  bus: string;
  rated_va: number;
  high_breaker: string;
  low_breaker: string;
  in_service: boolean;
  limits: Record<string, Limit[]>;
}

/** What mining came to. Attributes: hashes_th: terahashes done. mined_btc: expected income of them. income_usd: that, each coin at the price of its time. price_usd_per_btc: bitcoin at the end. up_frac: hashes over those of all machines in service hashing throughout at their rating; None without machines. */
export interface Mining {
  hashes_th: number;
  mined_btc: number;
  income_usd: number;
  price_usd_per_btc: number;
  up_frac: number | null;
}

/** The cooling of a mining block: containers of air, a hydro loop, or tanks of oil. */
export interface MiningLoop {
  id: string;
  block: string;
  kind: string;
  groups: Group[];
}

/** What a plan is worth against going on mining, before tax and without debt, by its dates. */
export interface Money {
  currency: string;
  wacc_frac: number;
  npv_usd: Record<string, number>;
  total_usd: Record<string, number>;
  cumulative_usd: number[];
  whole_npv_usd: number;
  after_tax_npv_usd: number;
  irr_words: string;
  payback_years: number | null;
  peak_cash_usd: number;
  capital_usd: number;
  capital_usd_per_mw: number;
  assumptions: Record<string, string>;
  /** What mining would earn when the first block leaves. */
  mining_words: string;
}

/** Let something start no earlier than a day. */
export interface MoveEdit {
  op: 'move';
  id: string;
  start_days: number;
}

/** A command and the number that makes it happen once. */
export interface NewCommand {
  id: string;
  command: Record<string, unknown>;
}

/** What a fork does otherwise. */
export interface NewFork {
  at_ms: number;
  name?: string | null;
  sets?: string[];
  policies?: string[] | null;
  fail?: string[];
  speed?: number;
  play?: boolean;
}

/** A note. */
export interface NewNote {
  text: string;
  subject?: string;
}

/** The text of a plan. */
export interface NewRevision {
  text: string;
}

/** What a new run is made of. */
export interface NewRun {
  scenario: string;
  name?: string | null;
  sets?: string[];
  seed?: number | null;
  span?: string | null;
  policies?: string[] | null;
  speed?: number;
  play?: boolean;
}

/** Something that the model has solved for. */
export interface Next {
  t_ms: number;
  asset: string;
  words: string;
}

/** Assets that are dead for some hours, and how many of those lie in a blackout. */
export interface Outage {
  task: string;
  assets: string[];
  lost_mw: number;
  hours: number;
  start_hour: number;
  early_days: number;
  level_days: number;
  /** Of its hours, by the earliest dates. */
  early_blackout_hours: number;
  /** The same by the dates with crews. */
  level_blackout_hours: number;
}

/** How fast an engine goes. */
export interface Pace {
  speed?: number;
}

/** Demand of the site in a coincident peak. Attributes: start_us: when its interval begins. demand_mw: average import in it; None where the run does not cover it. stated: whether the scenario says that it is one; else it is the site's own highest. */
export interface PeakDemand {
  start_us: number;
  demand_mw: number | null;
  stated: boolean;
}

/** A part that is handed over as one. */
export interface Phase {
  id: string;
  name: string;
  it_mw: number;
  task: string | null;
  target_days: number;
  early_days: number | null;
  level_days: number | null;
  line: number;
}

/** A plan's text that is not saved, and what is done to it first. */
export interface PlanDraft {
  text: string;
  edits?: (MoveEdit | StretchEdit | LinkEdit | UnlinkEdit)[];
  /** Whether what waits may move too; if not, what would come later is a fault and what would come earlier is held where it is. */
  cascade?: boolean;
}

/** A draft, dated and reckoned: schedule and money alone, no plant is run. */
export interface PlanReckoned {
  speed: 'schedule and money';
  text: string;
  hash: string;
  plan_id: string;
  revision: number;
  title: string;
  site: string;
  tz: string;
  ntp: string;
  /** The last finish, by either way. */
  end_days: number;
  contracted_mw: number;
  activities: Activity[];
  phases: Phase[];
  crews: Crew[];
  outages: Outage[];
  seasons: Season[];
  power: Powers;
  dark_mw_months: number;
  breaches: Breach[];
  losses: Loss[];
  hinges: Hinge[];
  money: Money;
  took_ms: number;
}

/** A revision of a plan with its text. */
export interface PlanText {
  name: string;
  plan_id: string;
  revision: number;
  title: string;
  /** SHA-256 of its text: what `If-Match` wants. */
  hash: string;
  shipped: boolean;
  /** Name of the revision before it, if it is here. */
  baseline: string | null;
  /** Of its text; such a plan is shown but can't be reckoned. */
  fault_count: number;
  text: string;
}

/** A revision of a plan. */
export interface Plan {
  name: string;
  plan_id: string;
  revision: number;
  title: string;
  /** SHA-256 of its text: what `If-Match` wants. */
  hash: string;
  shipped: boolean;
  /** Name of the revision before it, if it is here. */
  baseline: string | null;
  /** Of its text; such a plan is shown but can't be reckoned. */
  fault_count: number;
}

/** Nameplate power from a day on; halls in their hottest hour. */
export interface Power {
  since_days: number;
  /** By model of machine. */
  mining_mw: Record<string, number>;
  halls_mw: Record<string, number>;
  /** Off for the conversion, and not yet earning. */
  dark_mw: number;
  worst_pu: number;
  worst: string;
}

/** Power by two ways to date a plan: crews without number, and those there are. */
export interface Powers {
  early: Power[];
  level: Power[];
}

/** What went wrong, with every fault there is. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  faults: Fault[];
}

/** Machines of one model on one unit transformer. */
export interface Row {
  id: string;
  model: string;
  machines_count: number;
  unit: string;
}

/** A run and where it stands. */
export interface Run {
  run: string;
  title: string;
  scenario: string;
  site: string;
  state: 'ready' | 'playing' | 'paused' | 'complete' | 'stopped' | 'crashed';
  t0_ms: number;
  t_ms: number;
  end_ms: number;
  seq: number;
  speed: number;
  parent: string | null;
  fork_ms: number | null;
  tz: string;
  seed: number;
  created_ms: number;
  trouble: string;
}

/** A scenario that a run can be made of. */
export interface Scenario {
  name: string;
  title: string;
  site: string;
  start_ms: number;
  duration_s: number;
  shipped: boolean;
}

/** Days on which nothing may be switched off in some hours. */
export interface Season {
  id: string;
  name: string;
  hours: number[];
  from_days: number;
  to_days: number;
}

/** One signal over a window; `null` where it has no meaning. */
export interface Series {
  name: string;
  unit: string;
  mean: (number | null)[];
  minimum: (number | null)[];
  maximum: (number | null)[];
}

/** Who asks. */
export interface Session {
  role: 'view' | 'control';
  version: string;
  workspace: string;
}

/** A signal that can be asked for. */
export interface Signal {
  name: string;
  asset: string;
  quantity: string;
  unit: string;
  kind: string;
  words: string;
}

/** A site document. */
export interface Site {
  name: string;
  title: string;
  shipped: boolean;
}

/** The plant at an instant. */
export interface State {
  t_us: number;
  t_ms: number;
  seq: number;
  values: Record<string, Record<string, number | null>>;
  conditions: Record<string, string[]>;
  marks: Record<string, ('open' | 'closed' | 'tripped' | 'failed' | 'dead' | 'overloaded' | 'alarm' | 'asleep' | 'booting' | 'throttled' | 'stopped' | 'held' | 'waiting' | 'on_battery' | 'locked' | 'on_engines' | 'running' | 'broken' | 'on_alternate')[]>;
  parameters: Record<string, string>;
}

/** How steeply the import changed, within any minute. Attributes: up_mw_per_min, up_us: steepest rise, and when it was complete. down_mw_per_min, down_us: steepest fall, likewise. up_limit_mw_per_min, down_limit_mw_per_min: contracted; None without one. */
export interface Steepest {
  up_mw_per_min: number;
  up_us: number;
  down_mw_per_min: number;
  down_us: number;
  up_limit_mw_per_min: number | null;
  down_limit_mw_per_min: number | null;
}

/** So many from a day on. */
export interface Step {
  since_days: number;
  count: number;
}

/** Let something take so long. */
export interface StretchEdit {
  op: 'stretch';
  id: string;
  span_days: number;
}

/** A run in numbers; JSON-able. Attributes: title: of the run. tz: zone of the site, for instants. start_us: its first instant. end_us: the instant these numbers stand at. is_complete: whether that is the scenario's end. fact_count: facts, the parents' included. kinds: facts by kind, most frequent first. power_frac: share of facts that change power. energy: by part. pue_ai_ratio: halls with cooling over their IT; None without. What their batteries store or gave is no overhead. pue_ratio: import and engines, less what batteries store, over IT of halls and miners; None without. water_m3: taken up by evaporative pads and bled off them. wue_l_per_kwh: that over IT of halls and miners; None without. energy_cost_usd: import at the node's price. mining: bitcoin. work: jobs and inference. worst: of each transformer, its highest load and shown hot-spot. grid: what the grid may ask about: ramps, orders, reserves, coincident peaks. took_s: time spent running, 0 when unknown. */
export interface Summary {
  title: string;
  tz: string;
  start_us: number;
  end_us: number;
  is_complete: boolean;
  fact_count: number;
  kinds: Record<string, number>;
  power_frac: number;
  energy: Energy;
  pue_ai_ratio: number | null;
  pue_ratio: number | null;
  water_m3: number;
  wue_l_per_kwh: number | null;
  energy_cost_usd: number;
  mining: Mining;
  work: Work;
  worst: Worst[];
  grid: GridSide;
  took_s: number;
}

/** One uncertain variable at its P10 and at its P90, the others as planned. */
export interface Swing {
  variable: string;
  kind: string;
  /** From where to where it goes, with its unit. */
  words: string;
  /** At its P10, and at its P90. */
  npv_usd: number[];
  /** The same of each phase. */
  ready_days: Record<string, number[]>;
}

/** A tie. */
export interface Tie {
  id: string;
  from_bus: string;
  to_bus: string;
}

/** Let something wait for another no more. */
export interface UnlinkEdit {
  op: 'unlink';
  id: string;
  pred: string;
}

/** What an activity waits for. */
export interface Wait {
  id: string;
  type: 'FS' | 'SS' | 'FF' | 'SF';
  lag_days: number;
}

/** What the halls came to. Attributes: served_mwh: drawn by jobs and inference. unserved_mwh: asked for and not delivered, because of a cap or a lost supply. jobs_started_count: starts, those after an interruption included. jobs_finished_count: done. jobs_interrupted_count: lost a rack or the supply and start again. jobs_refused_count: turned away. */
export interface Work {
  served_mwh: number;
  unserved_mwh: number;
  jobs_started_count: number;
  jobs_finished_count: number;
  jobs_interrupted_count: number;
  jobs_refused_count: number;
}

/** The worst of one transformer. Attributes: id: of the transformer. is_main: whether it is a main transformer. load_pu: highest load over its full rating. load_us: when. hotspot_c: highest shown hot-spot. hotspot_us: when. */
export interface Worst {
  id: string;
  is_main: boolean;
  load_pu: number;
  load_us: number;
  hotspot_c: number;
  hotspot_us: number;
}
