import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readSecret, secretPlace, secretSchema } from '../../../src/control/secrets.ts';
import { testWorld } from '../../support/test-world.ts';

const directory = mkdtempSync(join(tmpdir(), 'rollout-secrets-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const env = { TOKEN: ' hunter2 ', EMPTY: ' ', LINES: 'a\nb' };
const read = (config: { token_file?: string; token_env?: string }) =>
  readSecret(config, 'token', testWorld({ directory, env }));

const isRoot = process.getuid?.() === 0;

function write(text: string, mode: number): string {
  const file = join(directory, 'token');
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

describe('readSecret', () => {
  test('it is read from a variable or a file, without the space around it; undefined where none is named', () => {
    expect(read({ token_env: 'TOKEN' })).toBe('hunter2');
    write('hunter3\n', 0o600);
    expect(read({ token_file: 'token' })).toBe('hunter3');
    expect(read({})).toBeUndefined();
  });

  test('a file is read anew each time', () => {
    write('one', 0o600);
    expect(read({ token_file: 'token' })).toBe('one');
    write('two', 0o600);
    expect(read({ token_file: 'token' })).toBe('two');
  });

  test.each([0o644, 0o604, 0o602, 0o660, 0o620])('a file of mode %o is refused', (mode) => {
    const file = write('hunter2', mode);
    const shown = mode.toString(8).padStart(4, '0');
    const why = `token_file ${file}: others can read it (mode ${shown}): chmod 600`;
    expect(() => read({ token_file: 'token' })).toThrow(why);
  });

  test.skipIf(!isRoot)('a file of root may be read by its group, as mounted secrets are', () => {
    write('hunter2', 0o440);
    expect(read({ token_file: 'token' })).toBe('hunter2');
  });

  test.each([
    ['', 'it is empty'],
    ['\n', 'it is empty'],
    ['a\nb', 'it holds more than one line of text'],
    ['x'.repeat(65 * 1024), 'it is larger than 64 KiB'],
  ])('a file with %j is refused', (text, why) => {
    const file = write(text, 0o600);
    expect(() => read({ token_file: 'token' })).toThrow(`token_file ${file}: ${why}`);
  });

  test.each([
    [{ token_file: 'missing' }, `token_file ${join(directory, 'missing')}: there is no such file`],
    [{ token_env: 'MISSING' }, 'token_env: the variable MISSING is not set'],
    [{ token_env: 'EMPTY' }, 'token_env: the variable EMPTY is not set'],
    [{ token_env: 'LINES' }, 'token_env: the variable LINES holds more than one line of text'],
  ])('%j is refused', (config, why) => {
    expect(() => read(config)).toThrow(why);
  });
});

test('the place of a secret may be shown', () => {
  expect(secretPlace({ token_file: 'a/b' }, 'token')).toBe('file:a/b');
  expect(secretPlace({ token_env: 'TOKEN' }, 'token')).toBe('env:TOKEN');
  expect(secretPlace({}, 'token')).toBeUndefined();
  expect(Object.keys(secretSchema('token', 'a token'))).toEqual(['token_file', 'token_env']);
});
