import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { World } from '../../examples/playground/world.ts';
import { type GuideBlock, type Shown, shownIn } from './guide.ts';
import { SERVER } from './guide-world.ts';
import { root, Sandbox } from './script.ts';
import { until } from './until.ts';

/** The process of each terminal, as guides name it. */
const TERMINALS = { first: '4711', second: '4712' } as const;
type Name = keyof typeof TERMINALS;

/** A guard against a hang, not a bound on what is slow. */
const TIMEOUT_MS = 120_000;

/** A `rollout run` in a terminal, and how far a guide has read what it says. */
class Terminal {
  readonly process: ChildProcess;
  readonly #closed: Promise<unknown>;
  #lines: string[] = [];
  #text = '';
  #isClosed = false;

  constructor(command: string, { work, env }: Sandbox) {
    this.process = spawn('bash', ['-c', `exec ${command} 2>&1`], { cwd: work, env });
    this.process.stdout!.setEncoding('utf8').on('data', (text: string) => {
      const lines = (this.#text + text).split('\n');
      this.#text = lines.pop()!;
      this.#lines.push(...lines);
    });
    this.#closed = once(this.process, 'close').then(() => {
      this.#isClosed = true;
    });
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** Waits until it has said a line, after those before it. Throws where it ends without. */
  async says(isSo: (line: string) => boolean): Promise<void> {
    const seen: string[] = [];
    const deadline = Date.now() + TIMEOUT_MS;
    await until(() => {
      const isLast = this.#isClosed;
      for (let line = this.#lines.shift(); line !== undefined; line = this.#lines.shift()) {
        seen.push(line);
        if (isSo(line)) return true;
      }
      if (isLast || Date.now() > deadline) throw new Error(`it said instead:\n${seen.join('\n')}`);
      return false;
    });
  }

  async end(): Promise<void> {
    if (!this.hasEnded) this.process.kill('SIGKILL');
    await this.#closed;
  }
}

/** A person with two terminals who follows a guide in the shop of the playground. */
export class LiveGuide {
  readonly #sandbox = new Sandbox();
  readonly #world: World;
  readonly #terminals = new Map<Name, Terminal>();

  constructor() {
    const { work, env } = this.#sandbox;
    env.ROLLOUT_STATE_DIR = join(work, 'state');
    this.#world = new World({ example: join(root, 'examples/playground'), directory: work, capacity: 1 });
  }

  open(): Promise<void> {
    return this.#world.open();
  }

  /** Does what a block says; throws where what is printed is not what it shows. */
  async follow({ language, info, text }: GuideBlock): Promise<void> {
    if (/\w\.\w+$/.test(info)) this.#sandbox.write(info, text.replaceAll(SERVER, this.#world.prometheus));
    else if (language === 'text') await this.#hear(info as Name, text);
    else if (info !== 'live') await this.#run(info as Name, shownIn(text)[0]!);
    else for (const shown of shownIn(text)) await this.#command(shown);
  }

  async close(): Promise<void> {
    for (const terminal of this.#terminals.values()) await terminal.end();
    await this.#world.close();
    this.#sandbox.close();
  }

  /** A controller in a terminal; what it ran before has to end. */
  async #run(name: Name, { command, output }: Shown): Promise<void> {
    const before = this.#terminals.get(name);
    await until(() => before === undefined || before.hasEnded);
    this.#terminals.set(name, new Terminal(command, this.#sandbox));
    await this.#hear(name, output);
  }

  async #hear(name: Name, text: string): Promise<void> {
    for (const shown of linesOf(text)) {
      await this.#terminals
        .get(name)!
        .says((line) => isLike(line, shown))
        .catch((problem) => {
          throw new Error(`the ${name} terminal never said "${shown}"; ${problem.message}`);
        });
    }
  }

  async #command({ command, output }: Shown): Promise<void> {
    const act = { '# Prometheus stops': 'kill', '# Prometheus is back': 'restart' }[command] as
      | 'kill'
      | 'restart'
      | undefined;
    if (act) return this.#world.server[act]();
    const { stdout } = await this.#sandbox.run(`{ ${this.#withProcesses(command)}\n} 2>&1`);
    for (const shown of linesOf(output))
      if (!linesOf(stdout).some((line) => isLike(line, shown)))
        throw new Error(`${command} does not print "${shown}", but:\n${stdout}`);
  }

  #withProcesses(command: string): string {
    let line = command;
    for (const [name, terminal] of this.#terminals)
      line = line.replaceAll(TERMINALS[name], String(terminal.process.pid));
    return line;
  }
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** What differs each time: moments, processes, people, directories, latencies, percentages above 0. */
const plain = (line: string): string =>
  line
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/process \d+/g, 'process N')
    .replace(/by [\w-]+@[\w.-]+/g, 'by SOMEBODY')
    .replace(/(?<=^|[\s(])\/\S*\/(?=[\w.-]+)/g, '')
    .replace(/\d+(\.\d+)? ms/g, 'N ms')
    .replace(/http:\/\/[\w.]+:\d+/g, 'SERVER')
    .replace(/(\d+\.\d+|[1-9]\d*) %/g, 'N %')
    .replace(/ +/g, ' ')
    .trim();

/** A command may find it a tick earlier or later, as a line says what its targets are told by then. */
const withoutZero = (line: string): string => line.replace(/\b0 %/g, 'N %');

/** An event that holds has one of two names: by whether something held before. */
const HOLDS = /^TIME (held|paused) /;

/**
 * Whether a line is the one that a guide shows: with other moments and the like, and maybe with more reasons, as a busy machine
 * gives them.
 */
export function isLike(line: string, shown: string): boolean {
  const [printed, wanted] = [line, shown].map((one) => plain(one).replace(HOLDS, 'TIME holds '));
  const [head, reason] = /^(TIME (?!controller|started)\S+ \S+ % )(.*)$/.exec(wanted!)?.slice(1) ?? [];
  if (head === undefined) return withoutZero(printed!).includes(withoutZero(wanted!));
  return printed!.startsWith(head) && printed!.slice(head.length).includes(reason!);
}
