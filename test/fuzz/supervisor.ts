import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import type { Job, Report, Tally } from './job.ts';

/** A command that is silent for so long hangs; the slowest takes seconds. */
const HANG_MS = 120_000;
const MAX_STDERR = 4_000;

/** Runs jobs in a process that can be ended: an input may hang it or take it down. */
export class Supervisor {
  readonly #bundle: string;
  #worker: ChildProcess | undefined;
  #stderr = '';

  private constructor(bundle: string) {
    this.#bundle = bundle;
  }

  /** Bundles the worker; the directory of the process is that of the repository. */
  static async start(): Promise<Supervisor> {
    const bundle = resolve(`node_modules/.cache/rollout/fuzz-${process.pid}-${randomUUID()}.mjs`);
    await build({
      entryPoints: [resolve('test/fuzz/worker.ts')],
      outfile: bundle,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.17',
      packages: 'external',
      sourcemap: 'inline',
      logLevel: 'warning',
    });
    return new Supervisor(bundle);
  }

  /** Runs a job to its end, with a new worker after one that hung or died. */
  async run(job: Job): Promise<Tally> {
    const began = performance.now();
    const progress = {
      index: job.from - 1,
      commands: 0,
      argv: [] as readonly string[],
      faults: [] as string[],
    };
    for (let from = job.from; from < job.to; from = progress.index + 1) {
      const end = await this.#runOnce({ ...job, from }, progress);
      if (end === undefined) break;
      progress.faults.push(`seed ${job.seed + progress.index}: ${end} at ${JSON.stringify(progress.argv)}`);
    }
    const { commands, faults } = progress;
    return { inputs: job.to - job.from, commands, faults, seconds: (performance.now() - began) / 1000 };
  }

  close(): void {
    this.#worker?.kill('SIGKILL');
    rmSync(this.#bundle, { force: true });
  }

  /** Undefined when the job is done, else why its worker ended before. */
  #runOnce(job: Job, progress: Progress): Promise<string | undefined> {
    const worker = this.#fork();
    return new Promise((done) => {
      let guard: NodeJS.Timeout;
      const end = (why: string | undefined): void => {
        clearTimeout(guard);
        worker.removeAllListeners('message').removeAllListeners('exit');
        if (why !== undefined) this.#kill();
        done(why);
      };
      const watch = (): void => {
        clearTimeout(guard);
        guard = setTimeout(() => end(`no word for ${HANG_MS / 1000} s`), HANG_MS);
      };
      worker.on('message', (report: Report) => {
        watch();
        if (report.kind === 'done') end(undefined);
        else note(report, job, progress);
      });
      worker.on('exit', (code) => end(`the worker ended with ${code}: ${this.#stderr}`));
      watch();
      worker.send(job);
    });
  }

  #fork(): ChildProcess {
    if (this.#worker) return this.#worker;
    const worker = fork(this.#bundle, {
      // Also where node_modules is a link, the worker finds the schemas of this repository.
      execArgv: ['--preserve-symlinks', '--preserve-symlinks-main', '--enable-source-maps'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#stderr = '';
    worker.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-MAX_STDERR);
    });
    this.#worker = worker;
    return worker;
  }

  #kill(): void {
    this.#worker?.kill('SIGKILL');
    this.#worker = undefined;
  }
}

interface Progress {
  index: number;
  commands: number;
  argv: readonly string[];
  readonly faults: string[];
}

function note(report: Report, { seed }: Job, progress: Progress): void {
  if (report.kind === 'input') progress.index = report.index;
  if (report.kind === 'fault') progress.faults.push(`seed ${seed + report.index}: ${report.text}`);
  if (report.kind !== 'command') return;
  progress.commands += 1;
  progress.argv = report.argv;
}
