import type { Query } from '../../circuit/plan.ts';
import type { Assessment } from '../../judge/assessment.ts';
import type { Answer, Rehearsals, Wanted } from '../../judge/tune/tune.ts';
import type { Value } from '../../judge/tune/varied.ts';
import { assessmentOf } from '../assess/basis.ts';
import { makeBasis } from '../assess/make-basis.ts';
import type { Prepared } from '../assess/prepare.ts';
import type { IO } from '../io.ts';
import type { JudgedPolicy } from '../judge/subject.ts';
import { WorkProgress } from '../judge/work-progress.ts';
import type { Progress } from '../progress.ts';
import type { TuneRequest } from './request.ts';
import { type SettingGround, SettingRehearsals } from './setting-rehearsals.ts';
import { assignmentsOf, type SettingsSubject, withValues } from './settings.ts';

type Values = Readonly<Record<string, Value>>;

export interface SessionOptions {
  readonly request: TuneRequest;
  readonly subject: SettingsSubject;
  readonly prepared: Prepared;
  /** The history has a column for each of them. */
  readonly queries: readonly Query[];
  readonly progress: Progress;
}

/** Rehearses one setting after another on the same history. To be closed. */
export class TuneSession {
  readonly #options: SessionOptions;
  readonly #io: IO;
  readonly #rehearsals: SettingRehearsals;
  /** Of each fold. */
  readonly #tried = new Map<number, number>();

  constructor(options: SessionOptions, io: IO) {
    this.#options = options;
    this.#io = io;
    const { prepared, queries, request } = options;
    const { bad, rehearsals } = request.assess;
    this.#rehearsals = new SettingRehearsals({
      prepared,
      queries,
      detect: bad.injections,
      jobs: rehearsals.jobs,
    });
  }

  /** The policy with these values in place of those in use. */
  async policyWith(values: Values): Promise<JudgedPolicy> {
    if (Object.keys(values).length === 0) return this.#options.prepared.policy;
    return withValues(this.#options.subject, values, this.#io);
  }

  /** Undefined after an interrupt. */
  async rehearse(values: Values, { starts, fold }: Wanted): Promise<Answer> {
    if (this.#io.interrupted.aborted) return undefined;
    const { progress } = this.#options;
    const number = (this.#tried.get(fold) ?? 0) + 1;
    this.#tried.set(fold, number);
    const what = fold === 0 ? `setting ${number}` : `judging, part ${fold} of 4: setting ${number}`;
    progress.now(what);
    const shown = new WorkProgress(progress, { what, total: starts.to - starts.from, now: this.#io.now });
    const options = { signal: this.#io.interrupted, onDone: shown.done };
    const outcomes = await this.#rehearsals.rehearse(await this.policyWith(values), starts, options);
    return this.#io.interrupted.aborted ? undefined : outcomes;
  }

  /** The assessment of a policy by rehearsals; the command of a stretch has its values. */
  async assess(policy: JudgedPolicy, values: Values, rehearsals: Rehearsals): Promise<Assessment> {
    const { prepared, request } = this.#options;
    const { history, injections } = await this.#rehearsals.groundOf(policy);
    const read = { ...prepared.read, history };
    const assessed = { ...request.assess, policy: withAssignments(request.assess.policy, values) };
    const basis = makeBasis({ ...prepared, policy, read, injections, smallest: {} }, assessed, rehearsals);
    return assessmentOf(basis, rehearsals, { isPartial: false, invocation: this.#io.invocation });
  }

  groundOf(policy: JudgedPolicy): Promise<SettingGround> {
    return this.#rehearsals.groundOf(policy);
  }

  close(): Promise<void> {
    return this.#rehearsals.close();
  }
}

function withAssignments(
  policy: TuneRequest['assess']['policy'],
  values: Values,
): TuneRequest['assess']['policy'] {
  if ('policyFile' in policy) return policy;
  return { ...policy, assignments: [...(policy.assignments ?? []), ...assignmentsOf(values)] };
}
