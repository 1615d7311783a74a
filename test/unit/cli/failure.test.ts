import { expect, test } from 'vitest';
import { failureOf, stackOf } from '../../../src/cli/failure.ts';
import { fail } from '../../../src/errors/rollout-error.ts';
import { fakeIO } from '../../support/fake-io.ts';

const named = (name: string) => Object.assign(new Error('x'), { name });

test.each([
  ['usage', fail('USAGE', { message: 'x' }), 'USAGE', 2],
  ['input', fail('FILE_MISSING', { file: 'x' }), 'FILE_MISSING', 3],
  ['Ctrl-C in a prompt', named('ExitPromptError'), 'INTERRUPTED', 130],
  [
    'a system that opens no more files',
    Object.assign(new Error('x'), { code: 'EMFILE' }),
    'FILE_UNREADABLE',
    3,
  ],
  ['a bug', new TypeError('x is not a function'), 'BUG', 70],
  ['something thrown that is no error', 'oops', 'BUG', 70],
  ['an abort nobody asked for', named('AbortError'), 'BUG', 70],
] as const)('%s', (_name, problem, code, exit) => {
  const failure = failureOf(problem, fakeIO());
  expect([failure.diagnostics.map((one) => one.code), failure.exit]).toEqual([[code], exit]);
});

test('a wait that ended because of Ctrl-C', () => {
  const io = fakeIO();
  io.interrupt();
  expect(failureOf(named('AbortError'), io).exit).toBe(130);
});

test('the stack ends with those of the causes', () => {
  const problem = new Error('above', { cause: new Error('deep', { cause: 'deeper' }) });
  const heads = stackOf(problem)
    .split('\n')
    .filter((line) => !line.startsWith('    at '));
  expect(heads).toEqual(['Error: above', 'caused by: Error: deep', 'caused by: deeper']);
});
