import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { bundleProgram } from '../bundle-program.ts';
import { until } from '../until.ts';

/** Processes of `state-process-main.ts` on one state directory. */
class StateProcesses {
  readonly directory = mkdtempSync(join(tmpdir(), 'rollout-state-'));
  readonly #bundle: string;
  readonly #all: StateProcess[] = [];

  private constructor(bundle: string) {
    this.#bundle = bundle;
  }

  static async open(): Promise<StateProcesses> {
    return new StateProcesses(await bundleProgram('test/support/control/state-process-main.ts'));
  }

  start(mode: 'count' | 'control'): StateProcess {
    const started = new StateProcess([this.#bundle, mode, this.directory]);
    this.#all.push(started);
    return started;
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((one) => one.kill()));
    rmSync(this.#bundle, { force: true });
    rmSync(this.directory, { recursive: true });
  }
}

/** New ones for each test of a file. */
export function eachWithProcesses(): () => StateProcesses {
  let processes: StateProcesses;
  beforeEach(async () => {
    processes = await StateProcesses.open();
  });
  afterEach(() => processes.close());
  return () => processes;
}

/** One of them, and the whole lines it said. */
class StateProcess {
  readonly process: ChildProcess;
  #text = '';

  constructor(args: readonly string[]) {
    this.process = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.process.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.#text += text;
    });
  }

  get lines(): string[] {
    return this.#text.split('\n').slice(0, -1);
  }

  /** Waits until it said so many lines more than now. */
  async saysMore(count: number): Promise<void> {
    const before = this.lines.length;
    await until(() => this.lines.length >= before + count);
  }

  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const closed = once(this.process, 'close');
    this.process.kill('SIGKILL');
    await closed;
  }
}
