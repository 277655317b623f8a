// A plan on the desk: its draft, what is known of it, and what can be done to it. What is dated and reckoned is the
// server's; here is only which draft it is about.

import { page } from '../store/page.svelte';
import { linesOf, Refusal } from '../wire/problem';
import { rest } from '../wire/rest';
import type { Activity, Breach, Fault, Luck, Plan, PlanDraft, PlanText, Reckoned } from '../wire/types';
import { changes } from './diff';
import { NO_TRAIL, redone, stepped, undone, type Trail } from './history';

type Edits = NonNullable<PlanDraft['edits']>;

const TYPED_MS = 350;
const KEPT = 'switchyard.draft.';

/** A save that somebody else came before. */
export interface Conflict {
  words: string[];
  theirs: PlanText;
}

class Desk {
  plans = $state.raw<Plan[]>([]);
  known = $state(false);
  /** The revision that the draft was made from. */
  base = $state.raw<PlanText | null>(null);
  text = $state('');
  /** The last draft that was sound, reckoned. */
  result = $state.raw<Reckoned | null>(null);
  /** The result before it, to compare with. */
  ghost = $state.raw<Reckoned | null>(null);
  /** The revision before the base, reckoned. */
  baseline = $state.raw<Reckoned | null>(null);
  /** What makes the draft invalid; empty where it is sound. */
  faults = $state.raw<Fault[]>([]);
  /** Many runs of a draft, and whether some are being drawn. */
  luck = $state.raw<Luck | null>(null);
  drawing = $state(false);
  conflict = $state.raw<Conflict | null>(null);
  trail = $state.raw<Trail>(NO_TRAIL);
  cascade = $state(true);
  busy = $state(false);
  took_ms = $state(NaN);
  /** The revision that was asked for last. */
  wanted: string | null = null;
  #asked = 0;
  #timer = 0;

  dirty = $derived(this.base !== null && this.text !== this.base.text);
  lastRevision = $derived(this.plans.find((one) => one.plan_id === this.base?.plan_id)?.revision ?? 0);

  get dates(): 'level' | 'early' {
    return page.planning.dates;
  }

  get picked(): Activity | null {
    return this.result?.activities.find((one) => one.id === page.planning.task) ?? null;
  }

  get breaches(): Breach[] {
    return this.result?.breaches.filter((one) => one.rule !== 'V14' || one.dates === this.dates) ?? [];
  }

