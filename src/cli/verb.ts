import type { Command } from 'commander';
import type { GlobalOptions, IO } from './io.ts';

/**
 * One command, one file: `describe` adds arguments, options and a runnable example; `run` does it and returns the exit code.
 * `run` throws RolloutError; it never prints diagnostics of errors itself.
 */
export interface Verb<Options = Record<string, unknown>> {
  readonly describe: (command: Command) => Command;
  readonly run: (options: Options & GlobalOptions, io: IO, args: readonly string[]) => Promise<number>;
}

export const verb = <Options>(definition: Verb<Options>): Verb<Options> => definition;
