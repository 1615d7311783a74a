import type { Command as Commander } from 'commander';
import type { IO } from './io.ts';

/** One command, one file, as the table of commands loads it. */
export interface Command {
  readonly describe: (command: Commander) => Commander;
  /** Throws RolloutError; main prints it. Returns the exit code. */
  readonly run: (flags: unknown, args: readonly string[], io: IO) => Promise<number>;
}

/** A command in three parts: what it takes, what that asks for, and doing it. */
interface Definition<Flags, Request> {
  /** Adds arguments, options and a runnable example. */
  readonly describe: (command: Commander) => Commander;
  /** Maps commander's flags, in this one place, to what is asked for. Throws USAGE_*. */
  readonly request: (flags: Flags, args: readonly string[]) => Request;
  /** Does what is asked for and returns the exit code. */
  readonly run: (request: Request, io: IO) => Promise<number>;
}

/** `Flags` are what commander makes of the options that `describe` adds, and of the global ones. */
export const defineCommand = <Flags, Request>(definition: Definition<Flags, Request>): Command => ({
  describe: definition.describe,
  run: async (flags, args, io) => definition.run(definition.request(flags as Flags, args), io),
});
