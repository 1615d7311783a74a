import packageJson from '../package.json' with { type: 'json' };
import type { IO } from './cli/io.ts';

/** From a command line to an exit code. The only catch-all; whatever is not a known failure is a bug (exit 70). */
export async function main(argv: readonly string[], io: IO): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    io.out(`${packageJson.version}\n`);
    return 0;
  }
  try {
    const { runCommand } = await import('./cli/program.ts');
    return await runCommand(argv, io, packageJson.version);
  } catch (problem) {
    return explainFailure(problem, argv, io);
  }
}

/** Prints what went wrong, once, and returns its exit code; in plain words where that itself goes wrong. Never throws. */
export async function explainFailure(problem: unknown, argv: readonly string[], io: IO): Promise<number> {
  try {
    const { explain } = await import('./cli/failure.ts');
    return await explain(problem, argv, io);
  } catch (another) {
    io.err(`error BUG ${wordsOf(problem)}; and it cannot be explained: ${wordsOf(another)}\n`);
    return 70;
  }
}

const wordsOf = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem));
