import type { Reading } from '../../circuit/reading.ts';
import type { Diagnostic } from '../../errors/rollout-error.ts';
import { diagnostic } from '../../errors/rollout-error.ts';
import type { Ticks } from '../../text/duration.ts';
import type { BatchSource, SourceCursor, SourceQuery } from '../source.ts';
import { wrapSource } from '../wrap.ts';
import type { OpenedRecording } from './open-recording.ts';
import { Recorded } from './recorded-readings.ts';
import { SectionStream } from './section-stream.ts';

/** A part of a recording, and the history it is a part of. */
export interface ResumedOptions {
  readonly part: OpenedRecording & { readonly members: readonly number[] };
  readonly queries: readonly SourceQuery[];
  /** The ticks before this one come from the part. */
  readonly after: Ticks;
  /** What the server warned of before. */
  readonly warnings: readonly Diagnostic[];
  /** The whole history; opened with a cursor it goes on from there. */
  readonly open: (cursor?: SourceCursor) => BatchSource;
}

/** A history that reads its first ticks from a part of its recording, and asks the server for the others alone. */
export function resumed(options: ResumedOptions): BatchSource {
  const whole = options.open();
  const joint = new Joint(options);
  return wrapSource(whole, {
    fill: (...given) => joint.fill(...given),
    why: (query, tick) => joint.at(tick).why(query, tick),
    cursor: (tick) => joint.cursor(tick),
    diagnostics: (ran) => joint.last.diagnostics(ran),
    close: async () => {
      await joint.close();
      await whole.close?.(undefined);
    },
  }) as BatchSource;
}

/** The part, and once the run is behind it, the server. */
class Joint {
  readonly #options: ResumedOptions;
  readonly #recorded: Recorded;
  #history: BatchSource | undefined;

  constructor(options: ResumedOptions) {
    const { part, queries, after, warnings } = options;
    const { members, head } = part;
    const diagnostics = [diagnostic('PROM_OPEN_LOOP', {}), ...warnings];
    const end = { end: true, ticks: after, diagnostics, members };
    this.#options = options;
    this.#recorded = new Recorded({
      head,
      end,
      sections: new SectionStream({ ...part, end }),
      asked: queries,
      positions: queries.map((_, q) => q),
      first: 0,
    });
  }

  fill(
    columns: readonly Float64Array[],
    first: number,
    count: number,
    accept: Reading,
  ): void | Promise<void> {
    const { after, open } = this.#options;
    if (first < after) return this.#recorded.fill(columns, first, count);
    this.#history ??= open(this.#cursorInPart(after));
    return this.#history.fill(columns, first, count, accept);
  }

  /** The one that gave the results of a tick. */
  at(tick: number): BatchSource {
    return tick < this.#options.after ? this.#recorded : this.last;
  }

  get last(): BatchSource {
    return this.#history ?? this.#recorded;
  }

  cursor(tick: number): SourceCursor {
    return this.#history ? this.#history.cursor(tick) : this.#cursorInPart(tick);
  }

  close(): Promise<void> {
    return this.#recorded.close();
  }

  #cursorInPart(tick: number): SourceCursor {
    return { tick, gaps: this.#recorded.gapsBefore(tick) };
  }
}
