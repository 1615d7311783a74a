import type { Plan } from '../../circuit/plan.ts';
import { StreamedFile } from '../../disk/streamed-file.ts';
import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';
import { traceWriter } from '../../run/trace.ts';
import type { Moment } from '../../text/time.ts';
import type { IO } from '../io.ts';
import { askingFor } from '../write-result.ts';
import { traceFormat } from './trace-format.ts';

/** What a run writes, opened before it begins: a place that cannot be written is known at once, not after hours. */
export interface RunFiles {
  readonly trace?: {
    readonly row: (tick: number, time: Moment, frame: Float64Array) => void;
    readonly close: () => void;
    /** After a failure: closes what there is of it, and says that this is not all. */
    readonly keep: () => readonly Diagnostic[];
  };
  readonly report?: StreamedFile;
  /** Leaves nothing half-written behind; what was closed stays. */
  discard(): void;
}

export interface RunFileFlags {
  readonly trace?: string;
  readonly report?: string;
  readonly overwrite?: boolean;
}

/** Throws FILE_EXISTS, FILE_UNWRITABLE; at a terminal it asks before something is replaced. */
export async function openRunFiles(flags: RunFileFlags, plan: Plan, io: IO): Promise<RunFiles> {
  const opened: StreamedFile[] = [];
  const discard = () => {
    for (const file of opened) file.discard();
  };
  const open = async (name: string): Promise<StreamedFile> => {
    const file = await askingFor(name, flags.overwrite === true, io, (may) => new StreamedFile(name, may));
    opened.push(file);
    return file;
  };
  try {
    const trace =
      flags.trace === undefined ? undefined : traceInto(await open(flags.trace), flags.trace, plan);
    const report = flags.report === undefined ? undefined : await open(flags.report);
    return { trace, report, discard };
  } catch (problem) {
    discard();
    throw problem;
  }
}

function traceInto(file: StreamedFile, name: string, plan: Plan): RunFiles['trace'] {
  const writer = traceWriter(plan, traceFormat(name));
  file.write(writer.header);
  return {
    row: (tick, time, frame) => file.write(writer.row(tick, time, frame)),
    close: () => file.commit(),
    keep: () => (file.commitPartial() ? [diagnostic('TRACE_CUT', { file: name })] : []),
  };
}
