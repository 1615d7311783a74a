import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RolloutRecord } from '../../../src/control/record/record.ts';
import type { State } from '../../../src/control/state/state.ts';
import { openState } from '../../../src/control/state/states.ts';
import { constantPrometheus } from '../../support/constant-prometheus.ts';
import type { FaultProxy } from '../../support/fault-proxy.ts';
import { hasKubeApiServer, KubeApiServer } from '../../support/kube-api-server.ts';
import type { AskedRequest } from '../../support/kube-audit.ts';
import { values } from '../../support/moved-rollout.ts';
import { RunningRollout } from '../../support/running-rollout.ts';
import { Sandbox } from '../../support/script.ts';
import { until } from '../../support/until.ts';

const GATEWAY = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };
const NAMES = ['checkout', 'search', 'basket'];
/** As which the controller asks; what the test itself asks as an administrator is not counted. */
const CONTROLLER = 'controller';

const all = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };

describe.skipIf(!hasKubeApiServer())('what a controller of three rollouts asks of the API server', () => {
  let server: KubeApiServer;
  let prometheus: FaultProxy;
  let sandbox: Sandbox;
  let controller: RunningRollout;
  let address: string;
  let state: State;
  /** Below 1 the ramps climb, above 2 they are reset. */
  let value = '0';
  beforeAll(async () => {
    server = await KubeApiServer.start(CONTROLLER);
    await server.namespace('shop');
    await server.install('gateway-httproute');
    await server.allow('shop', 'all', [all], [CONTROLLER]);
    prometheus = await constantPrometheus(() => value);
    sandbox = new Sandbox();
    address = `kubernetes://shop?kubeconfig=${server.kubeconfig()}`;
    state = await openState(address, { env: sandbox.env, cwd: sandbox.work });
    sandbox.write('values.yaml', values({ half: '10m', last: '10m' }));
    for (const name of NAMES) await make(name);
    const files = NAMES.map((name) => `${name}.yaml`);
    const own = `kubernetes://shop?kubeconfig=${server.kubeconfig(CONTROLLER)}`;
    controller = new RunningRollout(sandbox, '', ['run', ...files, '--state', own]);
    await until(async () => (await records()).filter(({ target }) => target >= 1).length === NAMES.length);
    await ticks(8);
  });
  afterAll(async () => {
    await controller?.end('SIGKILL');
    state?.close();
    await server?.stop();
    await prometheus?.close();
    sandbox?.close();
  });

  async function make(name: string): Promise<void> {
    const backendRefs = ['v2', 'v1'].map((one) => ({ name: one, port: 80, weight: one === 'v2' ? 0 : 1 }));
    await server.create({
      ...GATEWAY,
      metadata: { name, namespace: 'shop' },
      spec: { rules: [{ backendRefs }] },
    });
    const kubeconfig = server.kubeconfig(CONTROLLER);
    const route = { namespace: 'shop', name, feature: 'v2', stable: 'v1', kubeconfig, apply_every: '0s' };
    sandbox.write(
      `${name}.yaml`,
      `rollout: ${name}\nvalues_file: values.yaml\nprometheus: {url: "${prometheus.url}"}\nstart: immediately\nactuators: [${JSON.stringify({ http_route: route })}]\n`,
    );
  }

  async function records(): Promise<RolloutRecord[]> {
    const found = await Promise.all(NAMES.map((name) => state.rollout(name).store.read()));
    return found.flatMap((one) => (one.kind === 'found' ? [one.value] : []));
  }

  /** Waits until so many more ticks have begun: all three ask one query, once. */
  async function ticks(count: number): Promise<void> {
    const end = prometheus.seen.length + count;
    await controller.until(() => prometheus.seen.length >= end);
  }

  const numbers = async () => (await records()).reduce((sum, { number }) => sum + number, 0);

  async function lines(): Promise<number> {
    const journals = await Promise.all(NAMES.map((name) => state.rollout(name).readJournal()));
    return journals.reduce((sum, one) => sum + one.lines.length, 0);
  }

  /** What the controller asks for while something is done, and what comes of that. */
  async function during(act: () => Promise<unknown>) {
    const begun = server.requests().length;
    const before = { changes: await numbers(), lines: await lines(), at: performance.now() };
    await act();
    const seconds = (performance.now() - before.at) / 1000;
    const asked = countsOf(server.requests().slice(begun));
    /** How often what happens once in so many seconds may have happened to all of them. */
    const most = (interval: number) => NAMES.length * (Math.floor(seconds / interval) + 1);
    const changes = (await numbers()) - before.changes;
    return {
      of: (what: string) => asked[what] ?? 0,
      asked,
      changes,
      lines: (await lines()) - before.lines,
      most,
    };
  }
  type Asked = Awaited<ReturnType<typeof during>>;

  /** A line of the journal is a write, and one of what is shown then; that is shown once in 10 s besides. */
  function expectFewBeside({ of, lines: written, most }: Asked): void {
    expect(of('patch journal')).toBeLessThanOrEqual(written);
    expect(of('patch run')).toBeLessThanOrEqual(written + most(10));
    expect(of('patch leases')).toBeLessThanOrEqual(most(5));
  }

  async function everywhere(verb: string): Promise<void> {
    for (const name of NAMES) {
      const done = await sandbox.run(`rollout ${verb} ${name} --state '${address}'`);
      expect([done.exit, done.stderr]).toEqual([0, '']);
    }
  }

  test('while they hold: leases are renewed; once a minute a frame is written and a target is read', async () => {
    value = '1.5';
    await ticks(50); // what there is to say of that is said
    const { of, asked, changes, lines: written, most } = await during(() => ticks(120));
    const beside = ['patch leases', 'patch run', 'get httproutes', 'watch record'];
    expect([changes, written]).toEqual([0, 0]);
    expect(Object.keys(asked).filter((what) => !beside.includes(what))).toEqual([]);
    expect(of('patch leases')).toBeLessThanOrEqual(most(5));
    expect(of('patch run')).toBeLessThanOrEqual(most(60) + NAMES.length);
    expect(of('get httproutes')).toBeLessThanOrEqual(most(60));
    expect(of('watch record')).toBeLessThanOrEqual(most(60));
  });

  test('a raise: one write of its record, one read and one write of its target', async () => {
    const raised = await during(async () => {
      value = '0';
      await ticks(20);
      value = '1.5';
      await ticks(8);
    });
    const { of, changes, most } = raised;
    expect(changes).toBeGreaterThan(NAMES.length);
    expect([of('patch record'), of('patch httproutes')]).toEqual([changes, changes]);
    expect(of('get httproutes')).toBeLessThanOrEqual(changes + most(60));
    expect(of('get record') + of('list record')).toBe(0);
    expectFewBeside(raised);
  });

  test('a step that somebody asks for: the same, and its lines', async () => {
    const stepped = await during(async () => {
      await everywhere('advance');
      await ticks(8);
    });
    const { of, most } = stepped;
    const count = NAMES.length;
    expect([of('patch record'), of('patch httproutes')]).toEqual([count, count]);
    expect(of('get httproutes')).toBeLessThanOrEqual(count + most(60));
    expectFewBeside(stepped);
    expect((await records()).map(({ target }) => target)).toEqual(NAMES.map(() => 50));
  });

  test('a kill: it is acknowledged, and what all targets have confirmed is written', async () => {
    const killed = await during(async () => {
      await everywhere('kill');
      await ticks(8);
    });
    expect(killed.of('patch record')).toBeLessThanOrEqual(2 * NAMES.length);
    expectFewBeside(killed);
    expect((await records()).map(({ ceiling }) => ceiling)).toEqual(NAMES.map(() => 0));
  });
});

/** How often what was asked, by verb and what it is asked of. */
function countsOf(asked: readonly AskedRequest[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verb, resource, name } of asked) {
    const key = `${verb} ${kindOf(resource, name)}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** `record` for the ConfigMap `rollout-record.checkout`. */
const kindOf = (resource: string, name: string): string =>
  resource === 'configmaps' ? (/^rollout-([a-z]+)/.exec(name)?.[1] ?? name) : resource;
