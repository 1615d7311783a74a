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