  // ---------------------------------------------------------------- opening
  async load(): Promise<void> {
    try {
      this.plans = await rest.plans();
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) page.locked = true;
      else page.say(linesOf(error), true);
    }
    this.known = true;
  }

  /** Open a revision, with what was there before one undo away; a draft of it that was not saved is taken up again. */
  async open(name: string, before: string | null = null): Promise<void> {
    this.wanted = name;
    const found = await page.attempt(() => rest.plan(name));
    if (!found || page.planning.plan !== name) return;
    this.base = found;
    this.result = this.ghost = this.baseline = null;
    this.faults = [];
    this.conflict = null;
    this.trail = NO_TRAIL;
    const kept = sessionStorage.getItem(KEPT + found.hash);
    this.text = kept ?? found.text;
    if (before !== null) this.trail = stepped(NO_TRAIL, before, 'taking theirs');
    else if (kept !== null && kept !== found.text) {
      this.trail = stepped(NO_TRAIL, found.text, 'the draft that was kept');
      page.say('A draft that was not saved is here again. Undo leads back to the revision.');
    }
    await this.reckon();
    if (found.baseline) {
      const text = await rest.plan(found.baseline).catch(() => null);
      this.baseline = text ? await rest.reckon({ text: text.text }).catch(() => null) : null;
    }
  }

  // ---------------------------------------------------------------- changing
  /** Make edits where they are written; refused ones change nothing. */
  async edit(edits: Edits, words: string): Promise<boolean> {
    window.clearTimeout(this.#timer);
    return this.reckon(edits, words);
  }

  /** The text was typed in. */
  type(text: string): void {
    if (text === this.text) return;
    this.trail = stepped(this.trail, this.text, 'typing', performance.now());
    this.#put(text);
    this.#soon();
  }

  undo(): void {
    this.#go(undone(this.trail, this.text));
  }

  redo(): void {
    this.#go(redone(this.trail, this.text));
  }

  /** Date and reckon the draft, with edits if there are some; whether it is sound. */
  async reckon(edits: Edits = [], words = ''): Promise<boolean> {
    const asked = ++this.#asked;
    this.busy = true;
    const began_ms = performance.now();
    try {
      const found = await rest.reckon({ text: this.text, edits, cascade: this.cascade });
      if (asked !== this.#asked) return false;
      const changed = found.text !== this.text;
      if (changed) {
        this.trail = stepped(this.trail, this.text, words);
        this.#put(found.text);
      }
      if (this.result && this.result.hash !== found.hash) this.ghost = this.result;
      this.result = found;
      this.faults = [];
      if (page.notice?.bad) page.notice = null;
      if (edits.length && !changed) page.say('Nothing moved: what it waits for lets it start no earlier.');
      this.took_ms = performance.now() - began_ms;
      return true;
    } catch (error) {
      if (asked !== this.#asked) return false;
      const isFaulty = error instanceof Refusal && error.status === 422 && !edits.length;
      if (isFaulty) this.faults = error.faults;
      else page.say([...(edits.length ? ['Nothing was changed.'] : []), ...linesOf(error)], true);
      return false;
    } finally {
      if (asked === this.#asked) this.busy = false;
    }
  }

  /** Draw the draft many times. */
  async draw(): Promise<void> {
    this.drawing = true;
    page.lookAt({ tab: 'luck' });
    const luck = await page.attempt(() => rest.drawPlan(this.text));
    if (luck) this.luck = luck;
    this.drawing = false;
  }

  // ---------------------------------------------------------------- saving
  /** Keep the draft as the next revision of its plan; `onto` is the revision it is meant to follow. */
  async save(onto: PlanText | null = this.base): Promise<void> {
    if (!onto) return;
    window.clearTimeout(this.#timer);
    const text = this.text;
    try {
      const made = await rest.savePlan(text, onto.hash);
      this.#forget();
      this.conflict = null;
      await this.load();
      page.say(`Saved as revision ${made.revision}, ${made.name}.`);
      page.lookAt({ plan: made.name });
    } catch (error) {
      if (error instanceof Refusal && error.status === 412) await this.#clash(error);
      else if (error instanceof Refusal && error.status === 422) this.faults = error.faults;
      else page.say(linesOf(error), true);
    }
  }

  /** What was changed here against the revision it was made from, and what somebody else changed. */
  differences() {
    const from = this.base?.text ?? '';
    return { mine: changes(from, this.text), theirs: this.conflict ? changes(from, this.conflict.theirs.text) : [] };
  }

  /** Go to the revision that somebody else saved; the draft stays one undo away. */
  async takeTheirs(): Promise<void> {
    const theirs = this.conflict?.theirs;
    if (!theirs) return;
    const mine = this.text;
    sessionStorage.removeItem(KEPT + theirs.hash);
    this.#forget();
    page.lookAt({ plan: theirs.name });
    await this.open(theirs.name, mine);
  }

  async #clash(error: Refusal): Promise<void> {
    await this.load();
    const last = this.plans.find((one) => one.plan_id === this.base?.plan_id);
    const theirs = last ? await page.attempt(() => rest.plan(last.name)) : null;
    if (theirs) this.conflict = { words: linesOf(error), theirs };
  }

  #go(found: [string, Trail] | null): void {
    if (!found) return;
    this.trail = found[1];
    this.#put(found[0]);
    window.clearTimeout(this.#timer);
    void this.reckon();
  }

  #put(text: string): void {
    this.text = text;
    if (!this.base) return;
    if (text === this.base.text) this.#forget();
    else sessionStorage.setItem(KEPT + this.base.hash, text);
  }

  #forget(): void {
    if (this.base) sessionStorage.removeItem(KEPT + this.base.hash);
  }

  #soon(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.reckon(), TYPED_MS);
  }
}

export const desk = new Desk();
