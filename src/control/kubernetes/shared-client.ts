import { resolve } from 'node:path';
import { KubernetesClient } from './client.ts';
import type { KubernetesPlace, Surroundings } from './kubeconfig.ts';

const clients = new Map<string, KubernetesClient>();

/** One client for all who ask the same server as the same user: hundreds of targets have one connection and one login. */
export function sharedClient(place: KubernetesPlace, surroundings: Surroundings): KubernetesClient {
  const { env, cwd } = surroundings;
  const { kubeconfig, context } = place;
  const file = kubeconfig === undefined ? [env.KUBECONFIG, env.HOME, cwd] : [resolve(cwd, kubeconfig)];
  const key = JSON.stringify([file, context]);
  const client = clients.get(key) ?? new KubernetesClient(place, surroundings);
  clients.set(key, client);
  return client;
}
