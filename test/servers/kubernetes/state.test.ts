import { afterAll, beforeAll, describe } from 'vitest';
import { KubernetesClient, type KubernetesRequest } from '../../../src/control/kubernetes/client.ts';
import { kubernetesFault } from '../../../src/control/kubernetes/fault.ts';
import { KubernetesStandby } from '../../../src/control/state/kubernetes/kubernetes-standby.ts';
import { KubernetesStore } from '../../../src/control/state/kubernetes/kubernetes-store.ts';
import { namesOf } from '../../../src/control/state/kubernetes/names.ts';
import { Objects } from '../../../src/control/state/kubernetes/objects.ts';
import { systemClock } from '../../../src/prometheus/system-clock.ts';
import { type OpenStore, type StoreWorld, testStore } from '../../support/control/store-suite.ts';
import { hasKubeApiServer, KubeApiServer } from '../../support/kube-api-server.ts';

const NAMESPACE = 'records';
const nameOf = (rollout: number) => `checkout-${rollout}`;

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
class KubernetesWorld implements StoreWorld {
  readonly #server: KubeApiServer;
  readonly #over = new AbortController();

  constructor(server: KubeApiServer) {
    this.#server = server;
  }

  async open(rollout: number, options: OpenStore = {}): Promise<KubernetesStore> {
    const { leaseSeconds = 60, onFault = () => {} } = options;
    const objects = this.#objects(options);
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
    const standby = new KubernetesStandby(this.#objects({}), owner, systemClock);
    const name = nameOf(rollout);
    return {
      note: () => standby.note(name),
      remove: () => standby.remove(name),
      hasOther: () => standby.hasOther(name),
    };
  }

  async damage(rollout: number): Promise<void> {
    const path = `/api/v1/namespaces/${NAMESPACE}/configmaps/${namesOf(nameOf(rollout)).record}`;
    await this.#server.patch(path, [{ op: 'replace', path: '/data/record', value: '{}' }]);
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

  #objects(options: OpenStore): Objects {
    return new Objects(new TestClient(this.#server, options), NAMESPACE, this.#over.signal);
  }
}

describe.skipIf(!hasKubeApiServer())('a record in a namespace of a real API server', () => {
  let server: KubeApiServer;
  let world: KubernetesWorld;
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
});
