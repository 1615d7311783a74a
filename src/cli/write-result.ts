import { codeOf } from '../errors/rollout-error.ts';
import type { IO } from './io.ts';

/**
 * Writes a file, which is named in the last lines of stderr; what exists is replaced where `--overwrite` or a person at the terminal says so. Throws what
 * `io.write` does.
 */
export async function writeResult(
  file: string,
  text: string,
  { overwrite = false }: { readonly overwrite?: boolean },
  io: IO,
): Promise<void> {
  await orAskToReplace({ file, overwrite }, io, (mayOverwrite) =>
    io.write(file, text, { overwrite: mayOverwrite }),
  );
  io.wrote(file);
}

/**
 * Does what writes a file; where that is kept because it exists, asks at a terminal, and does it once more.
 */
export async function orAskToReplace<T>(
  { file, overwrite }: { readonly file: string; readonly overwrite: boolean },
  io: IO,
  act: (mayOverwrite: boolean) => T | Promise<T>,
): Promise<T> {
  try {
    return await act(overwrite);
  } catch (problem) {
    if (codeOf(problem) !== 'FILE_EXISTS' || !(await io.mayReplace(file))) throw problem;
    return act(true);
  }
}
