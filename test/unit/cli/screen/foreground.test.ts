import { expect, test } from 'vitest';
import { isForegroundStat } from '../../../../src/cli/screen/foreground.ts';

test.each([
  ['4242 (rollout) R 1 4242 4000 34816 4242 4194304', true],
  ['4242 (a (b) c) S 1 4242 4000 34816 4000 4194304', false],
  ['4242 (rollout) R 1 4242 4242 0 -1 4194304', false],
])('%s: in the foreground %s', (stat, is) => {
  expect(isForegroundStat(stat)).toBe(is);
});
