import { openEtcdStore } from './etcd-schedule.ts';
import { runScheduled } from './run-scheduled.ts';
import { loggedTarget } from './schedule-rules.ts';

// A controller of a rollout in etcd: `DIRECTORY ENDPOINT PREFIX`

const [directory = '', endpoint = '', prefix = ''] = process.argv.slice(2);
const store = await openEtcdStore(endpoint, prefix, `host/${process.pid}`);
await runScheduled(loggedTarget(directory, process.pid), store);
