import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runInProcess } from './in-process.ts';
import { commandOf, plainWords } from './plain-line.ts';
import { root } from './root.ts';
import { parseTxtar } from './txtar.ts';

export { root };

/** What one command line left behind. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

/**
 * A directory of its own, with `rollout` (the built binary) on the PATH and nothing of the caller's
 * environment.
 */
export class Sandbox {
  readonly directory = mkdtempSync(join(tmpdir(), 'rollout-test-'));
  readonly work = join(this.directory, 'work');
  readonly env: Record<string, string>;
  /** The commands that the built binary has run here. */
  readonly #ran = new Set<string>();

  constructor(files: ReadonlyMap<string, string> = new Map()) {
    const bin = join(this.directory, 'bin');
    mkdirSync(bin);
    mkdirSync(this.work);
    symlinkSync(join(root, 'dist/rollout.js'), join(bin, 'rollout'));
    symlinkSync(join(import.meta.dirname, 'interrupt-when.sh'), join(bin, 'interrupt-when'));
    this.env = {
      PATH: `${bin}:${process.env.PATH}`,
      HOME: this.work,
      ROOT: root,
      LANG: 'C.UTF-8',
      XDG_STATE_HOME: join(this.directory, 'state'),
      XDG_CACHE_HOME: join(this.directory, 'cache'),
    };
    for (const [name, text] of files) this.write(name, text);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.work, name)), { recursive: true });
    writeFileSync(join(this.work, name), text);
  }

  /**
   * Runs a line in bash; its standard input is `input` (empty by default, so nothing ever waits for a
   * person).
   */
  run(line: string, input = ''): Promise<Outcome> {
    return new Promise((done, broken) => {
      const child = spawn('bash', ['-o', 'pipefail', '-c', line], { cwd: this.work, env: this.env });
      const printed = { stdout: '', stderr: '' };
      for (const stream of ['stdout', 'stderr'] as const)
        child[stream].setEncoding('utf8').on('data', (text: string) => {
          printed[stream] += text;
        });
      child.on('error', broken).on('close', (code, signal) => {
        done({ ...printed, exit: code ?? (signal === 'SIGINT' ? 130 : 128) });
      });
      child.stdin.on('error', () => {}).end(input);
    });
  }

  /**
   * The same; but a plain call of a command that the built binary has run here once runs in this process, which takes a tenth
   * of the time.
   */
  async call(line: string, input = ''): Promise<Outcome> {
    const words = plainWords(line, { ROOT: root });
    if (words?.[0] !== 'rollout') return this.run(line, input);
    const argv = words.slice(1);
    const command = commandOf(argv);
    if (!this.#ran.has(command)) {
      this.#ran.add(command);
      return this.run(line, input);
    }
    const program = join(this.directory, 'bin/rollout');
    return runInProcess(argv, { directory: this.work, env: this.env, stdin: input, program });
  }

  close(): void {
    removeAll(this.directory, 20);
  }
}

/** What was killed may write a file while its folder is emptied; the retries of `rmSync` do not empty it again. */
function removeAll(directory: string, tries: number): void {
  try {
    rmSync(directory, { recursive: true, force: true });
  } catch (problem) {
    if (tries <= 1) throw problem;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    removeAll(directory, tries - 1);
  }
}

/**
 * Declares the tests of an acceptance script, one for every command, in order and in one directory; each is
 * named by its line. The language is described in `test/acceptance/README.md`.
 */
export function declareScript(file: string): void {
  const { script, files } = parseTxtar(readFileSync(file, 'utf8'));
  let sandbox: Sandbox;
  beforeAll(() => {
    sandbox = new Sandbox(files);
  });
  afterAll(() => sandbox.close());
  for (const { line, text, shown, checks, input } of blocksOf(script)) {
    test.sequential(`line ${line}: ${shown}`, async () => {
      const given = input && readFileSync(join(sandbox.work, input), 'utf8');
      check(checks, await sandbox.call(text, given), sandbox, `${file}:${line} $ ${shown}`);
    });
  }
}

