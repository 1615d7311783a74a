import { KubernetesClient } from '../../../src/control/kubernetes/client.ts';
import { KubernetesStore } from '../../../src/control/state/kubernetes/kubernetes-store.ts';
import { Objects } from '../../../src/control/state/kubernetes/objects.ts';
import { systemClock } from '../../../src/prometheus/system-clock.ts';
import { SCHEDULE_LEASE } from './schedule-rules.ts';

/** Opens the record of a rollout in a namespace, with short limits; what it watches ends with the process, or the signal. */
export function openKubernetesStore(
  { kubeconfig, namespace, rollout }: { kubeconfig: string; namespace: string; rollout: string },
  owner: string,
  signal = new AbortController().signal,
): KubernetesStore {
  const client = new KubernetesClient({ kubeconfig }, { env: {}, cwd: '/' });
  const objects = new Objects(client, namespace, signal, 1);
  const options = { objects, rollout, owner, clock: systemClock };
  return new KubernetesStore({ ...options, leaseSeconds: SCHEDULE_LEASE, onFault: () => {} });
}
