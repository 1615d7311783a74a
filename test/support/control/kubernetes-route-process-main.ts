import { openKubernetesStore } from './kubernetes-schedule.ts';
import { openRoute } from './route-schedule.ts';
import { runScheduled } from './run-scheduled.ts';

// A controller of a rollout in a namespace, which moves a VirtualService of the same name:
// `DIRECTORY KUBECONFIG NAMESPACE ROLLOUT KUBECONFIG-OF-THE-TARGET`

const [, kubeconfig = '', namespace = '', rollout = '', ofTarget = ''] = process.argv.slice(2);
const store = openKubernetesStore({ kubeconfig, namespace, rollout }, `host/${process.pid}`);
await runScheduled(openRoute({ kubeconfig: ofTarget, namespace, name: rollout }), store);
