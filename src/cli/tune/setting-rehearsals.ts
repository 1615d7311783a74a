import type { Plan } from '../../circuit/plan.ts';
import { badTicks } from '../../judge/bad-ticks.ts';
import type { History } from '../../judge/history.ts';
import { fitReadings } from '../../judge/injection/fit-readings.ts';
import type { Injection } from '../../judge/injection/injection.ts';
import type { StartOutcomes } from '../../judge/outcome.ts';
import type { StartRange } from '../../judge/tune/folds.ts';
import { readInjections } from '../assess/injections.ts';
import type { Prepared } from '../assess/prepare.ts';
import { Rehearsals } from '../judge/rehearsals.ts';
import type { JudgedPolicy } from '../judge/subject.ts';
import type { WorkOptions } from '../judge/work-options.ts';
import { keyOfQuery } from '../settings/each-query.ts';

/** What a policy is rehearsed on: the columns of its queries, and what is injected into them. */
export interface SettingGround {
  readonly history: History;
  readonly injections: readonly Injection[];
}

export interface SettingRehearsalsOptions {
  /** Its history has a column for each of these queries. */
  readonly prepared: Prepared;
  readonly queries: Plan['queries'];
  /** What is to be detected, as it was written. */
  readonly detect: readonly string[];
  readonly jobs: number;
}

/** Rehearsals of policies that ask some of the same queries. To be closed. */
export class SettingRehearsals {
  readonly #options: SettingRehearsalsOptions;
  readonly #positions: ReadonlyMap<string, number>;
  /** By the columns that are asked. */
  readonly #open = new Map<string, { readonly ground: SettingGround; readonly rehearsals: Rehearsals }>();

  constructor(options: SettingRehearsalsOptions) {
    this.#options = options;
    this.#positions = new Map(options.queries.map((query, i) => [keyOfQuery(query), i]));
  }

  async groundOf(policy: JudgedPolicy): Promise<SettingGround> {
    return (await this.#opened(policy)).ground;
  }

  /** From the starts of these numbers, by ascending start. */
  async rehearse(
    policy: JudgedPolicy,
    { from, to }: StartRange,
    options: WorkOptions,
  ): Promise<readonly StartOutcomes[]> {
    const { starts, incidents, window, read } = this.#options.prepared;
    const { ground, rehearsals } = await this.#opened(policy);
    const bad = incidents.map((one) => badTicks(one, read.history, window * read.history.interval));
    const task = { policy, starts, incidents: bad, injections: ground.injections };
    return rehearsals.rehearse(
      task,
      Int32Array.from({ length: to - from }, (_, i) => from + i),
      options,
    );
  }

  async close(): Promise<void> {
    for (const { rehearsals } of this.#open.values()) await rehearsals.close();
  }

  async #opened({ plan }: JudgedPolicy) {
    const positions = plan.queries.map((query) => this.#positions.get(keyOfQuery(query))!);
    const known = this.#open.get(positions.join());
    if (known) return known;
    const { prepared, detect, jobs } = this.#options;
    const { history } = prepared.read;
    const asked = { ...history, columns: positions.map((position) => history.columns[position]!) };
    const injections = fitReadings(await readInjections(detect, plan), asked);
    const opened = { ground: { history: asked, injections }, rehearsals: new Rehearsals(asked, jobs) };
    this.#open.set(positions.join(), opened);
    return opened;
  }
}
