import type { CommanderError } from 'commander';
import type { ExitCode } from '../errors/define.ts';
import { type Diagnostic, diagnostic, RolloutError } from '../errors/rollout-error.ts';
import { suggest } from '../text/suggest.ts';
import { nameOf, wordsOf } from './commands.ts';
import { printDiagnostics, toJson } from './diagnostics.ts';
import type { IO } from './io.ts';
import { paintFor } from './paint.ts';
import { decideColour, readSettings } from './settings.ts';

interface Failure {
  readonly diagnostics: readonly Diagnostic[];
  readonly exit: ExitCode;
}

/** Prints a failure on stderr, as text or (with `-o json`) as one JSON document, and returns its exit code. */
export async function explain(problem: unknown, argv: readonly string[], io: IO): Promise<number> {
  if (isCommanders(problem) && (problem.exitCode === 0 || problem.code === 'commander.help')) return 0;
  const settings = readSettings(argv);
  const { diagnostics, exit } = failureOf(problem, argv, io);
  const stack = settings.debug || exit === 70 ? stackOf(problem) : undefined;
  if (settings.json) {
    io.err(`${JSON.stringify({ diagnostics: toJson(diagnostics), stack }, null, 2)}\n`);
    return exit;
  }
  if (stack) io.err(`${stack}\n`);
  const paint = await paintFor(decideColour(settings.color, io.env, io.isTTY.stderr));
  printDiagnostics(diagnostics, io.err, { json: false, paint });
  return exit;
}

function failureOf(problem: unknown, argv: readonly string[], io: IO): Failure {
  if (problem instanceof RolloutError) return problem;
  if (isCommanders(problem)) return { diagnostics: [usage(problem, argv)], exit: 2 };
  if (isInterruption(problem, io)) return { diagnostics: [diagnostic('INTERRUPTED', {})], exit: 130 };
  const message = problem instanceof Error ? problem.message : String(problem);
  return { diagnostics: [diagnostic('BUG', { message })], exit: 70 };
}

const isCommanders = (problem: unknown): problem is CommanderError =>
  problem instanceof Error && 'code' in problem && String(problem.code).startsWith('commander.');

/** Ctrl-C in a prompt, or a wait that ended because of it. */
const isInterruption = (problem: unknown, io: IO): boolean =>
  problem instanceof Error &&
  (problem.name === 'ExitPromptError' || (problem.name === 'AbortError' && io.interrupted.aborted));

/** commander's words as one line of ours. */
function usage(problem: CommanderError, argv: readonly string[]): Diagnostic {
  const [first = '', second = ''] = problem.message.replace(/^error: /, '').split('\n');
  const choice = CHOICE.exec(first);
  if (choice) return wrongChoice(choice[1]!, choice[2]!, choice[3]!);
  const suggestion = /^\(Did you mean (.+)\?\)$/.exec(second)?.[1];
  const message = first.replace(/'/g, '"').replace(/\.$/, '');
  return diagnostic('USAGE', { message, suggestion, command: nameOf(wordsOf(argv)) });
}

const CHOICE =
  /^(?:option '(?:-\w, )?([^ ]+).*' argument|command-argument value) '(.*)' is invalid.*\. Allowed choices are (.+)\.$/;

function wrongChoice(flag: string | undefined, got: string, choices: string): Diagnostic {
  const suggestion = suggest(got, choices.split(', '));
  const message = `${flag ?? 'the argument'} must be one of ${choices}, got "${got}"`;
  return diagnostic('USAGE', { message, suggestion });
}

function stackOf(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  const stack = problem.stack ?? problem.message;
  return problem.cause === undefined ? stack : `${stack}\ncaused by: ${stackOf(problem.cause)}`;
}
