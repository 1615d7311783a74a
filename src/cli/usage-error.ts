import type { CommanderError } from 'commander';
import { fail, type RolloutError } from '../errors/rollout-error.ts';
import { suggest } from '../text/suggest.ts';
import { flagElsewhere, wordElsewhere } from './words-elsewhere.ts';

const WRONG_CHOICE =
  /^(?:option '(?:-\w, )?(?<flag>[^ ]+).*' argument|command-argument value) '(?<got>.*)' is invalid.*\. Allowed choices are (?<choices>.+)\.$/;
const UNKNOWN_COMMAND = /^unknown command "(.+)"$/;
const UNKNOWN_OPTION = /^unknown option "(--[\w-]+)/;
const SUGGESTION = /^\(Did you mean (.+)\?\)$/;

export const isCommanderError = (problem: unknown): problem is CommanderError =>
  problem instanceof Error && 'code' in problem && String(problem.code).startsWith('commander.');

/** commander throws after it printed help or the version, too. */
export const isHelp = ({ code, exitCode }: CommanderError): boolean =>
  exitCode === 0 || code === 'commander.help';

/**
 * What commander finds wrong with a command line, as a diagnostic in one line; `command` is the one it was
 * given to.
 */
export function usageError(problem: CommanderError, command: string): RolloutError {
  const [first = '', second = ''] = problem.message.replace(/^error: /, '').split('\n');
  const wrongChoice = WRONG_CHOICE.exec(first)?.groups;
  if (wrongChoice) {
    const { flag = 'the argument', got = '', choices = '' } = wrongChoice;
    const message = `${flag} must be one of ${choices}, got "${got}"`;
    const suggestion = suggest(got, choices.split(', '));
    return fail('USAGE', { message, suggestion }, {}, problem);
  }
  const message = first.replace(/'/g, '"').replace(/\.$/, '');
  const suggestion = SUGGESTION.exec(second)?.[1];
  const [, word] = UNKNOWN_COMMAND.exec(message) ?? [];
  if (word !== undefined) return unknownCommand(word, suggestion, command);
  const [, flag = ''] = UNKNOWN_OPTION.exec(message) ?? [];
  const remedy = flagElsewhere(flag);
  return fail(
    'USAGE',
    { message, suggestion: remedy === undefined ? suggestion : undefined, command, remedy },
    {},
    problem,
  );
}

/** `--version` asks for that of rollout, not for one of the blueprints. */
export const versionWithValue = (command: string): RolloutError =>
  fail('USAGE', { message: '--version takes no value', command, remedy: flagElsewhere('--version') });

/** A word that other tools have is explained; any other has the nearest command, if one is near. */
export function unknownCommand(word: string, nearest: string | undefined, command: string): RolloutError {
  const instead = wordElsewhere(word);
  const suggestion = instead === undefined ? nearest : undefined;
  return fail('USAGE', { message: `unknown command "${word}"`, suggestion, command, instead });
}
