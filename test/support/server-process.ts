import type { ChildProcess } from 'node:child_process';
import { pauseProcess } from './pause-process.ts';

/** A server in a process of its own, which a test pauses, ends and starts again. */
export abstract class ServerProcess {
  protected process: ChildProcess | undefined;

  /** Starts it on what it had stored, at the same address. */
  abstract restart(): Promise<void>;

  /** SIGKILL, SIGSTOP or SIGCONT. */
  signal(name: NodeJS.Signals): void {
    this.process!.kill(name);
  }

  pause(): Promise<void> {
    return pauseProcess(this.process!);
  }

  async kill(): Promise<void> {
    const ended = new Promise((done) => this.process!.once('exit', done));
    this.signal('SIGKILL');
    await ended;
  }
}
