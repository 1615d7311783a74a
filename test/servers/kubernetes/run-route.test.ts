import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { resourcePath } from '../../../src/control/kubernetes/resource.ts';
import { constantPrometheus } from '../../support/constant-prometheus.ts';
import type { FaultProxy } from '../../support/fault-proxy.ts';
import { hasKubeApiServer, KubeApiServer } from '../../support/kube-api-server.ts';
import { values } from '../../support/moved-rollout.ts';
import { RunningRollout } from '../../support/running-rollout.ts';
import { Sandbox } from '../../support/script.ts';
import { until } from '../../support/until.ts';

const GATEWAY = { apiVersion: 'gateway.networking.k8s.io/v1' };
const NAME = 'checkout-v2';

interface Route {
  readonly spec: {
    readonly rules: readonly { readonly backendRefs: readonly { readonly weight: number }[] }[];
  };
}

describe.skipIf(!hasKubeApiServer())('the command line moves an HTTPRoute', () => {
  let server: KubeApiServer;
  let prometheus: FaultProxy;
  let sandbox: Sandbox;
  let path: string;
  let tests = 0;
  beforeAll(async () => {
    server = await KubeApiServer.start();
    await server.namespace('shop');
    await server.install('gateway-httproute');
    prometheus = await constantPrometheus();
  });
  afterAll(async () => {
    await server?.stop();
    await prometheus?.close();
  });
  beforeEach(async () => {
    const name = `checkout-${tests++}`;
    path = resourcePath({ ...GATEWAY, resource: 'httproutes', namespace: 'shop', name });
    const backendRefs = ['v2', 'v1'].map((one) => ({ name: one, port: 80, weight: one === 'v2' ? 0 : 1 }));
    const metadata = { name, namespace: 'shop' };
    await server.create({ ...GATEWAY, kind: 'HTTPRoute', metadata, spec: { rules: [{ backendRefs }] } });
    sandbox = new Sandbox();
    const route = { namespace: 'shop', name, feature: 'v2', stable: 'v1', kubeconfig: server.kubeconfig() };
    const target = JSON.stringify({ http_route: { ...route, apply_every: '0s', settle: '1s' } });
    sandbox.write(
      'rollout.yaml',
      `rollout: ${NAME}\nvalues_file: values.yaml\nprometheus: {url: "${prometheus.url}"}\nstart: immediately\nactuators: [${target}]\n`,
    );
    return () => sandbox.close();
  });

  const weights = async () =>
    (await server.get<Route>(path)).spec.rules[0]!.backendRefs.map(({ weight }) => weight);
  const run = () => new RunningRollout(sandbox, NAME, ['run', 'rollout.yaml']);

  test('to 100 %, and its weights add up all the way', async () => {
    sandbox.write('values.yaml', values({ last: '2s' }));
    const running = run();
    const sums = new Set<number>();
    const seen = (async () => {
      while (running.process.exitCode === null) sums.add((await weights()).reduce((a, b) => a + b));
    })();
    expect([await running.ended(), running.stderr]).toEqual([0, `${NAME} is complete\n`]);
    await seen;
    expect([...sums].filter((sum) => sum !== 1 && sum !== 100_000)).toEqual([]);
    expect(await weights()).toEqual([100_000, 0]);
  });

  test('a kill takes it to 0, also without a controller; --check tries that and changes nothing', async () => {
    sandbox.write('values.yaml', values({ last: '10m' }));
    const running = run();
    await until(async () => (await weights())[0]! >= 1000);
    await running.end('SIGKILL');
    const before = await weights();
    const check = await sandbox.run(`rollout kill ${NAME} --check`);
    expect([check.exit, await weights()]).toEqual([0, before]);
    const killed = await sandbox.run(`rollout kill ${NAME}`);
    expect([killed.exit, killed.stderr]).toEqual([0, '']);
    expect(killed.stdout).toContain(`${NAME} is off: every target has answered 0 %\n`);
    expect(await weights()).toEqual([0, 100_000]);
  });

  test('--dry-run says what the server would refuse', async () => {
    sandbox.write('values.yaml', values({ last: '10m' }));
    await server.delete(path);
    const tried = await sandbox.run('rollout run rollout.yaml --dry-run');
    expect([tried.exit, tried.stderr]).toEqual([
      3,
      expect.stringMatching(
        /^rollout\.yaml:5:15 error KUBERNETES_NOT_FOUND there is no httproutes\.gateway[\s\S]*\nhint: make it/,
      ),
    ]);
    expect(tried.stderr).not.toContain('    at ');
  });
});
