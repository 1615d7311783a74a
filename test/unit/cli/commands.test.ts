import { expect, test } from 'vitest';
import { nameOf, wordsOf } from '../../../src/cli/commands.ts';

test.each([
  ['', [], 'rollout'],
  ['--help', [], 'rollout'],
  ['policy render -o json', ['policy', 'render', 'json'], 'rollout policy render'],
  ['--quiet policy --color never render', ['policy', 'render'], 'rollout policy render'],
  ['--color=never policy render', ['policy', 'render'], 'rollout policy render'],
  ['help policy render', ['policy', 'render'], 'rollout policy render'],
  ['-- policy render --x', ['policy', 'render', '--x'], 'rollout policy render'],
  ['policy rendr', ['policy', 'rendr'], 'rollout policy'],
  ['polcy render', ['polcy', 'render'], 'rollout'],
  ['completion bash', ['completion', 'bash'], 'rollout completion'],
])('%j', (line, words, name) => {
  expect(wordsOf(line.split(' ').filter(Boolean))).toEqual(words);
  expect(nameOf(words)).toBe(name);
});
