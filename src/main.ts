import packageJson from '../package.json' with { type: 'json' };
import type { ConfiguredIO } from './cli/configured-io.ts';
import type { SystemIO } from './cli/io.ts';

/** From the words of a command line to its exit code. */
export const main = (argv: readonly string[], system: SystemIO): Promise<number> =>
  new CommandLine(argv, system).run();

/**
 * One command line. The only place that catches everything; whatever is not a known failure is a bug (exit
 * 70).
 */
export class CommandLine {
  readonly #argv: readonly string[];
  readonly #system: SystemIO;
  #configured: Promise<ConfiguredIO> | undefined;

  constructor(argv: readonly string[], system: SystemIO) {
    this.#argv = argv;
    this.#system = system;
  }

  /** Runs it and returns the exit code. Never throws. */
  async run(): Promise<number> {
    const [first] = this.#argv;
    if (this.#argv.length === 1 && (first === '--version' || first === '-V')) {
      this.#system.out(`${packageJson.version}\n`);
      return 0;
    }
    try {
      const { io, reporter } = await this.#configure();
      const { runCommand } = await import('./cli/program.ts');
      return reporter.end(await runCommand(this.#argv, io, packageJson.version));
    } catch (problem) {
      return this.fail(problem);
    }
  }

  /** Prints why it failed and returns the exit code; plain words where printing fails too. Never throws. */
  async fail(problem: unknown): Promise<number> {
    try {
      const { reporter } = await this.#configure();
      return reporter.fail(problem);
    } catch (another) {
      if (isOutOfFiles(problem)) {
        this.#system.err(`error FILE_UNREADABLE ${messageOf(problem)}\n`);
        return 3;
      }
      this.#system.err(`error BUG ${messageOf(problem)}; and printing it failed: ${messageOf(another)}\n`);
      return 70;
    }
  }

  /** Once a command line: its warnings and its failure share one reporter. */
  #configure(): Promise<ConfiguredIO> {
    this.#configured ??= import('./cli/configured-io.ts').then(({ configureIO }) =>
      configureIO(this.#argv, this.#system),
    );
    return this.#configured;
  }
}

const messageOf = (problem: unknown): string =>
  problem instanceof Error ? problem.message : String(problem);

/** Not even the rest of rollout can be loaded then. */
const isOutOfFiles = (problem: unknown): boolean =>
  problem instanceof Error && 'code' in problem && /^E[MN]FILE$/.test(String(problem.code));
