import { type Diagnostic, RolloutError } from '../errors/rollout-error.ts';
import type { RunListener } from '../run/options.ts';
import type { Source } from '../source/source.ts';
import { wrapSource } from '../source/wrap.ts';

/**
 * Ends a run at a failure as Ctrl-C ends it. A live run cannot be repeated: once it had a reading, a failure
 * is collected and its result stands. Every other run throws at once, so that nothing shorter than what was
 * asked for is left behind.
 */
export class FailureGuard {
  /** The source; a collected failure of it leaves the columns as they are. */
  readonly source: Source;
  /** Fires at Ctrl-C and at a collected failure. */
  readonly signal: AbortSignal;
  readonly #failed = new AbortController();
  readonly #failures: RolloutError[] = [];
  #hasReading = false;

  constructor(source: Source, interrupted: AbortSignal) {
    this.source = source.pace === 'live' ? this.#guardSource(source) : source;
    this.signal = AbortSignal.any([interrupted, this.#failed.signal]);
  }

  /** The listener, whose failures at a tick are collected. */
  guardListener(listener: RunListener): RunListener {
    if (this.source.pace !== 'live') return listener;
    return {
      ...listener,
      onTick: (tick, frame, observer) => {
        try {
          listener.onTick?.(tick, frame, observer);
        } catch (problem) {
          this.#collect(problem);
        }
      },
    };
  }

  /** Does it; its failure is collected. */
  async guard(act: () => void | Promise<void>): Promise<void> {
    try {
      await act();
    } catch (problem) {
      this.#collect(problem);
    }
  }

  get hasFailed(): boolean {
    return this.#failures.length > 0;
  }

  /** What was collected, followed by `notes`, as one error; undefined when nothing was. */
  failure(notes: readonly Diagnostic[] = []): RolloutError | undefined {
    if (!this.hasFailed) return undefined;
    const diagnostics = this.#failures.flatMap((failure) => failure.diagnostics);
    return new RolloutError([...diagnostics, ...notes], this.#failures[0]);
  }

  #guardSource(source: Source): Source {
    return wrapSource(source, {
      fill: (columns, ...ticks) =>
        this.guard(async () => {
          await source.fill(columns, ...ticks);
          this.#hasReading ||= columns.some((column) => !Number.isNaN(column[0]));
        }),
    });
  }

  /** Throws before the first reading, and what is no RolloutError: a bug. */
  #collect(problem: unknown): void {
    if (!this.#hasReading || !(problem instanceof RolloutError)) throw problem;
    this.#failures.push(problem);
    this.#failed.abort();
  }
}
