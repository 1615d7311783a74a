import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { History } from '../../judge/history.ts';
import { type Judging, judge } from '../../judge/judge.ts';
import type { Judged } from '../../judge/judged.ts';
import type { StartOutcomes } from '../../judge/outcome.ts';
import { ReusedTickMemory } from '../../judge/tick-memory.ts';
import type { DynamicDocument } from '../../run/dynamic-config.ts';
import type { LoadedPolicy } from '../load-policy.ts';
import type { WorkOptions } from './work-options.ts';
import type { Workers } from './workers.ts';

/** A policy that is rehearsed here or in a worker. */
export interface RehearsedPolicy extends Judged {
  readonly loaded: Pick<LoadedPolicy, 'resource'>;
  /** In force in the frame of `Judged`. */
  readonly document: DynamicDocument;
}

/** What is rehearsed on a history. */
export interface RehearsalTask extends Omit<Judging, 'judged' | 'history' | 'memory'> {
  readonly policy: RehearsedPolicy;
}

/** Between two looks at the outside world. */
const STARTS_AT_ONCE = 16;
/** Less work than so many ticks is done sooner than a worker starts. */
const MIN_SHARED_TICKS = 4_000_000;

/** Rehearsals on one history, in this thread or shared by workers; what they come to is the same. To be closed. */
export class Rehearsals {
  readonly #history: History;
  readonly #jobs: number;
  readonly #memory: ReusedTickMemory;
  #workers: Workers | undefined;

  constructor(history: History, jobs: number) {
    this.#history = history;
    this.#jobs = jobs;
    this.#memory = new ReusedTickMemory(history.ticks);
  }

  /** One task at a time: the rehearsals of these starts, in their order; after an interrupt those that are done. */
  async rehearse(
    task: RehearsalTask,
    numbers: Int32Array,
    options: WorkOptions,
  ): Promise<readonly StartOutcomes[]> {
    const { policy, ...rest } = task;
    const { starts, injections = [] } = rest;
    const work = { ...rest, memory: this.#memory.forInjections(injections.length) };
    const ticks = numbers.length * starts.horizon * (1 + injections.length);
    if (this.#jobs === 1 || ticks < MIN_SHARED_TICKS)
      return this.#rehearseHere({ ...work, judged: policy, history: this.#history }, numbers, options);
    const { circuit } = policy.loaded.resource.spec;
    const workers = await this.#openWorkers();
    const done = workers.rehearse(
      { ...work, policy: { circuit, document: policy.document } },
      numbers,
      options,
    );
    options.meanwhile?.();
    return done;
  }

  async #rehearseHere(
    judging: Judging,
    numbers: Int32Array,
    { signal, onDone, meanwhile }: WorkOptions,
  ): Promise<readonly StartOutcomes[]> {
    meanwhile?.();
    const done: StartOutcomes[] = [];
    for (const outcomes of judge(judging, numbers)) {
      done.push(outcomes);
      if (done.length % STARTS_AT_ONCE !== 0) continue;
      onDone(done.length);
      await yieldToEventLoop();
      if (signal.aborted) break;
    }
    return done;
  }

  async #openWorkers(): Promise<Workers> {
    const { Workers } = await import('./workers.ts');
    this.#workers ??= new Workers(this.#jobs, this.#history);
    return this.#workers;
  }

  async close(): Promise<void> {
    await this.#workers?.close();
  }
}
