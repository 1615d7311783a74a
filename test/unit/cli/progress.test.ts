import { describe, expect, test } from 'vitest';
import { startProgress } from '../../../src/cli/progress.ts';
import { type FakeWorld, fakeIO } from '../../support/fake-io.ts';

describe('without a terminal', () => {
  test.each<[string, FakeWorld, boolean, string]>([
    ['only what stays is printed, a line each', {}, false, 'step 1\nstep 2\n'],
    [
      'a dumb terminal counts as none',
      { isTTY: { stderr: true }, env: { TERM: 'dumb' } },
      false,
      'step 1\nstep 2\n',
    ],
    ['nothing under --quiet', {}, true, ''],
  ])('%s', async (_name, world, quiet, printed) => {
    const io = fakeIO(world);
    const progress = await startProgress(io, { quiet });
    progress.now('tick 1');
    progress.note('step 1');
    progress.now('tick 2');
    progress.note('step 2');
    progress.stop();
    expect([io.stderr(), io.stdout()]).toEqual([printed, '']);
  });
});

test('a terminal without columns gets lines: no spinner divides by them', async () => {
  const io = fakeIO({ isTTY: { stderr: true }, columns: 0 });
  const progress = await startProgress(io, {});
  progress.now('tick 1');
  progress.note('step 1');
  progress.stop();
  expect(io.stderr()).toBe('step 1\n');
});

test('what a server writes into a note is one line that a terminal does not obey', async () => {
  const io = fakeIO();
  const progress = await startProgress(io, {});
  progress.note('source_error  \u001b]0;title\u0007\u009b2J\n2026 completed 100 %\u202e');
  expect(io.stderr()).toBe('source_error  \ufffd]0;title\ufffd\ufffd2J 2026 completed 100 %\ufffd\n');
});
