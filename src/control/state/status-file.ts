import { join } from 'node:path';
import { replaceFile } from '../../disk/atomic-file.ts';
import { readRegularFile } from '../../disk/bounded.ts';
import { errorName, reasonOf } from '../../disk/reasons.ts';
import { isMapping } from '../../text/shape.ts';
import { otherFormat } from '../other-format.ts';
import { isRolloutStatus, ROLLOUT_STATUS_FORMAT, type RolloutStatus } from './rollout-status.ts';

export type ReadStatus =
  | { readonly kind: 'found'; readonly status: RolloutStatus }
  | { readonly kind: 'none' }
  | { readonly kind: 'fault'; readonly why: string };

const FILE_MODE = 0o600;
const fileIn = (directory: string): string => join(directory, 'status.json');

/** Replaces the status in the directory of its rollout. Throws what the system says. */
export function writeStatus(directory: string, status: RolloutStatus): void {
  replaceFile({ path: fileIn(directory), mode: FILE_MODE }, `${JSON.stringify(status)}\n`);
}

/** The status in the directory of a rollout; it may be that of a controller that ended long ago. */
export function readStatus(directory: string): ReadStatus {
  try {
    return statusIn(readRegularFile(fileIn(directory)));
  } catch (problem) {
    if (errorName(problem) === 'ENOENT') return { kind: 'none' };
    return { kind: 'fault', why: reasonOf(problem) };
  }
}

/** The status in the text that a server has of it. */
export async function statusOf(readText: () => Promise<string | undefined>): Promise<ReadStatus> {
  try {
    const text = await readText();
    return text === undefined ? { kind: 'none' } : statusIn(text);
  } catch (problem) {
    return { kind: 'fault', why: (problem as Error).message };
  }
}

/** The status in a text. */
function statusIn(text: string): ReadStatus {
  try {
    return toStatus(JSON.parse(text));
  } catch {
    return { kind: 'fault', why: 'it is no JSON' };
  }
}

function toStatus(value: unknown): ReadStatus {
  if (!isMapping(value)) return { kind: 'fault', why: 'it is no status of a rollout' };
  const { format } = value as { format?: unknown };
  if (format !== ROLLOUT_STATUS_FORMAT)
    return { kind: 'fault', why: otherFormat(format, ROLLOUT_STATUS_FORMAT) };
  if (!isRolloutStatus(value)) return { kind: 'fault', why: 'it is no status of a rollout' };
  return { kind: 'found', status: value as RolloutStatus };
}
