import { type Diagnostic, RolloutError } from '../../errors/rollout-error.ts';
import type { Source } from '../../source/source.ts';
import { wrapSource } from '../../source/wrap.ts';

/** Lets a run end at a failure as Ctrl-C ends it, so that what it came to is not lost with it. */
export interface Safeguard {
  readonly source: Source;
  /** Fires at Ctrl-C and at a failure. */
  readonly signal: AbortSignal;
  /** `act`, its failures kept. */
  guarded<A extends readonly unknown[]>(act: (...given: A) => void): (...given: A) => void;
  /** Does it, its failure kept. */
  attempt(act: () => void | Promise<void>): Promise<void>;
  /** What failed, `remarks` with it; undefined when nothing did. */
  failure(remarks?: readonly Diagnostic[]): RolloutError | undefined;
}

/**
 * A live run cannot be made again: once it had a reading, a failure ends it and is kept. Every other run fails at once,
 * so that nothing shorter than what was asked for is ever left behind.
 */
export const safeguard = (source: Source, interrupted: AbortSignal): Safeguard =>
  source.pace === 'live' ? keepFailures(source, interrupted) : failAtOnce(source, interrupted);

const failAtOnce = (source: Source, signal: AbortSignal): Safeguard => ({
  source,
  signal,
  guarded: (act) => act,
  attempt: async (act) => act(),
  failure: () => undefined,
});

function keepFailures(source: Source, interrupted: AbortSignal): Safeguard {
  const failed = new AbortController();
  const failures: RolloutError[] = [];
  let hasReading = false;
  const keep = (problem: unknown) => {
    if (!hasReading || !(problem instanceof RolloutError)) throw problem;
    failures.push(problem);
    failed.abort();
  };
  return {
    source: wrapSource(source, {
      async fill(columns, first, count, accept) {
        try {
          await source.fill(columns, first, count, accept);
          hasReading ||= columns.some((column) => !Number.isNaN(column[0]));
        } catch (problem) {
          keep(problem);
        }
      },
    }),
    signal: AbortSignal.any([interrupted, failed.signal]),
    guarded:
      (act) =>
      (...given) => {
        try {
          act(...given);
        } catch (problem) {
          keep(problem);
        }
      },
    async attempt(act) {
      try {
        await act();
      } catch (problem) {
        keep(problem);
      }
    },
    failure: (remarks = []) =>
      failures.length === 0
        ? undefined
        : new RolloutError([...failures.flatMap(({ diagnostics }) => diagnostics), ...remarks], failures[0]),
  };
}
