import { actuatorKinds } from '../../src/control/actuators.ts';
import type { Decision } from '../../src/control/decision.ts';
import { KubeApiServer } from './kube-api-server.ts';
import type { Manifest } from './kube-objects.ts';
import { KEYS, MANIFESTS, pathOf } from './kube-target-manifests.ts';
import { call, decisionOf, testWorld } from './test-world.ts';

export const CONFIRMED = { kind: 'confirmed' };
export const reads = (percentage: number) => ({ kind: 'percentage', percentage });

export interface Stored {
  // biome-ignore lint/suspicious/noExplicitAny: resources of five definitions
  readonly spec: any;
  readonly data: Readonly<Record<string, string>>;
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
}

export const weightsOf = (kind: string, { spec }: Stored): number[] => {
  const list = kind === 'http_route' ? spec.rules[1].backendRefs : spec.http.at(-1).route;
  return list.map(({ weight }: { weight: number }) => weight);
};

/** Targets of each kind on a real API server, on which `ann` has no right. */
export class KubeTargets {
  #server: KubeApiServer | undefined;
  #count = 0;
  readonly #world = testWorld({ directory: '/' });

  get server(): KubeApiServer {
    return this.#server!;
  }

  async start(): Promise<void> {
    this.#server = await KubeApiServer.start('ann');
    await this.server.namespace('shop');
    for (const name of ['istio-virtualservice', 'gateway-httproute', 'openfeature-featureflag'])
      await this.server.install(name);
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
  }

  /** A target with a resource of its own. */
  async make(kind: string, change: (made: Manifest) => Manifest = (made) => made) {
    const name = `checkout-${++this.#count}`;
    await this.server.create(change(MANIFESTS[kind]!(name)));
    return this.open(kind, name);
  }

  open(kind: string, name: string, more: object = {}) {
    const found = actuatorKinds.find((one) => one.kind === kind)!;
    const kubeconfig = this.server.kubeconfig();
    const config = { namespace: 'shop', name, kubeconfig, ...KEYS[kind], ...more };
    const actuator = found.open(config, this.#world);
    const path = pathOf(kind, name);
    return {
      actuator,
      name,
      path,
      tell: (parts: Partial<Decision>) => actuator.apply(decisionOf(parts), call),
      read: () => actuator.read!(call),
      stored: () => this.server.get<Stored>(path),
    };
  }
}
