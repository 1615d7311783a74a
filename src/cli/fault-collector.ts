import { type Diagnostic, RolloutError } from '../errors/rollout-error.ts';

/** Collects what is wrong in several places, so that all of it is reported together. */
export class FaultCollector {
  readonly #diagnostics: Diagnostic[] = [];

  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  add(diagnostics: readonly Diagnostic[]): void {
    this.#diagnostics.push(...diagnostics);
  }

  /** What `act` returns; undefined where it throws a RolloutError, whose diagnostics are collected. */
  async collect<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (problem) {
      if (!(problem instanceof RolloutError)) throw problem;
      this.add(problem.diagnostics);
      return undefined;
    }
  }
}
