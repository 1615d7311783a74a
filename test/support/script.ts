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
import { dirname, join, resolve } from 'node:path';
import { expect } from 'vitest';
import { parseTxtar } from './txtar.ts';

export const root = resolve(import.meta.dirname, '../..');

/** What one command line left behind. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

/** A directory of its own, with `rollout` (the built binary) on the PATH and nothing of the caller's environment. */
export class Sandbox {
  readonly directory = mkdtempSync(join(tmpdir(), 'rollout-test-'));
  readonly work = join(this.directory, 'work');
  readonly env: Record<string, string>;

  constructor(files: ReadonlyMap<string, string> = new Map()) {
    const bin = join(this.directory, 'bin');
    mkdirSync(bin);
    mkdirSync(this.work);
    symlinkSync(join(root, 'dist/rollout.js'), join(bin, 'rollout'));
    this.env = {
      PATH: `${bin}:${process.env.PATH}`,
      HOME: this.work,
      ROOT: root,
      LANG: 'C.UTF-8',
      XDG_STATE_HOME: join(this.directory, 'state'),
    };
    for (const [name, text] of files) this.write(name, text);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.work, name)), { recursive: true });
    writeFileSync(join(this.work, name), text);
  }

  /** Runs a line in bash; its standard input is `input` (empty by default, so nothing ever waits for a person). */
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

  close(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Runs an acceptance script; the language is described in `test/acceptance/README.md`. */
export async function runScript(file: string): Promise<void> {
  const { script, files } = parseTxtar(readFileSync(file, 'utf8'));
  const sandbox = new Sandbox(files);
  try {
    for (const { line, text, checks, input } of blocksOf(script)) {
      const outcome =
        text === ''
          ? undefined
          : await sandbox.run(text, input && readFileSync(join(sandbox.work, input), 'utf8'));
      check(checks, outcome, sandbox, `${file}:${line} $ ${text}`);
    }
  } finally {
    sandbox.close();
  }
}

interface Block {
  readonly line: number;
  readonly text: string;
  input?: string;
  readonly checks: string[];
}

/** A `$` line (with its `\` continuations) and the checks up to the next one; `env` lines are exports in front of all later ones. */
function blocksOf(script: string): Block[] {
  const blocks: Block[] = [];
  let exports = '';
  const lines = script.replace(/\\\n\s*/g, ' ').split('\n');
  lines.forEach((raw, i) => {
    const text = raw.trim();
    if (text === '' || text.startsWith('#')) return;
    if (text.startsWith('env ')) exports += `export ${text.slice(4)}; `;
    else if (text.startsWith('$ ')) blocks.push({ line: i + 1, text: exports + text.slice(2), checks: [] });
    else if (blocks.length === 0) throw new Error(`line ${i + 1}: a check before the first command: ${text}`);
    else if (text.startsWith('stdin ')) blocks.at(-1)!.input = text.slice(6);
    else blocks.at(-1)!.checks.push(text);
  });
  return blocks;
}

function check(
  checks: readonly string[],
  outcome: Outcome | undefined,
  sandbox: Sandbox,
  where: string,
): void {
  if (!outcome) return;
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
  const wanted = <T>(assertion: { not: T } & T): T => (not ? assertion.not : assertion);
  if (verb === 'has') wanted(expect(contents(), seen) as any).toContain(rest);
  else if (verb === 'match') wanted(expect(contents(), seen) as any).toMatch(new RegExp(rest, 'm'));
  else if (verb === 'empty') wanted(expect(contents(), seen) as any).toBe('');
  else if (verb === 'lines')
    wanted(expect(contents().split('\n').length - 1, seen) as any).toBe(Number(rest));
  else if (verb === 'same')
    wanted(expect(contents(), seen) as any).toBe(readFileSync(join(sandbox.work, rest), 'utf8'));
  else if (verb === 'json') checkJson(JSON.parse(contents()), rest, !!not, seen);
  else if (verb === 'exists') wanted(expect(existsSync(join(sandbox.work, subject)), seen) as any).toBe(true);
  else throw new Error(`unknown check: ${text}`);
}

/** `a.b[0] = JSON`; without `=` the path must exist. */
function checkJson(document: unknown, rest: string, not: boolean, seen: string): void {
  const [, path = '', value] = /^(\S+)(?: = (.*))?$/.exec(rest) ?? [];
  const parts = path === '.' ? [] : path.split(/[.[\]]+/).filter((part) => part !== '');
  const found = parts.reduce<any>((inner, part) => inner?.[part], document);
  if (value === undefined) expect(found === undefined, seen).toBe(not);
  else if (not) expect(found, seen).not.toEqual(JSON.parse(value));
  else expect(found, seen).toEqual(JSON.parse(value));
}
