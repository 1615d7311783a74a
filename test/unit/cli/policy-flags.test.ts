import { describe, expect, test } from 'vitest';
import type { ValuesRequest } from '../../../src/cli/load-policy.ts';
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
      isDefault: false,
      assignments: [{ path: ['a', 'b'], value: 1, flag: '--set a.b=1' }],
      blueprints: 'mine',
    });
  });

  test('the argument is the values file, and --value comes over --set', () => {
    const { valuesFile, assignments, isDefault } = readPolicyFlags({ value: ['a=2'], set: ['a=1'] }, [
      'v.yaml',
    ]) as ValuesRequest;
    expect([valuesFile, isDefault]).toEqual(['v.yaml', false]);
    expect(assignments?.map(({ flag }) => flag)).toEqual(['--set a=1', '--value a=2']);
  });

  test.each<[PolicyFlags, boolean]>([
    [{}, true],
    [{ name: 'promql' }, true],
    [{ value: ['a=1'] }, true],
    [{ name: 'promql', value: ['a=1'] }, false],
  ])('with %j the default file is read: %s', (flags, isDefault) => {
    expect(readPolicyFlags(flags)).toMatchObject({ isDefault });
  });

  test.each<[PolicyFlags, string]>([
    [{ policyFile: 'p.yaml', value: ['a=1'] }, 'USAGE_CONFLICT'],
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
