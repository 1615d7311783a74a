import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { World } from '../../examples/playground/world.ts';
import { type GuideBlock, type Shown, shownIn } from './guide.ts';
import { expectLines, linesOf } from './guide-lines.ts';
import { SERVER } from './guide-world.ts';
import { Heard } from './heard.ts';
import { root, Sandbox } from './script.ts';
import { until } from './until.ts';

/** The process of each terminal, as guides name it. */
const TERMINALS = { first: '4711', second: '4712' } as const;
type Name = keyof typeof TERMINALS;

/** A `rollout run` in a terminal. */
class Terminal {
  readonly process: ChildProcess;
  readonly heard = new Heard();
  readonly #closed: Promise<unknown>;

  constructor(command: string, { work, env }: Sandbox) {
    this.process = spawn('bash', ['-c', `exec ${command} 2>&1`], { cwd: work, env });
    this.heard.listen(this.process.stdout!);
    this.#closed = once(this.process, 'close');
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
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
    const { heard } = this.#terminals.get(name)!;
    for (const shown of linesOf(text)) await heard.says(shown);
  }

  async #command({ command, output }: Shown): Promise<void> {
    const act = { '# Prometheus stops': 'kill', '# Prometheus is back': 'restart' }[command] as
      | 'kill'
      | 'restart'
      | undefined;
    if (act) return this.#world.server[act]();
    const { stdout } = await this.#sandbox.run(`{ ${this.#withProcesses(command)}\n} 2>&1`);
    expectLines(command, stdout, output);
  }

  #withProcesses(command: string): string {
    let line = command;
    for (const [name, terminal] of this.#terminals)
      line = line.replaceAll(TERMINALS[name], String(terminal.process.pid));
    return line;
  }
}
