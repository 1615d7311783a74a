import { openKubernetesStore } from './kubernetes-schedule.ts';
import { runScheduled } from './run-scheduled.ts';
import { loggedTarget } from './schedule-rules.ts';

// A controller of a rollout in a namespace: `DIRECTORY KUBECONFIG NAMESPACE ROLLOUT`

const [directory = '', kubeconfig = '', namespace = '', rollout = ''] = process.argv.slice(2);
const store = openKubernetesStore({ kubeconfig, namespace, rollout }, `host/${process.pid}`);
await runScheduled(loggedTarget(directory, process.pid), store);
