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

/** In characters. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export interface TerminalOptions extends Partial<TerminalSize> {
  readonly shell?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** A command in a real terminal: a tmux server of its own, 80 columns wide where nothing else is said. */
export class Terminal {
  static #opened = 0;
  readonly #socket: string;
  readonly #env: Record<string, string>;
  #seen = 0;

  /** With `shell` the line is typed into an interactive shell, which has jobs; else it is all that runs. */
  constructor(
    sandbox: Sandbox,
    line: string,
    { columns = 80, rows = ROWS, shell = false, env = {} }: TerminalOptions = {},
  ) {
    this.#socket = `${sandbox.directory}/tmux${Terminal.#opened++}`;
    this.#env = { ...sandbox.env, TERM: 'xterm-256color', PS1: '$ ' };
    const set = Object.entries(env).map(
      ([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'; `,
    );
    const command =
      set.join('') + (shell ? 'exec bash --norc -i' : `${line}; echo "exit $?"; exec sleep 3600`);
    this.#tmux(
      '-f',
      '/dev/null',
      'new-session',
      '-d',
      '-x',
      String(columns),
      '-y',
      String(rows),
      '-c',
      sandbox.work,
      `bash -c '${command.replaceAll("'", `'\\''`)}'`,
    );
    if (shell) this.type(line);
  }

  /** The same, with lines that the window broke joined. */
  joined(): string {
    return this.#tmux('capture-pane', '-p', '-J', '-S', '-500').replace(/ +$/gm, '').trimEnd();
  }

  /** The window alone, without what has left it at the top. */
  window(): string {
    return this.#tmux('capture-pane', '-p').trimEnd();
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
    let place = -1;
    const found = await pollUntil(() => {
      place = this.screen().indexOf(text, this.#seen);
      return place >= 0;
    });
    if (!found) throw new Error(`"${text}" did not come; the screen says:\n${this.screen()}`);
    this.#seen = place;
  }

  /** Waits until the window shows the text, also above what was waited for before. */
  async shows(text: string): Promise<void> {
    const isShown = await pollUntil(() => this.window().includes(text));
    if (!isShown) throw new Error(`"${text}" did not come; the window shows:\n${this.window()}`);
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

  /** Presses keys, as tmux names them, and nothing else. */
  press(...keys: string[]): void {
    this.#tmux('send-keys', ...keys);
  }

  /** Pastes a text, marked as such where the program asked for that. */
  paste(text: string): void {
    this.#tmux('set-buffer', '--', text);
    this.#tmux('paste-buffer', '-p');
  }

  resize({ columns, rows }: TerminalSize): void {
    this.#tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  /** The lines of the screen alone. */
  lines(): string[] {
    return this.#tmux('capture-pane', '-p').split('\n').slice(0, -1);
  }

  /** Whether the cursor is shown, long lines wrap, and the normal screen is there. */
  isGivenBack(): boolean {
    return this.#tmux('display-message', '-p', '#{cursor_flag}#{wrap_flag}#{alternate_on}') === '110\n';
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
