import { expect, test } from 'vitest';
import { BY_HAND, MANIFESTS } from '../../../support/kube-target-manifests.ts';
import { CONFIRMED, type KubeTargets, reads } from '../../../support/kube-targets.ts';
import { call } from '../../../support/test-world.ts';

/** What targets of all kinds have in common. */
export function everyKind(targets: KubeTargets): void {
  test.each(Object.keys(MANIFESTS))('%s climbs, reads back, and is killed', async (kind) => {
    const { tell, read, actuator } = await targets.make(kind);
    expect(await read()).toEqual(reads(0));
    for (const [i, percentage] of [1, 12.5, 50, 100, 30].entries()) {
      expect(await tell({ percentage, number: 7 + i })).toEqual(CONFIRMED);
      expect(await read()).toEqual(reads(actuator.round(percentage)));
    }
    expect(await tell({ percentage: 30, number: 11 })).toEqual(CONFIRMED);
    expect(await actuator.rehearse!(call, 'run')).toBeUndefined();
    expect(await read()).toEqual(reads(30));
    expect(await tell({ percentage: 30, killed: true, number: 12 })).toEqual(CONFIRMED);
    expect(await read()).toEqual(reads(0));
  });

  test.each(Object.keys(MANIFESTS))(
    '%s refuses an old call, but 0; and what one decision raises twice',
    async (kind) => {
      const { tell, read } = await targets.make(kind);
      expect(await tell({ percentage: 20, number: 9 })).toEqual(CONFIRMED);
      expect(await tell({ percentage: 40, number: 8 })).toMatchObject({
        kind: 'refused',
        why: expect.stringMatching(/^it was told decision 9 and this is 8: an old call, or another state/),
      });
      expect(await tell({ percentage: 40, number: 9 })).toMatchObject({ kind: 'refused' });
      expect(await tell({ percentage: 10, number: 9 })).toEqual(CONFIRMED);
      expect(await read()).toEqual(reads(10));
      expect(await tell({ percentage: 0, number: 3 })).toEqual(CONFIRMED);
      expect(await tell({ percentage: 10, number: 8 })).toMatchObject({ kind: 'refused' });
      expect(await read()).toEqual(reads(0));
      expect(await tell({ percentage: 5, number: 8, rollout: 'another' })).toEqual(CONFIRMED);
    },
  );

  test.each(Object.keys(BY_HAND))(
    '%s: an edit by hand is said, and taken over or lowered, never raised over',
    async (kind) => {
      const { tell, read, path, stored } = await targets.make(kind);
      expect(await tell({ percentage: 20, number: 7 })).toEqual(CONFIRMED);
      await targets.server.patch(path, BY_HAND[kind]!);
      expect(await read()).toEqual(reads(50));
      const before = await stored();
      expect(await tell({ percentage: 60, number: 8 })).toEqual({
        kind: 'refused',
        why: 'somebody else set 50 %, it was told 20 %',
        inForce: 50,
      });
      expect(await stored()).toEqual(before);
      expect(await tell({ percentage: 50, number: 9 })).toEqual(CONFIRMED);
      expect(await tell({ percentage: 60, number: 10 })).toEqual(CONFIRMED);
      expect(await tell({ percentage: 40, number: 11 })).toEqual(CONFIRMED);
      await targets.server.patch(path, BY_HAND[kind]!);
      expect(await tell({ percentage: 10, number: 12 })).toEqual({ ...CONFIRMED, replaced: 50 });
      expect(await read()).toEqual(reads(10));
    },
  );
}
