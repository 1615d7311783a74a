import type { RunEvent } from '../../run/result.ts';
import { GateAnswers } from './gate-answers.ts';
import type { RolloutRunOptions } from './options.ts';
import { RequestCount } from './request-count.ts';

/** What a rollout hears of the world besides its readings: whether its server answers, its gates, its requests. */
export class Surroundings {
  isServerDown = false;
  readonly #answers: GateAnswers;
  /** Undefined where no requests are counted. */
  readonly #count: RequestCount | undefined;

  constructor(options: RolloutRunOptions) {
    const { frozen, ramp, ask } = options;
    const { requests: query, gates, rules } = frozen;
    this.#answers = new GateAnswers({ ...options, gates, steps: rules.gates });
    this.#count = query === null ? undefined : new RequestCount(ramp, () => ask(query));
  }

  get requests(): number | undefined {
    return this.#count?.requests;
  }

  isGateOpen(gate: number): boolean {
    return this.#answers.isOpen(gate);
  }

  /** After every tick. */
  see(frame: Float64Array): void {
    this.#answers.see(frame);
    this.#count?.see(frame);
  }

  takeEvent({ kind }: RunEvent): void {
    if (kind === 'source_error') this.isServerDown = true;
    if (kind === 'source_recovered') this.isServerDown = false;
  }
}
