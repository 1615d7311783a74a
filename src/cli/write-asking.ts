import { RolloutError } from '../errors/rollout-error.ts';
import type { IO } from './io.ts';

/** Writes a file; what exists is replaced where `--overwrite` or a person at the terminal says so. Throws what `io.write` does. */
export async function writeAsking(
  file: string,
  text: string,
  { overwrite }: { readonly overwrite?: boolean },
  io: IO,
): Promise<void> {
  try {
    await io.write(file, text, { overwrite });
  } catch (problem) {
    const exists = problem instanceof RolloutError && problem.diagnostics[0]?.code === 'FILE_EXISTS';
    if (!exists || !(await io.mayReplace(file))) throw problem;
    await io.write(file, text, { overwrite: true });
  }
}
