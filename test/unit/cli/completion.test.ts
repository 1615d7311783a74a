import { Command } from 'commander';
import { expect, test } from 'vitest';
import { complete } from '../../../src/cli/completion.ts';
import { fakeIO } from '../../support/fake-io.ts';

/** A program of two levels, as `program.ts` builds it. */
function tree(): Command {
  const program = new Command('rollout').version('1.0.0').helpCommand(false).option('--quiet', 'say less');
  const policy = program.command('policy').summary('policies').helpCommand(false);
  policy
    .command('render')
    .summary('print it')
    .addOption(policy.createOption('-o, --output <format>', 'form').choices(['yaml', 'json']))
    .option('--values-file <file>', 'the values')
    .addOption(policy.createOption('--secret').hideHelp());
  program.addCommand(
    new Command('completion').addArgument(policy.createArgument('<shell>').choices(['bash', 'zsh'])),
  );
  const assess = program.command('assess').argument('[file]').helpCommand(false);
  assess.command('merge').argument('<part...>');
  return program;
}

test.each([
  [[''], ['policy', 'completion', 'assess']],
  [['po'], ['policy']],
  [['policy', ''], ['render']],
  [['policy', 'x'], []],
  [['policy', 'render', '--o'], ['--output']],
  [
    ['policy', 'render', '--'],
    ['--output', '--values-file', '--version', '--quiet'],
  ],
  [
    ['policy', 'render', '-o', ''],
    ['yaml', 'json'],
  ],
  [['policy', 'render', '--output', 'j'], ['json']],
  [['policy', 'render', '--output', '=', 'j'], ['json']],
  [['--quiet', 'policy', ''], ['render']],
  [
    ['completion', ''],
    ['bash', 'zsh'],
  ],
  [['unknown', 'po'], ['policy']],
  [[], ['policy', 'completion', 'assess']],
  [['policy', 'render', '--output=j'], ['--output=json']],
  // file names are the shell's to complete
  [['policy', 'render', '--values-file', 'v'], [' files .yaml .yml']],
  [['policy', 'render', ''], []],
  // a command that does something itself, and has another below it
  [
    ['assess', ''],
    ['merge', ' files .yaml .yml'],
  ],
  [['assess', 'values.yaml', ''], []],
  [['assess', 'merge', 'a', ''], [' files']],
])('%j', async (words, expected) => {
  const io = fakeIO();
  await complete(words, io, async () => tree());
  expect(
    io
      .stdout()
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split('\t')[0]),
  ).toEqual(expected);
});

test('says what each word is, behind a tab', async () => {
  const io = fakeIO();
  await complete(['policy', 'render', '--v'], io, async () => tree());
  expect(io.stdout()).toBe('--values-file\tthe values\n--version\toutput the version number\n');
});
