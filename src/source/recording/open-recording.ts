import { errorName, reasonOf } from '../../disk/reasons.ts';
import type { Code, Params } from '../../errors/codes.ts';
import { nowhere } from '../../errors/location.ts';
import { fail, type RolloutError } from '../../errors/rollout-error.ts';
import { FORMAT, type Head, VERSION } from './file.ts';
import { RecordingReader } from './reader.ts';
import { isHead } from './shape.ts';

/** A recording whose first line was read. */
export interface OpenedRecording {
  readonly file: string;
  readonly reader: RecordingReader;
  readonly head: Head;
}

/** Opens a recording, whole or not. Throws FILE_MISSING, FILE_UNREADABLE, RECORDING_FORMAT. */
export async function openRecording(file: string): Promise<OpenedRecording> {
  const reader = await RecordingReader.open(file).catch((problem) => {
    throw unreadable(file, problem);
  });
  try {
    return { file, reader, head: await readHead(file, reader) };
  } catch (problem) {
    await reader.close();
    throw problem;
  }
}

async function readHead(file: string, reader: RecordingReader): Promise<Head> {
  const head = await reader.head().catch((problem) => {
    throw problem.syscall
      ? unreadable(file, problem)
      : failIn(file, 'RECORDING_FORMAT', { why: problem.message });
  });
  const { format, version } = head ?? {};
  if (format !== FORMAT) throw failIn(file, 'RECORDING_FORMAT', { why: 'it does not start as one' });
  if (version !== VERSION)
    throw failIn(file, 'RECORDING_FORMAT', {
      why: `it has version ${JSON.stringify(version)}, this rollout reads ${VERSION}`,
    });
  if (!isHead(head)) throw failIn(file, 'RECORDING_FORMAT', { why: 'its first line is malformed' });
  return head;
}

function unreadable(file: string, problem: unknown): RolloutError {
  if (errorName(problem) === 'ENOENT') return fail('FILE_MISSING', { file });
  return fail('FILE_UNREADABLE', { file, why: reasonOf(problem) });
}

/** A failure at a file as a whole. */
export const failIn = <C extends Code>(file: string, code: C, params: Params<C>): RolloutError =>
  fail(code, params, { at: nowhere(file) });
