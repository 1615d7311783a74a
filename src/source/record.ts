import { findFileTarget } from '../disk/target.ts';
import { Recorder, type RecordOptions } from './recording/recorder.ts';
import type { Source } from './source.ts';
import { wrapSource } from './wrap.ts';

export type { RecordOptions } from './recording/recorder.ts';

/**
 * A source that also writes what it gives to a file, which appears when the run is over. What a run that failed leaves,
 * `part` says. Throws FILE_EXISTS, FILE_UNWRITABLE, RECORDING_WRITE, RECORDING_FULL; RECORDING_WRITE also where a run does
 * not begin at its first tick, since what is before it would be missing.
 */
export async function record(source: Source, options: RecordOptions): Promise<Source> {
  const { file, overwrite } = options;
  const recorder = new Recorder(source, options, findFileTarget(file, { overwrite }));
  await recorder.begin();
  return wrapSource(source, {
    fill: (...given) => recorder.fill(...given),
    faults: () => recorder.faults(),
    close: (ran) => recorder.close(ran),
  });
}
