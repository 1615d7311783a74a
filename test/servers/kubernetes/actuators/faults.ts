import { describe, expect, test } from 'vitest';
import { gatewayRule, istioRoute } from '../../../support/kube-target-manifests.ts';
import { CONFIRMED, type KubeTargets, reads, weightsOf } from '../../../support/kube-targets.ts';
import { call } from '../../../support/test-world.ts';

/** What is wrong with a target, and who says so. */
export function faults(targets: KubeTargets): void {
  describe('what is wrong is said, each in its words', () => {
    const refusal = (why: string | RegExp) =>
      expect.objectContaining({ kind: 'refused', why: expect.stringMatching(why) });

    test('three destinations: nothing is raised, and a kill takes the feature away', async () => {
      const weights = [10, 80, 10];
      const { tell, read, stored, actuator } = await targets.make('http_route', (made) => ({
        ...made,
        spec: { rules: [gatewayRule([0, 1]), gatewayRule(weights)] },
      }));
      expect(await tell({ percentage: 20 })).toEqual(
        refusal(/^ROUTE_CROWDED the route has 3 destinations, not two; take/),
      );
      expect(await read()).toMatchObject({ kind: 'unreadable', isForeign: true });
      expect(await actuator.rehearse!(call, 'kill')).toBeUndefined();
      expect(weightsOf('http_route', await stored())).toEqual(weights);
      await tell({ killed: true });
      expect(weightsOf('http_route', await stored())).toEqual([0, 90, 10]);
    });

    test('weights that somebody else manages', async () => {
      const { tell, path } = await targets.make('virtual_service');
      await targets.server.patch(
        path,
        [{ op: 'replace', path: '/spec/http/1/route/0/weight', value: 30 }],
        'flagger',
      );
      expect(await tell({ percentage: 40 })).toEqual(refusal(/^ROUTE_MANAGED flagger manages its weights; /));
      const other = await targets.make('virtual_service', (made) => ({
        ...made,
        spec: { hosts: ['a'], http: [istioRoute('split', [30, 60])] },
      }));
      expect(await other.tell({ percentage: 40 })).toEqual(
        refusal(/^ROUTE_WEIGHTS its weights add up to 90, not 100; /),
      );
      expect(await other.tell({ killed: true })).toEqual(CONFIRMED);
      expect(weightsOf('virtual_service', await other.stored())).toEqual([0, 90]);
    });

    test.each([
      [
        'virtual_service',
        { route: 'splt' },
        /^ROUTE_MISSING it has no HTTP route splt, it has other, split; name another with `route`$/,
      ],
      [
        'http_route',
        { rule: 7 },
        /^ROUTE_MISSING it has no rule 7 with backends, it has 2 rules; name another with `rule`$/,
      ],
      [
        'http_route',
        { feature: 'v3' },
        /^ROUTE_DESTINATION the route has no destination v3, it has checkout-v2, checkout-v1; /,
      ],
      ['feature_flag', { flag: 'new-chekout' }, /FLAG_MISSING .*did you mean "new-checkout"/],
      ['feature_flag', { on: 'yes' }, /FLAG_(RULES|VARIANT)/],
      [
        'config_map',
        { key: 'flags.yaml' },
        /^KUBERNETES_KEY ConfigMap shop\/\S+ has no key flags.yaml, it has flags.json, other; /,
      ],
      [
        'patch',
        { read: '/spec/nothing' },
        /^KUBERNETES_PERCENTAGE what it has at \/spec\/nothing is no percentage: nothing; /,
      ],
    ])('%s with %j', async (kind, keys, why) => {
      const { name } = await targets.make(kind);
      const { tell, read } = targets.open(kind, name, keys);
      expect(await tell({ percentage: 20 })).toEqual(refusal(why));
      expect((await read()).kind).toBe(kind === 'feature_flag' && 'on' in keys ? 'percentage' : 'unreadable');
    });

    test('no resource, no definition, no right, no kubeconfig, nobody there', async () => {
      const missing = targets.open('http_route', 'nothing');
      expect(await missing.tell({ percentage: 20 })).toEqual(
        refusal(
          /^KUBERNETES_NOT_FOUND there is no httproutes.gateway.networking.k8s.io shop\/nothing; make it/,
        ),
      );
      const undefinedKind = targets.open('patch', 'x', {
        api_version: 'argoproj.io/v1alpha1',
        resource: 'rollouts',
      });
      expect(await undefinedKind.read()).toMatchObject({
        why: expect.stringMatching(/^KUBERNETES_DEFINITION the server knows no rollouts.argoproj.io; its/),
      });
      const { name } = await targets.make('http_route');
      const ann = targets.open('http_route', name, { kubeconfig: targets.server.kubeconfig('ann') });
      expect(await ann.tell({ percentage: 20 })).toEqual(
        refusal(/^KUBERNETES_FORBIDDEN no permission to get httproutes.gateway.networking.k8s.io shop\//),
      );
      await targets.server.allow(
        'shop',
        name,
        [{ apiGroups: ['gateway.networking.k8s.io'], resources: ['httproutes'], verbs: ['get'] }],
        ['ann'],
      );
      expect(await ann.read()).toEqual(reads(0));
      expect(await ann.actuator.rehearse!(call, 'run')).toMatchObject({
        code: 'KUBERNETES_FORBIDDEN',
        message: expect.stringContaining('no permission to patch'),
      });
      const nowhere = targets.open('http_route', name, { kubeconfig: '/nowhere/config' });
      expect(await nowhere.tell({ percentage: 20 })).toEqual(
        refusal(/^KUBERNETES_CONFIG no access to Kubernetes: \/nowhere\/config: no such file/),
      );
    });

    test('a bound of the definition is checked by the server, and said', async () => {
      const { name } = await targets.make('patch');
      const wrong = [{ op: 'replace', path: '/spec/http/0/route/0/weight', value: 'not {percentage}' }];
      const { tell, stored } = targets.open('patch', name, { patch: wrong });
      expect(await tell({ percentage: 20 })).toEqual(
        refusal(/^KUBERNETES_INVALID .*spec.http\[0\].route\[0\].weight/),
      );
      expect(weightsOf('patch', await stored())).toEqual([0, 100]);
    });
  });
}
