import { install } from './install-tools.ts';
import { buildKubernetes } from './kube-api-server-build.ts';

/** As `install-tools.ts`, for the suites of large programs alone. */
export default function installServers(): void {
  install([
    { name: 'prometheus-alertmanager', file: 'prometheus-alertmanager' },
    { name: 'postgresql', file: 'pg_ctlcluster' },
    { name: 'etcd-server', file: 'etcd' },
  ]);
  buildKubernetes();
}
