import { type ChildProcess, spawn } from 'node:child_process';
import type { Outcome, Sandbox } from './script.ts';
import { until } from './until.ts';

/** A command of the built binary while it runs. */
export class RunningCommand {
  readonly process: ChildProcess;
  stdout = '';
  stderr = '';
  readonly #ended: Promise<number>;

  constructor({ work, env }: Pick<Sandbox, 'work' | 'env'>, words: readonly string[]) {
    this.process = spawn('rollout', words, { cwd: work, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of ['stdout', 'stderr'] as const)
      this.process[stream]!.setEncoding('utf8').on('data', (text: string) => {
        this[stream] += text;
      });
    this.#ended = new Promise((done) => this.process.on('close', (code) => done(code ?? 128)));
  }

  /** Waits until it has printed a text. */
  says(text: string): Promise<void> {
    return until(() => {
      const isSaid = this.stdout.includes(text) || this.stderr.includes(text);
      const { exitCode } = this.process;
      if (!isSaid && exitCode !== null)
        throw new Error(`it ended with ${exitCode} without: ${text}\n${this.stderr}`);
      return isSaid;
    });
  }

  interrupt(): void {
    this.process.kill('SIGINT');
  }

  async end(): Promise<Outcome> {
    const exit = await this.#ended;
    return { stdout: this.stdout, stderr: this.stderr, exit };
  }
}
