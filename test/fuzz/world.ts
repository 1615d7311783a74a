import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Expected, faultsOf, leftOver } from './oracle.ts';
import { root } from './root.ts';
import { runBinary, runHere } from './run-command.ts';

/** What one command line left behind. */
export interface Outcome {
  readonly argv: readonly string[];
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The files of an input by their path; text or bytes. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** What one command line is given beside its words. */
export interface Given extends Expected {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Through the built binary. */
  readonly isBinary?: boolean;
}

/** Every how many commands one goes through the built binary instead of `main`. */
const COMMANDS_PER_BINARY = 100;
const MAX_SHOWN = 2_000;

/** What is wrong with what a command did; the message holds all that is needed to see it again. */
export class Fault extends Error {}

/** A directory in which the command lines of one input run, each checked by the oracle. */
export class World {
  readonly directory: string;
  readonly #beat: (argv: readonly string[]) => void;
  #files: Files = {};
  #commands = 0;

  /** `beat` is called before every command. */
  constructor(beat: (argv: readonly string[]) => void) {
    this.directory = mkdtempSync(join(tmpdir(), 'rollout-fuzz-'));
    this.#beat = beat;
  }

  get commands(): number {
    return this.#commands;
  }

  /** Empties the directory and writes the files of the next input. */
  fill(files: Files): void {
    for (const name of readdirSync(this.directory))
      rmSync(join(this.directory, name), { recursive: true, force: true });
    this.#files = files;
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.directory, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  has(name: string): boolean {
    return existsSync(this.path(name));
  }

  /** Runs a command line in the directory. Throws Fault for what no command may ever do. */
  async run(argv: readonly string[], given: Given = {}): Promise<Outcome> {
    const [outcome] = await this.runAll([argv], given);
    return outcome!;
  }

  /** Runs command lines at once; together they may leave `outputs`. */
  async runAll(argvs: readonly (readonly string[])[], given: Given = {}): Promise<readonly Outcome[]> {
    const before = this.#list();
    const ended = await Promise.allSettled(argvs.map((argv) => this.#runOne(argv, given)));
    const outcomes = ended.map(outcomeOf); // after the last: none writes into the next input
    const made = this.#list().filter((name) => !before.includes(name));
    const left = leftOver(made, given);
    if (left.length > 0) this.refuse(`files are left: ${left.join(', ')}`, ...outcomes);
    return outcomes;
  }

  async #runOne(argv: readonly string[], given: Given): Promise<Outcome> {
    this.#beat(argv);
    this.#commands += 1;
    const isBinary = given.isBinary ?? this.#commands % COMMANDS_PER_BINARY === 0;
    const env = { HOME: this.directory, XDG_STATE_HOME: join(this.directory, 'state'), ...given.env };
    const run = isBinary ? runBinary : runHere;
    const outcome = await run(argv, { directory: this.directory, env, stdin: given.stdin ?? '' });
    const faults = faultsOf(outcome, given);
    if (faults.length > 0) this.refuse(faults.join('; '), outcome);
    return outcome;
  }

  /** Throws the Fault of an outcome. */
  refuse(what: string, ...outcomes: readonly Outcome[]): never {
    const files = Object.entries(this.#files).map(([name, content]) => `--- ${name}\n${shown(content)}`);
    throw new Fault([what, ...outcomes.map(described), ...files].join('\n'));
  }

  close(): void {
    process.chdir(root);
    rmSync(this.directory, { recursive: true, force: true });
  }

  #list(): string[] {
    return readdirSync(this.directory, { recursive: true }).map(String);
  }
}

function outcomeOf(ended: PromiseSettledResult<Outcome>): Outcome {
  if (ended.status === 'rejected') throw ended.reason;
  return ended.value;
}

const described = ({ argv, exit, stdout, stderr }: Outcome): string =>
  `$ rollout ${argv.map((word) => JSON.stringify(word)).join(' ')}\nexit ${exit}\nstdout ${shown(stdout)}\nstderr ${shown(stderr)}`;

function shown(content: string | Uint8Array): string {
  const text = typeof content === 'string' ? content : Buffer.from(content).toString('base64');
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)} ... (${text.length} characters)`;
}
