import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const ADDITIONS = 300_000_000;

/** What no thread shares with another: additions that each wait for the one before. */
const LOOP = `
  const { parentPort } = require('node:worker_threads');
  const add = (count) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += 1.5;
    return sum;
  };
  add(1e6);
  parentPort.on('message', (count) => parentPort.postMessage(add(count)));
`;

const workers = new Map<number, Worker>();

/** So many times 300 million additions on each of some threads: a yardstick of what they can do. */
export async function bareLoop(times: number, threads: number): Promise<void> {
  const done = Array.from({ length: threads }, async (_, thread) => {
    const worker = workerOf(thread);
    worker.postMessage(times * ADDITIONS);
    await once(worker, 'message');
  });
  await Promise.all(done);
}

function workerOf(thread: number): Worker {
  const known = workers.get(thread);
  if (known) return known;
  const worker = new Worker(LOOP, { eval: true });
  worker.unref();
  workers.set(thread, worker);
  return worker;
}
