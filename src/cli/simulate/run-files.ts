import { StreamedFile } from '../../disk/streamed-file.ts';
import type { IO } from '../io.ts';
import { orAskToReplace } from '../write-result.ts';
import type { OutputRequest } from './output-request.ts';
import { type Traced, TraceFile } from './trace-file.ts';

/**
 * What a run writes, opened before it begins: a place that cannot be written is known at once, not after
 * hours.
 */
export interface RunFiles {
  readonly trace: TraceFile | undefined;
  readonly report: StreamedFile | undefined;
  /** Leaves nothing behind that is not whole; what was committed stays. */
  discard(): void;
}

/** Throws FILE_EXISTS, FILE_UNWRITABLE; at a terminal it asks before something is replaced. */
export async function openRunFiles(
  { trace, report, overwrite }: Pick<OutputRequest, 'trace' | 'report' | 'overwrite'>,
  traced: Traced,
  io: IO,
): Promise<RunFiles> {
  const opened: StreamedFile[] = [];
  const discard = () => {
    for (const file of opened) file.discard();
  };
  const open = async (file: string): Promise<StreamedFile> => {
    const stream = await orAskToReplace({ file, overwrite }, io, (may) => new StreamedFile(file, may));
    opened.push(stream);
    return stream;
  };
  try {
    return {
      trace: trace && new TraceFile(await open(trace.file), trace, traced),
      report: report && (await open(report.file)),
      discard,
    };
  } catch (problem) {
    discard();
    throw problem;
  }
}
