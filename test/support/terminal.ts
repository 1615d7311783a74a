import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from './script.ts';

const ROWS = 60;
/** A guard against a hang, not a bound on what is slow. */
const TIMEOUT_MS = 4 * 60_000;
const POLL_INTERVAL_MS = 40;

/** Whether a real terminal is at hand. Under CI=true a missing one is a failure, not a skip. */
export const hasTmux = spawnSync('tmux', ['-V']).status === 0;
if (!hasTmux && process.env.CI === 'true') throw new Error('no tmux found: apt-get install tmux');

/** Looks again and again until the condition holds; false where it never did. */
export async function pollUntil(condition: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < TIMEOUT_MS; waited += POLL_INTERVAL_MS) {
    if (condition()) return true;
    await sleep(POLL_INTERVAL_MS);
  }
  return false;
}

/** A command in a real terminal: a tmux server of its own, 80 columns wide. */
export class Terminal {
  readonly #socket: string;
  readonly #env: Record<string, string>;
  #seen = 0;

  constructor(sandbox: Sandbox, line: string) {
    this.#socket = `${sandbox.directory}/tmux`;
    this.#env = { ...sandbox.env, TERM: 'xterm-256color' };
    const command = `${line}; echo "exit $?"; exec sleep 60`;
    this.#tmux(
      '-f',
      '/dev/null',
      'new-session',
      '-d',
      '-x',
      '80',
      '-y',
      String(ROWS),
      '-c',
      sandbox.work,
      `bash -c '${command.replaceAll("'", `'\\''`)}'`,
    );
  }

  /** Everything on the screen and above it. */
  screen(): string {
    return this.#tmux('capture-pane', '-p', '-S', '-500').trimEnd();
  }

  /** The same with its colours as escape sequences. */
  colours(): string {
    return this.#tmux('capture-pane', '-p', '-e', '-S', '-500');
  }

  /** Waits until the text stands somewhere after what was waited for before. */
  async until(text: string): Promise<void> {
    const find = (): number => this.screen().indexOf(text, this.#seen);
    const found = await pollUntil(() => find() >= 0);
    if (!found) throw new Error(`"${text}" did not come; the screen says:\n${this.screen()}`);
    this.#seen = find();
  }

  /** Types text and presses the keys in <> (`<Down>`, `<C-u>`), then Enter; after <C-c> nothing. */
  type(answer: string): void {
    for (const part of answer.split(/(<[\w-]+>)/).filter(Boolean)) {
      const key = /^<(.+)>$/.exec(part)?.[1];
      if (key) this.#tmux('send-keys', key);
      else this.#tmux('send-keys', '-l', '--', part);
    }
    if (!answer.endsWith('<C-c>')) this.#tmux('send-keys', 'Enter');
  }

  close(): void {
    spawnSync('tmux', ['-S', this.#socket, 'kill-server'], { env: this.#env });
  }

  #tmux(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync('tmux', ['-S', this.#socket, ...args], {
      env: this.#env,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`tmux ${args.join(' ')}: ${stderr}`);
    return stdout;
  }
}
