import { RolloutError } from '../errors/rollout-error.ts';
import type { IO } from './io.ts';

/** Writes a file; what exists is replaced where `--overwrite` or a person at the terminal says so. Throws what `io.write` does. */
export async function writeResult(
  file: string,
  text: string,
  { overwrite }: { readonly overwrite?: boolean },
  io: IO,
): Promise<void> {
  try {
    await io.write(file, text, { overwrite });
  } catch (problem) {
    if (!isExisting(problem) || !(await io.mayReplace(file))) throw problem;
    await io.write(file, text, { overwrite: true });
  }
}

export const isExisting = (problem: unknown): boolean =>
  problem instanceof RolloutError && problem.diagnostics[0]?.code === 'FILE_EXISTS';
