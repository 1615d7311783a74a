import { describe, expect, test } from 'vitest';
import { explain } from '../../../src/cli/failure.ts';
import { fail } from '../../../src/errors/rollout-error.ts';
import { fakeIO } from '../../support/fake-io.ts';

async function outcome(problem: unknown, line = '') {
  const io = fakeIO();
  const exit = await explain(problem, line.split(' '), io);
  expect(io.stdout()).toBe('');
  return { exit, stderr: io.stderr() };
}

const named = (name: string) => Object.assign(new Error('x'), { name });

describe('exit codes', () => {
  test.each([
    ['usage', fail('USAGE', { message: 'x' }), 2],
    ['input', fail('FILE_MISSING', { file: 'x' }), 3],
    ['Ctrl-C in a prompt', named('ExitPromptError'), 130],
    ['a bug', new TypeError('x is not a function'), 70],
    ['something thrown that is no error', 'oops', 70],
    ['an abort nobody asked for', named('AbortError'), 70],
  ])('%s', async (_name, problem, exit) => expect((await outcome(problem)).exit).toBe(exit));

  test('a wait that ended because of Ctrl-C', async () => {
    const io = fakeIO();
    io.interrupt();
    expect(await explain(named('AbortError'), [], io)).toBe(130);
  });
});

describe('what is printed', () => {
  test('a known failure has no stack', async () => {
    expect((await outcome(fail('FILE_MISSING', { file: 'v.yaml' }))).stderr).toBe(
      'error FILE_MISSING v.yaml: no such file\nhint: check the path; `-` reads standard input\n',
    );
  });

  test('a bug has its stack and asks to be reported', async () => {
    const { stderr } = await outcome(new TypeError('x is not a function'));
    expect(stderr).toMatch(/^TypeError: x is not a function\n {4}at .*failure\.test\.ts/);
    expect(stderr).toContain(
      'error BUG this is a bug in rollout: x is not a function\nhint: please report it',
    );
  });

  test('--debug adds the stack and its causes', async () => {
    const { stderr } = await outcome(fail('FILE_MISSING', { file: 'v' }, {}, new Error('deep')), 'x --debug');
    expect(stderr).toMatch(/^RolloutError: v: no such file\n {4}at /);
    expect(stderr).toMatch(/caused by: Error: deep\n {4}at /);
  });

  test('-o json is one document, the stack included', async () => {
    const { stderr } = await outcome(new Error('x'), 'simulate -o json');
    expect(Object.keys(JSON.parse(stderr))).toEqual(['diagnostics', 'stack']);
    expect(
      Object.keys(JSON.parse((await outcome(fail('USAGE', { message: 'x' }), '-o json')).stderr)),
    ).toEqual(['diagnostics']);
  });
});
