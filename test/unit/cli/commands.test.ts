import { expect, test } from 'vitest';
import { nameOf } from '../../../src/cli/commands.ts';

test.each([
  [[], 'rollout'],
  [['policy'], 'rollout policy'],
  [['policy', 'render'], 'rollout policy render'],
  [['policy', 'render', 'json'], 'rollout policy render'],
  [['policy', 'rendr'], 'rollout policy'],
  [['assess', 'values.yaml'], 'rollout assess'],
  [['assess', 'merge', '1.part'], 'rollout assess merge'],
  [['tune', 'values.yaml'], 'rollout tune'],
  [['polcy', 'render'], 'rollout'],
  [['completion', 'bash'], 'rollout completion'],
])('%j', (words, name) => expect(nameOf(words)).toBe(name));
