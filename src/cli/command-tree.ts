import { Command, type Option } from 'commander';
import { fail } from '../errors/rollout-error.ts';
import { ANNOTATION_FORMS } from './annotations.ts';
import { type CommandEntry, innerOf, isGroup } from './command-entry.ts';
import { commands } from './commands.ts';
import { bold, EXAMPLES, groupOf, helpFormat, OTHER } from './help.ts';
import { fitHelp } from './help-text.ts';
import type { IO } from './io.ts';

/** A command line under way. */
export interface CommandRun {
  readonly io: IO;
  readonly version: string;
  /** The exit code that the command returned; 0 until it did. */
  exit: number;
}

/**
 * commander's tree: every group and command with its summary, and the options of the command that `words`
 * name.
 */
export async function buildTree([first, second]: readonly string[], run: CommandRun): Promise<Command> {
  const root = rootCommand(run);
  for (const [name, entry] of Object.entries(commands)) {
    const command = addCommand(root, name, entry.summary);
    if (isGroup(entry)) command.addHelpText('after', `\nExample:\n  $ ${entry.example}`);
    const inner = new Map(Object.entries(innerOf(entry)));
    if (inner.size > 0) command.helpCommand(false);
    const below = new Map([...inner].map(([word, one]) => [word, addCommand(command, word, one.summary)]));
    if (name !== first) continue;
    const named = second === undefined ? undefined : below.get(second);
    if (named) await implement(named, inner.get(second!)!, run);
    else if (!isGroup(entry)) await implement(command, entry, run);
  }
  return root;
}

function rootCommand({ io, version }: CommandRun): Command {
  const root = new Command('rollout');
  const color = root.createOption('--color <when>', 'colour the output');
  return withSettings(root, io)
    .description('Metric-driven feature rollouts: author a policy, rehearse it, steer it.')
    .version(version, '-V, --version', 'print the version')
    .commandsGroup(OTHER)
    .helpCommand('help [command]', 'Show the help of a command')
    .addHelpText('after', EXAMPLES)
    .addOption(color.choices(['auto', 'always', 'never']).default('auto'))
    .addOption(
      root
        .createOption(
          '--annotations <form>',
          'findings in the form of a forge, on stderr (default: github in its jobs)',
        )
        .choices(ANNOTATION_FORMS),
    )
    .option('--no-input', 'never ask; a missing answer is an error')
    .option('--quiet', 'no progress and no warnings')
    .option('--debug', 'show the stack and the cause of an error');
}

/** The command inherits the settings of its parent. */
const addCommand = (parent: Command, name: string, summary: string): Command =>
  parent
    .command(name)
    .summary(summary)
    .description(summary)
    .helpGroup(parent.parent ? '' : groupOf(name));

/** Adds the options of the command, and what it does. */
async function implement(command: Command, entry: CommandEntry, run: CommandRun): Promise<void> {
  const { describe, run: runIt } = await entry.load();
  const required = checkRequiredLater(describe(command));
  command.action(async () => {
    const missing = required.find((option) => command.getOptionValue(option.attributeName()) === undefined);
    if (missing) throw fail('USAGE', { message: `${missing.flags} is missing`, command: pathOf(command) });
    run.exit = await runIt(command.optsWithGlobals(), command.args, run.io);
  });
}

/** commander checks required options first, which would hide the misspelt flag that is the cause. */
function checkRequiredLater(command: Command): readonly Option[] {
  const required = command.options.filter((option) => option.mandatory);
  for (const option of required) {
    option.mandatory = false;
    option.description += ' (required)';
  }
  return required;
}

/** `rollout policy render`. */
const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();

const MAX_HELP_COLUMNS = 100;

function withSettings(command: Command, io: IO): Command {
  const width = Math.min(io.columns, MAX_HELP_COLUMNS);
  const heading = io.colour.stdout ? bold : (line: string) => line;
  const write = (text: string) => io.out(fitHelp(text, width, heading));
  return command
    .exitOverride()
    .helpOption('-h, --help', 'show this help')
    .configureHelp(helpFormat)
    .configureOutput({
      writeOut: write,
      writeErr: write, // only help comes this way: a group without a command shows its help as a result
      outputError: () => {},
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
      getOutHasColors: () => io.colour.stdout,
      getErrHasColors: () => io.colour.stdout,
    });
}
