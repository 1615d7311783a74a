import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller } from '../../../src/control/controller/controller.ts';
import { writeRequest } from '../../../src/control/controller/write-request.ts';
import { resume } from '../../../src/control/record/request-writes.ts';
import { FAST, fileTarget, openDirectory } from './file-target.ts';

// A process that works on the state of a rollout until it is ended: `count DIRECTORY` changes the record, and says under which
// number; `control DIRECTORY` is a controller with a ramp that climbs and is reset.

const [mode = '', directory = ''] = process.argv.slice(2);
const store = openDirectory(directory);
const say = (text: string) => process.stdout.write(`${text}\n`);

async function count(): Promise<void> {
  for (;;) {
    const request = { id: randomUUID(), verb: 'resume', by: String(process.pid), at: '', reason: '' };
    const written = await writeRequest(store, resume, request);
    if (written.kind === 'written') say(String(written.record.number));
  }
}

async function control(): Promise<void> {
  const controller = new Controller({
    id: '',
    store,
    actuators: [fileTarget(directory)],
    passThrough: null,
    clock: FAST.clock,
    settings: FAST.settings,
    note: ({ kind }) => say(kind),
  });
  controller.start();
  let last = -1;
  for (;;) {
    await pause(2);
    const { leadership } = controller;
    if (!leadership) continue;
    const { percentage, holds } = leadership;
    if (percentage !== last) say(`at ${percentage}`);
    last = percentage;
    if (percentage >= 40) leadership.ask(5);
    else if (holds.length === 0) leadership.ask(percentage + 1);
  }
}

await (mode === 'count' ? count() : control());
