import { on } from 'node:events';
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
    const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const stop = (): void => void Atomics.store(taken, 0, numbers.length);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    const pieces: (readonly StartOutcomes[])[] = [];
    let done = 0;
    const work = async (worker: Worker): Promise<void> => {
      for await (const { first, outcomes } of piecesOf(worker, { task, numbers, size, taken })) {
        pieces[first / size] = outcomes;
        done += outcomes.length;
        onDone(done);
      }
    };
    await Promise.all(this.#workers.map(work));
    signal.removeEventListener('abort', stop);
    return pieces.flat();
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

/** The pieces that a worker does. Throws what the worker throws. */
async function* piecesOf(worker: Worker, message: ToWorker): AsyncGenerator<Exclude<FromWorker, 'end'>> {
  const messages = on(worker, 'message');
  worker.postMessage(message);
  for await (const [message] of messages as AsyncIterable<[FromWorker]>) {
    if (message === 'end') return;
    yield message;
  }
}
