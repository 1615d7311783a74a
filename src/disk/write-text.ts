import { writeFile } from 'node:fs/promises';
import { replaceFile } from './atomic-file.ts';
import { unwritable } from './reasons.ts';
import { findTarget, type TargetOptions } from './target.ts';

/**
 * Writes a file whole or not at all. Keeps the mode of a file it replaces. A device or pipe is written to as
 * it is. Throws FILE_EXISTS, FILE_UNWRITABLE.
 */
export async function writeText(file: string, text: string, options: TargetOptions = {}): Promise<void> {
  const target = findTarget(file, options);
  try {
    if (target.isDevice) await writeFile(target.path, text);
    else replaceFile(target, text);
  } catch (problem) {
    throw unwritable(file, problem);
  }
}
