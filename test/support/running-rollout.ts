import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalLine } from '../../src/control/journal/line.ts';
import { readJournal } from '../../src/control/journal/read.ts';
import { DirectoryStorage } from '../../src/control/state/directory-storage.ts';
import type { DirectoryStore } from '../../src/control/state/directory-store.ts';
import type { RolloutStatus } from '../../src/control/state/rollout-status.ts';
import type { RolloutStorage } from '../../src/control/state/state.ts';
import { openDirectory } from './control/file-target.ts';
import { recordIn } from './control/record-in.ts';
import type { Sandbox } from './script.ts';
import { until } from './until.ts';

/** `rollout run` of the built binary in a sandbox, with the state of one rollout beside it. */
export class RunningRollout {
  readonly directory: string;
  readonly process: ChildProcess;
  stdout = '';
  stderr = '';
  readonly #sandbox: Sandbox;
  readonly #closed: Promise<unknown>;
  readonly #storage: RolloutStorage;

  constructor(sandbox: Sandbox, name: string, args: readonly string[], storage?: RolloutStorage) {
    const command = join(sandbox.directory, 'bin/rollout');
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    this.process = spawn(process.execPath, [command, ...args], {
      cwd: sandbox.work,
      env: sandbox.env,
      stdio,
    });
    this.process.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    this.process.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.#closed = once(this.process, 'close');
    this.#sandbox = sandbox;
    this.directory = join(sandbox.directory, 'state/rollout/rollouts', name);
    this.#storage = storage ?? new DirectoryStorage(name, this.directory);
  }

  /** Its record. */
  get store(): DirectoryStore {
    return openDirectory(this.directory);
  }

  /** What its program was told by this process, call by call: `told.txt` has a line `PID PERCENTAGE` for each. */
  get told(): number[] {
    const file = join(this.#sandbox.work, 'told.txt');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    const own = lines.map((line) => line.split(' ')).filter(([pid]) => pid === String(this.process.pid));
    return own.map(([, percentage]) => Number(percentage));
  }

  get events(): readonly JournalLine[] {
    return readJournal(join(this.directory, 'journal')).lines;
  }

  /** Waits until this process has written such a status. */
  async untilStatus(isSo: (status: RolloutStatus) => boolean): Promise<RolloutStatus> {
    let found: RolloutStatus | undefined;
    await until(async () => {
      this.#throwIfEnded();
      const read = await this.#storage.readStatus();
      found = read.kind === 'found' && read.status.pid === this.process.pid ? read.status : undefined;
      return found !== undefined && isSo(found);
    });
    return found!;
  }

  /** Waits until something is so while this process runs. */
  async until(isSo: () => boolean): Promise<void> {
    await until(() => {
      this.#throwIfEnded();
      return isSo();
    });
  }

  /** What its record wants in force: a process may end before anybody is told that. */
  async durableTarget(): Promise<number> {
    const { target } = await recordIn(this.store);
    return target;
  }

  /** The exit code, or the signal that ended it. */
  async ended(): Promise<number | string> {
    await this.#closed;
    return this.process.exitCode ?? this.process.signalCode ?? '';
  }

  async end(signal: 'SIGINT' | 'SIGKILL'): Promise<number | string> {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill(signal);
    return this.ended();
  }

  #throwIfEnded(): void {
    const { exitCode, signalCode } = this.process;
    if (exitCode !== null || signalCode !== null)
      throw new Error(`it ended with ${exitCode ?? signalCode}:\n${this.stdout}${this.stderr}`);
  }
}
