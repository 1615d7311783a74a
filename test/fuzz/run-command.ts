import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { readText } from '../../src/disk/read-text.ts';
import { findTarget } from '../../src/disk/target.ts';
import { writeText } from '../../src/disk/write-text.ts';
import { main } from '../../src/main.ts';
import { root } from './root.ts';
import type { Outcome } from './world.ts';

interface Place {
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
}

/** Runs a command line in this process, on real files: a process of its own takes fifty times as long. */
export async function runInProcess(
  argv: readonly string[],
  { directory, env, stdin }: Place,
): Promise<Outcome> {
  const printed = { stdout: '', stderr: '' };
  process.chdir(directory);
  const out = (text: string) => {
    printed.stdout += text;
  };
  const exit = await main(argv, {
    env,
    cwd: directory,
    program: 'rollout',
    isTTY: { stdin: false, stdout: false, stderr: false },
    columns: 80,
    hasColumns: true,
    out,
    err: (text) => {
      printed.stderr += text;
    },
    now: () => Date.now() / 1000,
    interrupted: new AbortController().signal,
    read: async (file, maxBytes) => (file === '-' ? stdin : readText(file, maxBytes)),
    write: async (file, text, options) => (file === '-' ? out(text) : writeText(file, text, options)),
    checkWritable: async (file) => void findTarget(file),
    open: async () => {},
    openScreen: async () => undefined,
  });
  return { argv, exit, ...printed };
}

/** Longer than the slowest takes on a machine that does much else. */
const HANG_MS = 90_000;

/** Runs a command line of the built binary. One that hangs is killed; a signal that ended it counts as exit 128. */
export function runBinary(argv: readonly string[], { directory, env, stdin }: Place): Promise<Outcome> {
  return new Promise((done, broken) => {
    const child = spawn(process.execPath, [join(root, 'dist/rollout.js'), ...argv], {
      cwd: directory,
      env: { PATH: process.env.PATH, ...env },
    });
    const printed = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        printed[stream] += text;
      });
    const guard = setTimeout(() => child.kill('SIGKILL'), HANG_MS);
    child.on('error', broken).on('close', (code) => {
      clearTimeout(guard);
      done({ argv, exit: code ?? 128, ...printed });
    });
    child.stdin.on('error', () => {}).end(stdin);
  });
}
