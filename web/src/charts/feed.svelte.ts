// What all charts in sight show, fetched in one question: they share their range, so they share their samples too.

import { untrack } from 'svelte';
import type { LiveRun } from '../live/run.svelte';
import { Question } from '../live/question.svelte';
import type { Range } from '../time/range';
import { rest } from '../wire/rest';
import type { SignalWindow } from '../wire/types';
import { Growing } from './growing';

class ChartFeed {
  /** Names that some chart in sight shows, each once. */
  names = $state.raw<string[]>([]);
  readonly #ours = new Question<SignalWindow>(250);
  readonly #theirs = new Question<SignalWindow>(250);
  readonly #ourTail = new Growing();
  readonly #theirTail = new Growing();
  readonly #wanted = new Map<symbol, readonly string[]>();

  get window(): SignalWindow | null {
    return this.#ours.answer;
  }

  /** Of the run that is shown beside. */
  get beside(): SignalWindow | null {
    return this.#theirs.answer;
  }

  get trouble(): string[] {
    return this.#ours.trouble;
  }

  /** Ask for signals until what is returned is called: for an effect. */
  want(names: readonly string[]): () => void {
    const owner = Symbol('chart');
    this.#wanted.set(owner, names);
    this.#gather();
    return () => {
      this.#wanted.delete(owner);
      this.#gather();
    };
  }

  /** Fetch for both runs what is wanted; called as range, names or the run's end change. */
  drive(live: LiveRun | null, beside: LiveRun | null, range: Range): void {
    ask(this.#ours, this.#ourTail, live, range, this.names);
    ask(this.#theirs, this.#theirTail, beside, range, this.names);
  }

  forget(): void {
    this.#ours.know(null);
    this.#theirs.know(null);
  }

  #gather(): void {
    untrack(() => {
      const names = [...new Set([...this.#wanted.values()].flat())].sort();
      if (names.join() !== this.names.join()) this.names = names;
    });
  }
}

function ask(question: Question<SignalWindow>, tail: Growing, live: LiveRun | null, range: Range, names: string[]): void {
  const run = live?.run;
  if (!live || !run) {
    question.know(null);
    return;
  }
  const known = live.catalogue.length ? new Set(live.catalogue.map((signal) => signal.name)) : null;
  const wanted = names.filter((name) => known?.has(name) ?? true);
  const from_ms = Math.max(range.from_ms, run.t0_ms);
  const to_ms = Math.min(range.to_ms, run.t_ms);
  if (from_ms >= to_ms || !wanted.length) question.know(null);
  else question.ask((signal) => tail.fetch(live.name, { names: wanted, from_ms, to_ms }, (asked) => rest.signals(live.name, asked, signal)));
}

export const feed = new ChartFeed();
