import { Command, CommanderError, type Option } from 'commander';
import { fail } from '../errors/rollout-error.ts';
import { suggest } from '../text/suggest.ts';
import { commands, type Group, isGroup, type Line, nameOf } from './commands.ts';
import { COMPLETE, complete } from './completion.ts';
import { helpFormat } from './help.ts';
import type { GlobalOptions, IO } from './io.ts';
import { usageError } from './usage-error.ts';
import { wordsOf } from './words.ts';

/** Runs one command line and returns its exit code. Imports the module of the verb it names, and no other. */
export async function runCommand(argv: readonly string[], io: IO, version: string): Promise<number> {
  const run: Run = { io, version, exit: 0 };
  if (argv[0] === COMPLETE) {
    await complete(argv.slice(1), io, (words) => buildProgram(words, run));
    return 0;
  }
  const line = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
  checkHelp(line);
  const program = await buildProgram(wordsOf(line), run);
  try {
    await program.parseAsync(line, { from: 'user' });
  } catch (problem) {
    if (!(problem instanceof CommanderError)) throw problem;
    if (!isHelp(problem)) throw usageError(problem, nameOf(wordsOf(argv)));
  }
  return run.exit;
}

/** commander throws after it printed help or the version, too. */
const isHelp = ({ code, exitCode }: CommanderError): boolean => exitCode === 0 || code === 'commander.help';

/** Commander shows the help of the level above for a word it does not know: here that word is an error. */
function checkHelp(line: readonly string[]): void {
  if (!line.includes('--help') && !line.includes('-h')) return;
  let known: Readonly<Record<string, unknown>> = commands;
  for (const word of line.slice(0, 2)) {
    if (word.startsWith('-')) return;
    if (!Object.hasOwn(known, word))
      throw fail('USAGE', {
        message: `unknown command "${word}"`,
        suggestion: suggest(word, Object.keys(known)),
        command: nameOf(line),
      });
    const entry = known[word] as Group | Line;
    if (!isGroup(entry)) return;
    known = entry.verbs;
  }
}

interface Run {
  readonly io: IO;
  readonly version: string;
  /** What the verb returned. */
  exit: number;
}

/** The commander tree: every group and verb with its summary, and the options of the verb that `words` names. */
async function buildProgram([first, second]: readonly string[], run: Run): Promise<Command> {
  const program = prepare(new Command('rollout'), run.io)
    .description('Metric-driven feature rollouts: author a policy, rehearse it, steer it.')
    .version(run.version, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'Show the help of a command')
    .addHelpText('after', '\nExample:\n  $ rollout blueprints list');
  addGlobalOptions(program);
  for (const [name, entry] of Object.entries(commands)) {
    const chosen = first === name;
    if (isGroup(entry)) await addGroup(program, name, entry, chosen ? second : undefined, run);
    else await addVerb(program, name, entry, chosen, run);
  }
  return program;
}

function addGlobalOptions(program: Command): void {
  const color = program.createOption('--color <when>', 'colour the output');
  program
    .addOption(color.choices(['auto', 'always', 'never']).default('auto'))
    .option('--no-input', 'never ask; a missing answer is an error')
    .option('--quiet', 'no progress and no warnings')
    .option('--debug', 'show the stack and the cause of an error');
}

async function addGroup(
  program: Command,
  name: string,
  group: Group,
  verb: string | undefined,
  run: Run,
): Promise<void> {
  const command = prepare(program.command(name), run.io).summary(group.summary).description(group.summary);
  command.helpCommand(false).addHelpText('after', `\nExample:\n  $ ${group.example}`);
  for (const [key, line] of Object.entries(group.verbs)) await addVerb(command, key, line, key === verb, run);
}

async function addVerb(parent: Command, name: string, line: Line, chosen: boolean, run: Run): Promise<void> {
  const command = prepare(parent.command(name), run.io).summary(line.summary).description(line.summary);
  if (!chosen) return;
  const verb = await line.load();
  const required = soften(verb.describe(command));
  command.action(async () => {
    const missing = required.find((option) => command.getOptionValue(option.attributeName()) === undefined);
    const path = parent.parent ? [parent.name(), name] : [name];
    if (missing) throw fail('USAGE', { message: `${missing.flags} is missing`, command: nameOf(path) });
    run.exit = await verb.run(command.optsWithGlobals<GlobalOptions>(), run.io, command.args);
  });
}

/** Takes the check for required options out of commander's hands: it would hide the misspelt flag that is the cause. */
function soften(command: Command): readonly Option[] {
  const required = command.options.filter((option) => option.mandatory);
  for (const option of required) {
    option.mandatory = false;
    option.description += ' (required)';
  }
  return required;
}

const WIDEST = 100;

function prepare(command: Command, io: IO): Command {
  const width = Math.min(io.columns, WIDEST);
  return command
    .exitOverride()
    .helpOption('-h, --help', 'show this help')
    .configureHelp(helpFormat)
    .configureOutput({
      writeOut: io.out,
      writeErr: io.out, // only help comes this way: a group without a verb shows its help as a result
      outputError: () => {},
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
      getOutHasColors: () => io.colour.stdout,
      getErrHasColors: () => io.colour.stdout,
    });
}
