import { suggest } from '../text/suggest.ts';
import { type CommandEntry, type Group, isGroup } from './command-entry.ts';
import { buildTree, type CommandRun } from './command-tree.ts';
import { commands, nameOf } from './commands.ts';
import { COMPLETE } from './completion/scripts.ts';
import type { IO } from './io.ts';
import { isCommanderError, isHelp, unknownCommand, usageError, versionWithValue } from './usage-error.ts';
import { wordsOf } from './words.ts';

/**
 * Runs one command line and returns its exit code. Imports the module of the command it names, and no other.
 */
export async function runCommand(argv: readonly string[], io: IO, version: string): Promise<number> {
  const run: CommandRun = { io, version, exit: 0 };
  if (argv[0] === COMPLETE) {
    const { complete } = await import('./completion.ts');
    await complete(argv.slice(1), io, (words) => buildTree(words, run));
    return 0;
  }
  const line = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
  checkHelp(line);
  checkVersion(line);
  const tree = await buildTree(wordsOf(line), run);
  try {
    await tree.parseAsync(line, { from: 'user' });
  } catch (problem) {
    if (!isCommanderError(problem)) throw problem;
    if (!isHelp(problem)) throw usageError(problem, nameOf(wordsOf(argv)));
  }
  return run.exit;
}

/** `--version latest`, with or without `=`, is meant for the blueprints: commander would print its own and be done. */
function checkVersion(line: readonly string[]): void {
  const end = line.indexOf('--');
  const flags = end < 0 ? line : line.slice(0, end);
  const hasValue = flags.some(
    (word, i) => word.startsWith('--version=') || (line[i - 1] === '--version' && !word.startsWith('-')),
  );
  if (hasValue) throw versionWithValue(nameOf(wordsOf(line)));
}

/** Commander shows the help of the level above for a word it does not know: here that word is an error. */
function checkHelp(line: readonly string[]): void {
  if (!line.includes('--help') && !line.includes('-h')) return;
  let known: Readonly<Record<string, Group | CommandEntry>> = commands;
  for (const word of line.slice(0, 2)) {
    if (word.startsWith('-')) return;
    const entry = Object.hasOwn(known, word) ? known[word] : undefined;
    if (entry === undefined) throw unknownCommand(word, suggest(word, Object.keys(known)), nameOf(line));
    if (!isGroup(entry)) return;
    known = entry.commands;
  }
}
