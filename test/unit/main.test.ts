import { expect, test } from 'vitest';
import { CommandLine, main } from '../../src/main.ts';
import { fakeIO } from '../support/fake-io.ts';

test.each([['--version'], ['-V']])('%s prints the version', async (flag) => {
  const io = fakeIO();
  expect(await main([flag], io)).toBe(0);
  expect(io.stdout()).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('a failure becomes an exit code and a diagnostic', async () => {
  const io = fakeIO();
  expect(await main(['--verison'], io)).toBe(2);
  expect(io.stderr()).toBe('error USAGE unknown option "--verison", did you mean "--version"?\n');
});

test('whatever is not a known failure is a bug', async () => {
  const io = {
    ...fakeIO(),
    out: () => {
      throw new TypeError('boom');
    },
  };
  const printed: string[] = [];
  expect(await main(['--help'], { ...io, err: (text) => void printed.push(text) })).toBe(70);
  expect(printed.join('')).toContain('this is a bug in rollout: boom');
});

/** A world whose first line on stderr cannot be printed, and the lines after it. */
function failingOnce() {
  const printed: string[] = [];
  let calls = 0;
  const io = {
    ...fakeIO(),
    err(text: string) {
      if (calls++ === 0) throw new Error('gone');
      printed.push(text);
    },
  };
  return { io, printed };
}

test('a failure that cannot be printed is one line of plain words', async () => {
  const { io, printed } = failingOnce();
  expect(await new CommandLine([], io).fail(new Error('boom'))).toBe(70);
  expect(printed).toEqual(['error BUG boom; and printing it failed: gone\n']);
});

test('where no file can be opened, not even those of rollout, that is said in plain words', async () => {
  const { io, printed } = failingOnce();
  const problem = Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });
  expect(await new CommandLine([], io).fail(problem)).toBe(3);
  expect(printed).toEqual(['error FILE_UNREADABLE EMFILE: too many open files\n']);
});
