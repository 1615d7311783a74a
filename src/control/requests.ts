import { randomUUID } from 'node:crypto';
import type { ProcessStart } from './process-start.ts';
import { isRunRequest, type RunRequest } from './request.ts';
import type { RunningState } from './running-state.ts';
import type { StateDirectory } from './state-directory.ts';

const FOLDER = 'requests';

type Run = Pick<RunningState, 'policy' | 'pid'>;

/** What commands ask of single runs, at most one thing of each at a time. */
export class Requests {
  readonly #directory: StateDirectory;
  readonly #processStart: ProcessStart;

  constructor(directory: StateDirectory, processStart: ProcessStart) {
    this.#directory = directory;
    this.#processStart = processStart;
  }

  /**
   * Asks a run for one tick with this value of a key; where it has not taken the same yet, that stands. Returns the id. Throws
   * STATE_UNWRITABLE.
   */
  ask(run: Run, key: string, value: boolean): string {
    const process_start = this.#processStart(run.pid) ?? '';
    const open = this.#open(run);
    const isSame = open?.key === key && open.value === value && open.process_start === process_start;
    if (isSame) return open.id;
    const request: RunRequest = { id: randomUUID(), process_start, key, value };
    this.#directory.write(FOLDER, nameOf(run), request);
    return request.id;
  }

  /** What was asked of a run, once; what was asked of another process of that number is dropped. */
  take(run: Run): RunRequest | undefined {
    if (!this.#isOpen(run)) return undefined;
    const request = this.#open(run);
    this.withdraw(run);
    return request?.process_start === this.#processStart(run.pid) ? request : undefined;
  }

  /** Takes back what a run was asked for. */
  withdraw(run: Run): void {
    this.#directory.remove(FOLDER, nameOf(run));
  }

  #isOpen(run: Run): boolean {
    try {
      return this.#directory.stamp(FOLDER, nameOf(run)) !== '';
    } catch {
      return false;
    }
  }

  /** A file that is no request counts as none. */
  #open(run: Run): RunRequest | undefined {
    try {
      return this.#directory.read<RunRequest>(FOLDER, nameOf(run), isRunRequest);
    } catch {
      return undefined;
    }
  }
}

const nameOf = ({ policy, pid }: Run): string => `${policy}@${pid}.json`;
