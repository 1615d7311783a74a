import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { packagePath } from '../../disk/package-root.ts';
import type { History } from '../../judge/history.ts';
import type { StartOutcomes } from '../../judge/outcome.ts';
import type { WorkOptions } from './work-options.ts';
import type { FromWorker, SentTask, ToWorker } from './worker-messages.ts';

/** Each worker gets a task in about so many pieces, so that none waits long for the last. */
const PIECES = 32;
/** With more starts in a piece an interrupt would wait. */
const MAX_STARTS = 16;

/** Worker threads that rehearse on one history, whose columns they share. */
export class Workers {
  readonly #workers: readonly Worker[];

  constructor(count: number, history: History) {
    const file = packagePath('dist/worker.js');
    this.#workers = Array.from({ length: count }, () => new Worker(file, { workerData: history }));
  }

  /** The rehearsals of these starts, in their order, whoever did them; after an interrupt those that are done. */
  async rehearse(
    task: SentTask,
    numbers: Int32Array,
    { signal, onDone }: WorkOptions,
  ): Promise<readonly StartOutcomes[]> {
    const size = Math.min(MAX_STARTS, Math.ceil(numbers.length / (PIECES * this.#workers.length)));
    const pieces: FromWorker[] = [];
    let [next, done] = [0, 0];
    const work = async (worker: Worker): Promise<void> => {
      send(worker, { task });
      while (next < numbers.length && !signal.aborted) {
        const first = next;
        next += size;
        const outcomes = await rehearsedBy(worker, numbers.slice(first, next));
        pieces[first / size] = outcomes;
        done += outcomes.length;
        onDone(done);
      }
    };
    await Promise.all(this.#workers.map(work));
    return pieces.flat();
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

const send = (worker: Worker, message: ToWorker): void => worker.postMessage(message);

/** Throws what the worker throws. */
async function rehearsedBy(worker: Worker, numbers: Int32Array): Promise<FromWorker> {
  send(worker, { numbers });
  const [outcomes] = await once(worker, 'message');
  return outcomes;
}
