import { setTimeout as pause } from 'node:timers/promises';
import { Controller } from '../../../src/control/controller/controller.ts';
import { systemClock } from '../../../src/prometheus/system-clock.ts';
import { ETCD_SETTINGS, loggedTarget, openEtcdStore } from './etcd-schedule.ts';

// A controller of a rollout in etcd, in a process of its own until it is ended: its ramp climbs, and is reset now and then.
// `DIRECTORY ENDPOINT PREFIX`

const [directory = '', endpoint = '', prefix = ''] = process.argv.slice(2);
const controller = new Controller({
  id: '',
  store: await openEtcdStore(endpoint, prefix, `host/${process.pid}`),
  actuators: [loggedTarget(directory, process.pid)],
  passThrough: null,
  clock: systemClock,
  settings: ETCD_SETTINGS,
  note: () => {},
});
controller.start();
for (;;) {
  await pause(5);
  const { leadership } = controller;
  if (!leadership) continue;
  const { percentage, holds } = leadership;
  if (percentage >= 40) leadership.ask(5);
  else if (holds.length === 0) leadership.ask(percentage + 1);
}
