import type { Code } from '../errors/codes.ts';
import { type Diagnostic, diagnostic, RolloutError } from '../errors/rollout-error.ts';

/** Codes of warnings about a part of the state directory that a run goes on without. */
type LossCode = Extract<Code, 'STATUS_LOST' | 'DYNAMIC_LOST'>;

/** A warning given once, until what was lost is back. */
export class LossWarning {
  readonly #code: LossCode;
  readonly #warn: (warning: Diagnostic) => void;
  #isGiven = false;

  constructor(code: LossCode, warn: (warning: Diagnostic) => void) {
    this.#code = code;
    this.#warn = warn;
  }

  /** Throws what is no RolloutError: a bug. */
  report(problem: unknown): void {
    if (!(problem instanceof RolloutError)) throw problem;
    if (!this.#isGiven) this.#warn(diagnostic(this.#code, { problem: problem.message }));
    this.#isGiven = true;
  }

  reset(): void {
    this.#isGiven = false;
  }
}
