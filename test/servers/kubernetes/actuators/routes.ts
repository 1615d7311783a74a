import { expect, test } from 'vitest';
import { CONFIRMED, type KubeTargets, weightsOf } from '../../../support/kube-targets.ts';
import { call, decisionOf } from '../../../support/test-world.ts';

/** Weights of routes. */
export function routes(targets: KubeTargets): void {
  test('less than it had confirmed is not raised, also where its mark is gone', async () => {
    const { tell, actuator, path, stored } = await targets.make('http_route');
    expect(await tell({ percentage: 20, number: 7 })).toEqual(CONFIRMED);
    await targets.server.patch(path, [
      { op: 'remove', path: '/metadata/annotations/rolloutctl~1told' },
      { op: 'replace', path: '/spec/rules/1/backendRefs/0/weight', value: 5000 },
      { op: 'replace', path: '/spec/rules/1/backendRefs/1/weight', value: 95_000 },
    ]);
    const before = await stored();
    const next = decisionOf({ percentage: 30, number: 8 });
    expect(await actuator.apply(next, { ...call, confirmed: 20 })).toEqual({
      kind: 'refused',
      why: 'somebody else set 5 %, it was told 20 %',
      inForce: 5,
    });
    expect(await stored()).toEqual(before);
  });

  test('whole percents of Istio add up to 100, thousandths of the Gateway API to 100,000; all else stays', async () => {
    const istio = await targets.make('virtual_service');
    const before = await istio.stored();
    expect(await istio.tell({ percentage: 12.9 })).toEqual(CONFIRMED);
    const after = await istio.stored();
    expect(weightsOf('virtual_service', after)).toEqual([12, 88]);
    expect(after.spec.http[0]).toEqual(before.spec.http[0]);
    expect(JSON.parse(after.metadata.annotations['rolloutctl/told']!)).toEqual({
      'checkout-v2/split': { number: 7, percentage: 12 },
    });
    const gateway = await targets.make('http_route');
    expect(await gateway.tell({ percentage: 0.0129 })).toEqual(CONFIRMED);
    expect(weightsOf('http_route', await gateway.stored())).toEqual([12, 99_988]);
    const template = await targets.make('patch');
    expect(await template.tell({ percentage: 12.9 })).toEqual(CONFIRMED);
    const { spec } = await template.stored();
    expect(spec.hosts).toEqual(['at 12', '88 are left']);
  });

  test('two routes of one resource have a rollout each', async () => {
    const { tell, name } = await targets.make('virtual_service');
    const second = targets.open('virtual_service', name, { route: 0 });
    const tells = [tell({ percentage: 20 }), second.tell({ percentage: 30, rollout: 'search' })];
    expect(await Promise.all(tells)).toEqual([CONFIRMED, CONFIRMED]);
    const { spec } = await second.stored();
    expect(spec.http.map((one: { route: { weight: number }[] }) => one.route[0]!.weight)).toEqual([30, 20]);
  });

  test('an edit while it is told is not lost, and said', async () => {
    const { tell, path, stored } = await targets.make('http_route');
    expect(await tell({ percentage: 1, number: 1 })).toEqual(CONFIRMED);
    const edit = (weight: number) =>
      targets.server.patch(path, [
        { op: 'replace', path: '/spec/rules/1/backendRefs/0/weight', value: weight * 1000 },
        { op: 'replace', path: '/spec/rules/1/backendRefs/1/weight', value: 100_000 - weight * 1000 },
      ]);
    await edit(2);
    let isEnded = false;
    const editing = (async () => {
      for (let weight = 3; !isEnded; weight = (weight % 50) + 2) await edit(weight);
    })();
    const outcomes: string[] = [];
    for (let number = 2; number < 30; number++) outcomes.push((await tell({ percentage: 99, number })).kind);
    isEnded = true;
    await editing;
    expect(new Set(outcomes)).toEqual(new Set(['refused']));
    expect(await tell({ killed: true, number: 30 })).toMatchObject(CONFIRMED);
    expect(weightsOf('http_route', await stored())).toEqual([0, 100_000]);
  });
}
