import { spawn } from 'node:child_process';
import { join, relative } from 'node:path';
import { type Place, runInProcess } from '../support/in-process.ts';
import { root } from './root.ts';
import type { Outcome } from './world.ts';

/** Runs a command line in this process. */
export const runHere = async (argv: readonly string[], place: Place): Promise<Outcome> => ({
  argv,
  ...(await runInProcess(argv, place)),
});

/** Longer than the slowest takes on a machine that does much else. */
const HANG_MS = 90_000;

const BINARY = join(root, 'dist/rollout.js');

/**
 * Runs a command line of the built binary. One that hangs is killed; a signal that ended it counts as exit 128. Commands
 * that a result shows begin with `rollout`, as in this process.
 */
export function runBinary(argv: readonly string[], { directory, env, stdin }: Place): Promise<Outcome> {
  return new Promise((done, broken) => {
    const child = spawn(process.execPath, [BINARY, ...argv], {
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
      const stdout = printed.stdout.replaceAll(`node ${relative(directory, BINARY)}`, 'rollout');
      done({ argv, exit: code ?? 128, ...printed, stdout });
    });
    child.stdin.on('error', () => {}).end(stdin);
  });
}
