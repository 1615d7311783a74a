import { describe, expect, test } from 'vitest';
import { type PolicyFlags, readPolicyFlags } from '../../../src/cli/policy-flags.ts';
import type { RolloutError } from '../../../src/errors/rollout-error.ts';

describe('the flags that name a policy', () => {
  test('a policy file', () => {
    expect(readPolicyFlags({ policyFile: 'p.yaml' })).toEqual({ policyFile: 'p.yaml' });
  });

  test('values, with assignments over them', () => {
    const flags = { name: 'promql', valuesFile: 'v.yaml', set: ['a.b=1'], blueprints: 'mine' };
    expect(readPolicyFlags(flags)).toEqual({
      blueprint: 'promql',
      valuesFile: 'v.yaml',
      assignments: [{ path: ['a', 'b'], value: 1, flag: '--set a.b=1' }],
      blueprints: 'mine',
    });
  });

  test.each<[PolicyFlags, string]>([
    [{}, 'USAGE_MISSING'],
    [{ name: 'promql' }, 'USAGE_MISSING'],
    [{ policyFile: 'p.yaml', valuesFile: 'v.yaml' }, 'USAGE_CONFLICT'],
    [{ policyFile: 'p.yaml', set: ['a=1'] }, 'USAGE_CONFLICT'],
    [{ policyFile: 'p.yaml', name: 'promql' }, 'USAGE_CONFLICT'],
    [{ set: ['a'] }, 'USAGE_VALUE'],
  ])('%j is %s', (flags, code) => {
    const codes = (): string[] => {
      try {
        readPolicyFlags(flags);
        return [];
      } catch (problem) {
        return (problem as RolloutError).diagnostics.map((one) => one.code);
      }
    };
    expect(codes()).toEqual([code]);
  });
});
