import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KubernetesClient, type KubernetesRequest } from '../../../src/control/kubernetes/client.ts';
import { kubernetesFault } from '../../../src/control/kubernetes/fault.ts';
import { newRecord, type RolloutRecord } from '../../../src/control/record/record.ts';
import { KubernetesStandby } from '../../../src/control/state/kubernetes/kubernetes-standby.ts';
import { KubernetesStore } from '../../../src/control/state/kubernetes/kubernetes-store.ts';
import { namesOf } from '../../../src/control/state/kubernetes/names.ts';
import { Objects } from '../../../src/control/state/kubernetes/objects.ts';
import { systemClock } from '../../../src/prometheus/system-clock.ts';
import { type DamageWorld, testDamage } from '../../support/control/damage-suite.ts';
import { type OpenStore, type StoreWorld, testStore } from '../../support/control/store-suite.ts';
import { hasKubeApiServer, KubeApiServer } from '../../support/kube-api-server.ts';
import { until } from '../../support/until.ts';

const NAMESPACE = 'records';
const nameOf = (rollout: number) => `checkout-${rollout}`;
const pathOf = (rollout: number) =>
  `/api/v1/namespaces/${NAMESPACE}/configmaps/${namesOf(nameOf(rollout)).record}`;

/** A client whose requests have another time limit, or whose writes are not answered. */
class TestClient extends KubernetesClient {
  readonly #options: OpenStore;

  constructor(server: KubeApiServer, options: OpenStore) {
    super({ kubeconfig: server.kubeconfig() }, { env: {}, cwd: '/' });
    this.#options = options;
  }

  override async send<T>(request: KubernetesRequest): Promise<T> {
    const { onWrite, timeout = 30 } = this.#options;
    const sent = { ...request, timeout: request.onPiece ? request.timeout : timeout };
    if (!onWrite || request.method !== 'PATCH') return super.send(sent);
    onWrite(() => super.send(sent).catch(() => undefined));
    throw kubernetesFault('KUBERNETES_UNREACHABLE', { server: '', why: 'no answer' }, { isSent: true });
  }
}

/** Records in a namespace. */
class KubernetesWorld implements StoreWorld, DamageWorld {
  /** A ConfigMap takes 1 MiB. */
  readonly tooLarge = 1_000_000;
  readonly #server: KubeApiServer;
  readonly #over = new AbortController();

  constructor(server: KubeApiServer) {
    this.#server = server;
  }

  async open(rollout: number, options: OpenStore = {}): Promise<KubernetesStore> {
    const { leaseSeconds = 60, onFault = () => {} } = options;
    const objects = this.objects(options);
    const name = nameOf(rollout);
    return new KubernetesStore({
      objects,
      rollout: name,
      leaseSeconds,
      owner: 'host/1',
      clock: systemClock,
      onFault,
    });
  }

  async standby(rollout: number, owner: string) {
    const standby = new KubernetesStandby(this.objects(), owner, systemClock);
    const name = nameOf(rollout);
    return {
      note: () => standby.note(name),
      remove: () => standby.remove(name),
      hasOther: () => standby.hasOther(name),
    };
  }

  async begin(rollout: number, record: RolloutRecord): Promise<void> {
    expect(await (await this.open(rollout)).create(record)).toBe('written');
  }

  async put(rollout: number, text: string | undefined): Promise<void> {
    const path = pathOf(rollout);
    if (text === undefined) await this.#server.delete(path);
    else await this.#server.patch(path, [{ op: 'replace', path: '/data/record', value: text }]);
  }

  pause(): Promise<void> {
    return this.#server.pause();
  }

  signal(name: NodeJS.Signals): void {
    this.#server.signal(name);
  }

  kill(): Promise<void> {
    return this.#server.kill();
  }

  restart(): Promise<void> {
    return this.#server.restart();
  }

  close(): void {
    this.#over.abort();
  }

  objects(options: OpenStore = {}): Objects {
    return new Objects(new TestClient(this.#server, options), NAMESPACE, this.#over.signal);
  }
}

describe.skipIf(!hasKubeApiServer())('a record in a namespace of a real API server', () => {
  let server: KubeApiServer;
  let world: KubernetesWorld;
  let tests = 0;
  beforeAll(async () => {
    server = await KubeApiServer.start();
    await server.namespace(NAMESPACE);
    world = new KubernetesWorld(server);
  });
  afterAll(async () => {
    world?.close();
    await server?.stop();
  });
  testStore(() => world);
  describe('that is damaged', () => testDamage(() => world));

  test('an object that several make at once is written by each', async () => {
    const objects = world.objects();
    const data = { frozen: '{}' };
    const put = () => objects.put('configmaps', { name: 'raced', data }, { data });
    await Promise.all(Array.from({ length: 8 }, put));
    expect(await objects.get('configmaps', 'raced')).toMatchObject({ kind: 'answer', value: { data } });
  });

  test.each([
    ['without its key', [{ op: 'remove', path: '/data/record' }]],
    ['full of others', [{ op: 'replace', path: '/data', value: { other: 'x'.repeat(1_048_576) } }]],
    [
      'with its key for bytes',
      [
        { op: 'remove', path: '/data' },
        { op: 'add', path: '/binaryData', value: { record: 'AA==' } },
      ],
    ],
    [
      'without its fence',
      [
        { op: 'remove', path: '/metadata/annotations' },
        { op: 'replace', path: '/data/record', value: '{}' },
      ],
    ],
  ])('a ConfigMap %s holds nothing but the record after it was written anew', async (_, operations) => {
    const rollout = 2000 + tests++;
    const first = newRecord('checkout', 'plan');
    await world.begin(rollout, first);
    const leader = await world.open(rollout);
    const lease = (await leader.acquire())!;
    await server.patch(pathOf(rollout), operations);
    const store = await world.open(rollout);
    const anew = (await store.repair(first, (last) => last)) as RolloutRecord;
    expect(anew).toMatchObject({ holder: lease.holder, unclean: ['whoever led it'], ceiling: 100 });
    const { data, binaryData } = await server.get<{ data: object; binaryData?: object }>(pathOf(rollout));
    expect([Object.keys(data), binaryData]).toEqual([['record'], undefined]);
    await until(async () => (await leader.read()).kind === 'found');
    expect(await leader.write({ ...anew, number: anew.number + 1 }, anew.number, lease)).toBe('written');
  });
});
