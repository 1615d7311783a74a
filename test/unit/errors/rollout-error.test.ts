import { describe, expect, test } from 'vitest';
import { diagnostic, fail, RolloutError, throwIfErrors } from '../../../src/errors/rollout-error.ts';

const at = { file: 'v.yaml', line: 3, column: 5, text: 'key: 1' };
const warning = diagnostic('VALUES_ALIAS', { path: 'a', alias: 'b', key: 'c' });
const error = diagnostic('FILE_MISSING', { file: 'x' });

test('diagnostic fills text, severity and place from the catalogue', () => {
  expect(
    diagnostic('VALUES_TYPE', { path: 'a.b', expected: 'a number', got: '"x"' }, { at, path: 'a.b' }),
  ).toEqual({
    code: 'VALUES_TYPE',
    severity: 'error',
    message: 'a.b must be a number, got "x"',
    path: 'a.b',
    file: 'v.yaml',
    line: 3,
    column: 5,
    hint: null,
    source: 'key: 1',
  });
});

test('what is not known is null', () => {
  expect(error).toMatchObject({ path: null, file: null, line: null, column: null });
});

describe('RolloutError', () => {
  test.each([
    ['of its first error', [warning, error, diagnostic('USAGE', { message: 'x' })], 3],
    ['of a warning, when there is no error', [warning], 3],
    ['of a bug, when there is nothing', [], 70],
  ])('exits with the code %s', (_name, diagnostics, exit) => {
    expect(new RolloutError(diagnostics).exit).toBe(exit);
  });

  test('carries its cause', () => {
    const cause = new Error('deep');
    expect(fail('FILE_MISSING', { file: 'x' }, {}, cause).cause).toBe(cause);
  });
});

test('throwIfErrors throws all of them when one is an error, and hands warnings on', () => {
  expect(throwIfErrors([warning])).toEqual([warning]);
  expect(() => throwIfErrors([warning, error])).toThrow(RolloutError);
});

test('a message is one line, and ends where nobody reads on', () => {
  const { message } = diagnostic('VALUES_MISSING_KEY', { path: 'a\n b', key: 'k'.repeat(3000) });
  expect(message).toBe(`a b: key "${'k'.repeat(1989)}...`);
});
