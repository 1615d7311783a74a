import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** How long a controller may take to end by itself at a Ctrl-C that reached it too. */
const GRACE_MS = 1000;

/** What is read here of a rollout's status. */
export interface Stand {
  readonly rollout: string;
  readonly state: string;
  readonly percentage: number;
}

export interface ControllerOptions {
  /** The built binary. */
  readonly rollout: string;
  /** Where the rollout file is. */
  readonly directory: string;
  readonly state: string;
  /** Where what it prints goes: to this terminal, or nowhere. */
  readonly output: 'inherit' | 'ignore';
}

/** How it ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `rollout run` of one rollout file in this terminal, and what its API says. */
export class Controller {
  readonly #options: ControllerOptions;
  readonly #env: NodeJS.ProcessEnv;
  #process: ChildProcess | undefined;

  constructor(options: ControllerOptions) {
    this.#options = options;
    this.#env = { ...process.env, ROLLOUT_STATE_DIR: options.state };
  }

  /** Runs it until it ends. */
  async run(): Promise<Ended> {
    const { rollout, directory, output } = this.#options;
    const words = [rollout, 'run', 'rollout.yaml', '--listen', '0'];
    this.#process = spawn(process.execPath, words, { cwd: directory, env: this.#env, stdio: output });
    const [code, signal] = await once(this.#process, 'close');
    return { code, signal };
  }

  /** Runs another command of the rollout until it ends. Returns what it prints; throws where it fails. */
  async command(...words: string[]): Promise<string> {
    const { rollout, directory } = this.#options;
    const options = { cwd: directory, env: this.#env };
    const { stdout } = await promisify(execFile)(process.execPath, [rollout, ...words], options);
    return stdout;
  }

  /** Where a rollout stands; undefined while nothing says so. */
  async stand(name: string): Promise<Stand | undefined> {
    const file = join(this.#options.state, 'rollouts', name, 'api.json');
    if (!existsSync(file)) return undefined;
    try {
      const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url: string };
      const answer = await fetch(`${url}/api/v1/rollouts/${name}`);
      const stand = (await answer.json()) as Stand;
      return stand.rollout === name ? stand : undefined;
    } catch {
      // It has ended, and the next one has not written where it listens.
      return undefined;
    }
  }

  /** Ends it where it stands. */
  async close(): Promise<void> {
    const running = this.#process;
    if (!running || hasEnded(running)) return;
    const closed = once(running, 'close');
    const timer = setTimeout(() => running.kill('SIGINT'), GRACE_MS);
    await closed;
    clearTimeout(timer);
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;
