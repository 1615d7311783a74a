import type { Plan } from '../../circuit/plan.ts';
import type { StreamedFile } from '../../disk/streamed-file.ts';
import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';
import type { Gate } from '../../rollout/gates/gate.ts';
import type { Observer } from '../../run/observer.ts';
import type { RunListener } from '../../run/options.ts';
import { heldByWriter, type TraceFormat, type TraceWriter, traceWriter } from '../../run/trace.ts';
import type { OutputFile } from './output-request.ts';

/** What a trace is of. */
export interface Traced {
  readonly plan: Plan;
  readonly gate?: Gate;
}

/** A trace that a run writes, one row a tick. Throws FILE_UNWRITABLE. */
export class TraceFile implements RunListener {
  readonly #file: StreamedFile;
  readonly #name: string;
  readonly #writer: TraceWriter;

  constructor(file: StreamedFile, { file: name, format }: OutputFile<TraceFormat>, { plan, gate }: Traced) {
    const writer = traceWriter(plan, format);
    this.#file = file;
    this.#name = name;
    this.#writer = gate ? heldByWriter(writer, format, () => gate.reasons.map(({ kind }) => kind)) : writer;
    file.write(this.#writer.header);
  }

  readonly onTick = (tick: number, frame: Float64Array, observer: Observer): void => {
    this.#file.write(this.#writer.row(tick, observer.timeOf(tick), frame));
  };

  commit(): void {
    this.#file.commit();
  }

  /** After a failure: commits the whole rows there are, with a warning that these are not all. */
  commitPartial(): readonly Diagnostic[] {
    return this.#file.commitPartial() ? [diagnostic('TRACE_CUT', { file: this.#name })] : [];
  }
}