interface Block {
  readonly line: number;
  /** What bash runs: the line with the exports before it. */
  readonly text: string;
  /** The line as it stands in the script. */
  readonly shown: string;
  input?: string;
  readonly checks: string[];
}

/**
 * A `$` line (with its `\` continuations) and the checks up to the next one; `env` lines are exports in front
 * of all later ones.
 */
function blocksOf(script: string): Block[] {
  const blocks: Block[] = [];
  let exports = '';
  for (const { text, line } of joinedLines(script)) {
    if (text === '' || text.startsWith('#')) continue;
    if (text.startsWith('env ')) exports += `export ${text.slice(4)}; `;
    else if (text.startsWith('$ '))
      blocks.push({ line, text: exports + text.slice(2), shown: text.slice(2), checks: [] });
    else if (blocks.length === 0) throw new Error(`line ${line}: a check before the first command: ${text}`);
    else if (text.startsWith('stdin ')) blocks.at(-1)!.input = text.slice(6);
    else blocks.at(-1)!.checks.push(text);
  }
  return blocks;
}

/**
 * The lines of a script, each with those it continues on (`\\` at the end) and the number of its first, from
 * 1.
 */
function joinedLines(script: string): { readonly text: string; readonly line: number }[] {
  const joined: { text: string; line: number }[] = [];
  let isContinued = false;
  script.split('\n').forEach((raw, i) => {
    const text = raw.trim();
    const part = text.endsWith('\\') ? text.slice(0, -1) : text;
    if (isContinued) joined.at(-1)!.text += part;
    else joined.push({ text: part, line: i + 1 });
    isContinued = text.endsWith('\\');
  });
  return joined;
}

function check(checks: readonly string[], outcome: Outcome, sandbox: Sandbox, where: string): void {
  const seen = `${where}\n--- stdout\n${outcome.stdout}\n--- stderr\n${outcome.stderr}\n---`;
  const exit = checks.find((text) => /^exit \d+$/.test(text));
  expect(outcome.exit, `exit code of ${seen}`).toBe(exit ? Number(exit.slice(5)) : 0);
  for (const text of checks) if (text !== exit) checkOne(text, outcome, sandbox, `${text}\nof ${seen}`);
}

function checkOne(text: string, outcome: Outcome, sandbox: Sandbox, seen: string): void {
  const parsed = /^(! )?(\w+) (\S+)(?: (.*))?$/.exec(text);
  const [, not, verb, subject = '', rest = ''] = parsed ?? [];
  const contents = () =>
    subject === 'stdout' || subject === 'stderr'
      ? outcome[subject]
      : readFileSync(join(sandbox.work, subject), 'utf8');
  const expected = (found: unknown) => (not ? expect(found, seen).not : expect(found, seen));
  if (verb === 'has') expected(contents()).toContain(rest);
  else if (verb === 'match') expected(contents()).toMatch(new RegExp(rest, 'm'));
  else if (verb === 'empty') expected(contents()).toBe('');
  else if (verb === 'lines') expected(contents().split('\n').length - 1).toBe(Number(rest));
  else if (verb === 'same') expected(contents()).toBe(readFileSync(join(sandbox.work, rest), 'utf8'));
  else if (verb === 'json') checkJson(JSON.parse(contents()), rest, !!not, seen);
  else if (verb === 'exists') expected(existsSync(join(sandbox.work, subject))).toBe(true);
  else throw new Error(`unknown check: ${text}`);
}

/** `a.b[0] = JSON`; without `=` the path must exist. */
function checkJson(document: unknown, rest: string, not: boolean, seen: string): void {
  const [, path = '', value] = /^(\S+)(?: = (.*))?$/.exec(rest) ?? [];
  const parts = path === '.' ? [] : path.split(/[.[\]]+/).filter((part) => part !== '');
  const found = parts.reduce(
    (inner, part) => (inner as Record<string, unknown> | undefined | null)?.[part],
    document,
  );
  if (value === undefined) expect(found === undefined, seen).toBe(not);
  else if (not) expect(found, seen).not.toEqual(JSON.parse(value));
  else expect(found, seen).toEqual(JSON.parse(value));
}
