import { systemClock } from '../../../prometheus/system-clock.ts';
import { KubernetesClient } from '../../kubernetes/client.ts';
import type { Surroundings } from '../../kubernetes/kubeconfig.ts';
import { readAccess } from '../../kubernetes/kubeconfig.ts';
import { OWNER } from '../owner.ts';
import type { KubernetesAddress } from './address.ts';
import { KubernetesStandby } from './kubernetes-standby.ts';
import { Objects } from './objects.ts';

/** A namespace of a cluster. */
export interface Connected {
  readonly objects: Objects;
  readonly standby: KubernetesStandby;
  /** What tells this namespace from those of other clusters. */
  readonly cluster: string;
  readonly close: () => void;
}

interface Shared extends Connected {
  users: number;
}

/** The rollouts of one process share a client. */
const open = new Map<string, Shared>();

/** Opens a namespace; nothing is sent yet. Throws KUBERNETES_CONFIG. */
export function connectKubernetes(address: KubernetesAddress, surroundings: Surroundings): Connected {
  const { namespace, context, kubeconfig } = address;
  const place = { context, kubeconfig };
  const { server } = readAccess(place, surroundings);
  const cluster = `${server}/${namespace}`;
  const key = JSON.stringify([cluster, place, surroundings]);
  const shared =
    open.get(key) ?? share({ namespace, cluster, client: new KubernetesClient(place, surroundings) });
  shared.users++;
  open.set(key, shared);
  const close = () => {
    shared.users--;
    if (shared.users > 0) return;
    open.delete(key);
    shared.close();
  };
  return { ...shared, close };
}

interface Namespace {
  readonly namespace: string;
  readonly cluster: string;
  readonly client: KubernetesClient;
}

function share({ namespace, cluster, client }: Namespace): Shared {
  const ended = new AbortController();
  const objects = new Objects(client, namespace, ended.signal);
  const standby = new KubernetesStandby(objects, OWNER, systemClock);
  const close = () => {
    ended.abort();
    client.close();
  };
  return { objects, standby, cluster, close, users: 0 };
}
