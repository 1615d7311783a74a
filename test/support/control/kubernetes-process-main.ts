import { openKubernetesStore } from './kubernetes-schedule.ts';
import { runScheduled } from './run-scheduled.ts';

// A controller of a rollout in a namespace: `DIRECTORY KUBECONFIG NAMESPACE ROLLOUT`

const [directory = '', kubeconfig = '', namespace = '', rollout = ''] = process.argv.slice(2);
await runScheduled(directory, openKubernetesStore({ kubeconfig, namespace, rollout }, `host/${process.pid}`));
