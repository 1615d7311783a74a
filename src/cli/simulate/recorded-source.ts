import { existsSync } from 'node:fs';
import { findFileTarget } from '../../disk/target.ts';
import { type Diagnostic, diagnostic, fail } from '../../errors/rollout-error.ts';
import { partOf } from '../../source/recording/file.ts';
import type { PartOptions } from '../../source/recording/recorder.ts';
import { formatMoment, type Moment } from '../../text/time.ts';
import type { IO } from '../io.ts';
import { orAskToReplace } from '../write-result.ts';
import type { OpenedSource, Subject } from './opened-source.ts';
import { resumeCommand } from './resume-command.ts';
import type { RecordRequest } from './source-request.ts';

/**
 * Whether the file of a recording is replaced, asked before anything is read. Throws FILE_EXISTS, FILE_UNWRITABLE, and
 * RECORDING_UNFINISHED where a part of a history is there.
 */
export const mayRecord = (record: RecordRequest, isHistory: boolean, io: IO): Promise<boolean> =>
  orAskToReplace(record, io, (overwrite) => {
    const { path } = findFileTarget(record.file, { overwrite });
    const part = partOf(path);
    if (isHistory && !overwrite && existsSync(part))
      throw fail('RECORDING_UNFINISHED', { file: record.file, part });
    return overwrite;
  });

/** Where a source is recorded. */
export interface RecordPlace {
  readonly file: string;
  readonly overwrite: boolean;
  /** Of a history, what a run that fails leaves; undefined where it leaves nothing. */
  readonly part?: Omit<PartOptions, 'report'>;
}

/** Writes down what a source gives. Throws FILE_EXISTS, RECORDING_WRITE, RECORDING_FULL. */
export async function recorded(
  opened: OpenedSource,
  place: RecordPlace,
  { plan }: Subject,
  io: IO,
): Promise<OpenedSource> {
  const { record } = await import('../../source/record.ts');
  const { source, diagnostics, preflight } = opened;
  let until: Moment | undefined;
  const report = (moment: Moment) => {
    until = moment;
  };
  const recording = await record(source, {
    ...place,
    part: place.part && { ...place.part, report },
    queries: plan.queries,
    interval: plan.interval,
    signal: io.interrupted,
    diagnostics,
    preflight,
  });
  const end = source.start + source.ticks * plan.interval;
  const notes = () => (until === undefined ? [] : [keptNote(place.file, { until, end }, io)]);
  return { ...opened, source: recording, notes };
}

function keptNote(
  file: string,
  { until, end }: { readonly until: Moment; readonly end: Moment },
  io: IO,
): Diagnostic {
  const part = partOf(file);
  return diagnostic('RECORDING_KEPT', {
    file: existsSync(part) ? part : file,
    until: formatMoment(until),
    to: formatMoment(end),
    command: resumeCommand(io, file),
  });
}
