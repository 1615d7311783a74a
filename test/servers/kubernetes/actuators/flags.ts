import { FlagdCore } from '@openfeature/flagd-core';
import { expect, test } from 'vitest';
import { flagDefinitions } from '../../../support/kube-target-manifests.ts';
import { CONFIRMED, type KubeTargets } from '../../../support/kube-targets.ts';

/** Flags, and what is told of users. */
export function flags(targets: KubeTargets): void {
  test('a pass-through is told to flags, and keeps routes from being raised', async () => {
    const pass_through = { label_key: 'user', values: ['ann'] };
    const route = await targets.make('http_route');
    expect(await route.tell({ percentage: 10, pass_through })).toEqual({
      kind: 'refused',
      why: 'a pass-through cannot be told to it',
      inForce: 0,
    });
    const flag = await targets.make('feature_flag');
    expect(await flag.tell({ percentage: 10, pass_through })).toEqual(CONFIRMED);
    const { spec } = await flag.stored();
    expect(spec.flagSpec.flags['new-checkout'].targeting.if[0]).toEqual({ in: [{ var: 'user' }, ['ann']] });
    expect(spec.flagSpec.flags.other).toEqual(flagDefinitions.flags.other);
  });

  test.each(['feature_flag', 'config_map'])('%s: flagd decides 10,000 ids as it was told', async (kind) => {
    const { tell, stored } = await targets.make(kind);
    const logger = { error() {}, warn() {}, info() {}, debug() {} };
    const core = new FlagdCore(undefined, logger);
    const decide = async () => {
      const { spec, data } = await stored();
      core.setConfigurations(data?.['flags.json'] ?? JSON.stringify(spec.flagSpec));
      const has = (id: number) =>
        core.resolveBooleanEvaluation('new-checkout', false, { targetingKey: `user-${id}` }, logger).value;
      return new Set(Array.from({ length: 10_000 }, (_, id) => id).filter(has));
    };
    expect(await tell({ percentage: 12.5, number: 1 })).toEqual(CONFIRMED);
    const few = await decide();
    expect(Math.abs(few.size - 1250)).toBeLessThan(150);
    expect(await tell({ percentage: 40, number: 2 })).toEqual(CONFIRMED);
    const many = await decide();
    expect(Math.abs(many.size - 4000)).toBeLessThan(200);
    expect([...few].filter((id) => !many.has(id))).toEqual([]);
    expect(await tell({ killed: true, number: 3 })).toEqual(CONFIRMED);
    expect((await decide()).size).toBe(0);
  });

  test('only the flag changes in the text of a ConfigMap', async () => {
    const { tell, stored } = await targets.make('config_map');
    const { data } = await stored();
    expect(await tell({ percentage: 10 })).toEqual(CONFIRMED);
    const after = await stored();
    expect(after.data.other).toBe('untouched');
    expect(after.metadata.annotations.owner).toBe('team');
    const definitions = JSON.parse(after.data['flags.json']!);
    expect(definitions.flags.other).toEqual(flagDefinitions.flags.other);
    expect(after.data['flags.json']!.split('\n').length).toBe(data['flags.json']!.split('\n').length + 1);
  });
}
