import { describe, expect, test } from 'vitest';
import { innerOf } from '../../../src/cli/command-entry.ts';
import { commands } from '../../../src/cli/commands.ts';
import { runCommand } from '../../../src/cli/program.ts';
import { fakeIO } from '../../support/fake-io.ts';

/** Every page of help there is, by the words that ask for it. */
const pages: string[][] = [
  [],
  ...Object.entries(commands).flatMap(([name, entry]) => [
    [name],
    ...Object.keys(innerOf(entry)).map((command) => [name, command]),
  ]),
];

async function helpOf(argv: readonly string[]): Promise<string> {
  const io = fakeIO();
  expect(await runCommand(argv, io, '1.2.3')).toBe(0);
  expect(io.stderr()).toBe('');
  return io.stdout();
}

describe('the help of', () => {
  test.each(pages.map((words) => [['rollout', ...words].join(' '), words] as const))(
    '%s',
    async (name, words) => {
      const page = await helpOf([...words, '--help']);
      expect(page).toMatch(new RegExp(`^Usage: ${name}( |\n)`));
      expect(page).toMatch(/\nExamples?:\n {2}\$ \S/);
      expect(page).not.toMatch(/\u001b/);
      expect(page.split('\n').filter((line) => /[.;]$/.test(line) && /^ {2}\S.* {2}/.test(line))).toEqual([]);
      expect(await helpOf(['help', ...words])).toBe(page);
    },
  );

  test('a group without a command is its help', async () => {
    expect(await helpOf(['dynamic-config'])).toBe(await helpOf(['dynamic-config', '--help']));
  });
});

describe('usage errors', () => {
  const refusal = (line: string) =>
    runCommand(line.split(' '), fakeIO(), '1.2.3').then(
      () => 'accepted',
      (problem) => problem.message,
    );

  test.each([
    ['dynamic-config aply', 'unknown command "aply", did you mean "apply"?'],
    ['help polici', 'unknown command "polici", did you mean "policy"?'],
    ['simulte --help', 'unknown command "simulte", did you mean "simulate"?'],
    ['policy rendr -h', 'unknown command "rendr", did you mean "render"?'],
    ['help constructor', 'unknown command "constructor"'],
    ['dynamic-config get --polcy x', 'unknown option "--polcy", did you mean "--policy"?'],
    ['dynamic-config get', '--policy <name> is missing'],
    ['dynamic-config get --policy x y', 'too many arguments for "get". Expected 0 arguments but got 1'],
    ['completion tcsh', 'the argument must be one of bash, zsh, fish, got "tcsh", did you mean "bash"?'],
    ['policy render --format c', '--format must be one of cr, spec, got "c", did you mean "cr"?'],
    ['completion', 'missing required argument "shell"'],
  ])('%s', async (line, message) => expect(await refusal(line)).toBe(message));
});
