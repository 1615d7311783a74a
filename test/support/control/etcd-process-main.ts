import { openEtcdStore } from './etcd-schedule.ts';
import { runScheduled } from './run-scheduled.ts';

// A controller of a rollout in etcd: `DIRECTORY ENDPOINT PREFIX`

const [directory = '', endpoint = '', prefix = ''] = process.argv.slice(2);
await runScheduled(directory, await openEtcdStore(endpoint, prefix, `host/${process.pid}`));
