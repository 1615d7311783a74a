import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { constantPrometheus } from '../../support/constant-prometheus.ts';
import type { FaultProxy } from '../../support/fault-proxy.ts';
import { hasKubeApiServer, KubeApiServer } from '../../support/kube-api-server.ts';
import { values } from '../../support/moved-rollout.ts';
import { Sandbox } from '../../support/script.ts';

const GATEWAY = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };
const STATE = 'kubernetes://shop';

/** The place of the entry in `rollout.yaml`. */
const ENTRY = 'rollout.yaml:5:7 error';

const route = (keys: object) => ({
  http_route: { namespace: 'shop', name: 'two', feature: 'v2', stable: 'v1', ...keys },
});
const flag = (keys: object) => ({
  config_map: { namespace: 'shop', name: 'flags', key: 'good', flag: 'checkout', ...keys },
});
const other = (keys: object) => ({
  patch: {
    api_version: 'split.smi-spec.io/v1alpha2',
    resource: 'trafficsplits',
    namespace: 'shop',
    name: 'two',
    patch: [{ op: 'replace', path: '/spec/weight', value: '{percentage}' }],
    read: '/spec/weight',
    ...keys,
  },
});

describe.skipIf(!hasKubeApiServer())('what is wrong on Kubernetes has a code, a place and what to do', () => {
  let server: KubeApiServer;
  let prometheus: FaultProxy;
  let sandbox: Sandbox;
  beforeAll(async () => {
    server = await KubeApiServer.start('ann');
    await server.namespace('shop');
    await server.install('gateway-httproute');
    for (const [name, backends] of Object.entries({ two: ['v2', 'v1'], three: ['v2', 'v1', 'v0'] })) {
      const backendRefs = backends.map((one) => ({ name: one, port: 80, weight: one === 'v2' ? 0 : 1 }));
      const spec = { rules: [{ backendRefs }] };
      await server.create({ ...GATEWAY, metadata: { name, namespace: 'shop' }, spec });
    }
    const good = {
      flags: { checkout: { state: 'ENABLED', variants: { on: 1, off: 0 }, defaultVariant: 'off' } },
    };
    await server.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'flags', namespace: 'shop' },
      data: { good: JSON.stringify(good), bad: 'flags:', none: '{}', weight: '0' },
    });
    prometheus = await constantPrometheus();
    sandbox = new Sandbox();
    sandbox.write('values.yaml', values({}));
  });
  afterAll(async () => {
    sandbox?.close();
    await server?.stop();
    await prometheus?.close();
  });

  function tryOut(
    entry: object,
    { user = 'admin', state = STATE, KUBECONFIG = server.kubeconfig(user) } = {},
  ) {
    const text = `rollout: checkout-v2\nvalues_file: values.yaml\nprometheus: {url: "${prometheus.url}"}\nactuators:\n  - ${JSON.stringify(entry)}\n`;
    sandbox.write('rollout.yaml', text);
    return sandbox.run(`KUBECONFIG=${KUBECONFIG} rollout run rollout.yaml --dry-run --state '${state}'`);
  }

  test('nothing is, and it can run', async () => {
    const { exit, stdout } = await tryOut(route({}));
    expect([exit, stdout]).toEqual([0, expect.stringContaining('checkout-v2 can run\n')]);
  });

  const NEXT = /\nhint: \S/;
  test.each([
    [
      'a missing resource',
      route({ name: 'none' }),
      {},
      `${ENTRY} KUBERNETES_NOT_FOUND there is no httproutes.gateway.networking.k8s.io shop/none`,
    ],
    [
      'three destinations',
      route({ name: 'three' }),
      {},
      `${ENTRY} ROUTE_CROWDED the route has 3 destinations, not two`,
    ],
    [
      'another destination',
      route({ feature: 'v3' }),
      {},
      `${ENTRY} ROUTE_DESTINATION the route has no destination v3, it has v2, v1`,
    ],
    [
      'another rule',
      route({ rule: 4 }),
      {},
      `${ENTRY} ROUTE_MISSING it has no rule 4 with backends, it has 1 rule`,
    ],
    [
      'no definition',
      other({}),
      {},
      `${ENTRY} KUBERNETES_DEFINITION the server knows no trafficsplits.split.smi-spec.io`,
    ],
    [
      'flags that are no JSON',
      flag({ key: 'bad' }),
      {},
      'ConfigMap shop/flags bad:1:1 error FLAG_FILE there are no flag definitions: it is not valid JSON',
    ],
    [
      'no flags',
      flag({ key: 'none' }),
      {},
      'ConfigMap shop/flags none:1:1 error FLAG_FILE there are no flag definitions: it has no object "flags"',
    ],
    [
      'a variant that only a raise needs',
      flag({ on: 'new' }),
      {},
      'error FLAG_VARIANT the flag checkout has no variant new, it has on, off',
    ],
    [
      'a path of a patch that is not there',
      other({
        api_version: 'v1',
        resource: 'configmaps',
        name: 'flags',
        patch: [{ op: 'replace', path: '/data/weigth', value: '{percentage}' }],
        read: '/data/weight',
      }),
      {},
      `${ENTRY} KUBERNETES_PATH it cannot replace /data/weigth: there is nothing at /data/weigth`,
    ],
    [
      'a field of a patch that the definition does not have',
      other({
        api_version: 'gateway.networking.k8s.io/v1',
        resource: 'httproutes',
        name: 'two',
        patch: [{ op: 'add', path: '/spec/rules/0/backendRefs/0/weigth', value: '{percentage}' }],
        read: '/spec/rules/0/backendRefs/0/weight',
      }),
      {},
      `${ENTRY} KUBERNETES_INVALID the server takes no such httproutes.gateway.networking.k8s.io shop/two: unknown field "spec.rules[0].backendRefs[0].weigth"`,
    ],
    [
      'no kubeconfig of an entry',
      route({ kubeconfig: 'none' }),
      {},
      `${ENTRY} KUBERNETES_CONFIG no access to Kubernetes: `,
    ],
    ['another context of an entry', route({ context: 'none' }), {}, ' has no context none'],
    [
      'a forbidden verb',
      route({}),
      { user: 'ann' },
      `${ENTRY} KUBERNETES_FORBIDDEN no permission to get httproutes.gateway.networking.k8s.io shop/two`,
    ],
    [
      'a forbidden state',
      route({}),
      { user: 'ann' },
      `error ROLLOUT_STATE the state in ${STATE} cannot be used: KUBERNETES_FORBIDDEN no permission to create configmaps shop;`,
    ],
    [
      'no namespace of the state',
      route({}),
      { state: 'kubernetes://none' },
      'error ROLLOUT_STATE the state in kubernetes://none cannot be used: KUBERNETES_NOT_FOUND there is no namespace none; `kubectl create namespace none` makes it',
    ],
    [
      'no kubeconfig',
      route({}),
      { KUBECONFIG: '/none' },
      'error KUBERNETES_CONFIG no access to Kubernetes: /none: no such file',
    ],
    ['another context', route({}), { state: `${STATE}?context=none` }, ' has no context none'],
    [
      'a name that is none',
      route({ name: 'No_Name' }),
      {},
      'rollout.yaml:5:40 error KUBERNETES_NAME No_Name is no name of a resource',
    ],
  ])('%s', async (_, entry, world, said) => {
    const { exit, stderr } = await tryOut(entry, world);
    expect([exit, stderr]).toEqual([3, expect.stringContaining(said)]);
    const own = stderr.slice(stderr.indexOf(said)).split(/\n(?=\S*:?\d* ?error )/)[0]!;
    expect(own).toMatch(NEXT);
    expect(stderr).not.toContain('    at ');
  });

  test('a server that has no such rollout', async () => {
    const env = `KUBECONFIG=${server.kubeconfig()}`;
    const status = await sandbox.run(`${env} rollout status --state ${STATE}`);
    expect(status).toMatchObject({ exit: 0, stdout: `no rollout is in ${STATE}\n` });
    const start = await sandbox.run(`${env} rollout start checkout-v2 --state ${STATE}`);
    expect([start.exit, start.stderr]).toEqual([
      3,
      expect.stringContaining(`error ROLLOUT_UNKNOWN no rollout checkout-v2 in ${STATE}\nhint: `),
    ]);
  });
});
