import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { reasonOf } from '../disk/reasons.ts';
import type { World } from './world.ts';

/** A program as it is run once: no shell, and only the environment given here. */
export interface ProgramRun {
  readonly command: readonly string[];
  /** Its standard input. */
  readonly input: string;
  readonly env: Readonly<Record<string, string>>;
  /** Ends it, with its whole process group. */
  readonly signal: AbortSignal;
}

/** How a run ended; `said` is the start of what the program wrote to standard error. */
export type ProgramEnd =
  | { readonly kind: 'not_started'; readonly why: string }
  | { readonly kind: 'exited'; readonly code: number; readonly said: string }
  | { readonly kind: 'stopped'; readonly by: string; readonly said: string }
  | { readonly kind: 'timed_out' };

/** Of standard error; the rest is read and dropped, so that the program is never blocked by it. */
const MAX_SAID_BYTES = 4096;

/** Runs a program to its end or to the time limit; whatever is left of its process group is ended then. Never throws. */
export async function runProgram(run: ProgramRun, world: World): Promise<ProgramEnd> {
  const [name = '', ...args] = run.command;
  if (run.signal.aborted) return { kind: 'not_started', why: 'there was no time left' };
  const file = findProgram(name, world);
  if (!file) return { kind: 'not_started', why: `there is no program ${name}` };
  try {
    const options = { cwd: world.directory, env: run.env, detached: true };
    return await endOf(spawn(file, args, { ...options, stdio: ['pipe', 'ignore', 'pipe'] }), run);
  } catch (problem) {
    return { kind: 'not_started', why: reasonOf(problem) };
  }
}

/** Why a program cannot be started; undefined where it can. */
export function programFault([name = '']: readonly string[], world: World): string | undefined {
  const file = findProgram(name, world);
  if (!file || !isFile(file)) return `there is no program ${name}`;
  try {
    accessSync(file, constants.X_OK);
    return undefined;
  } catch (problem) {
    return `${name}: ${reasonOf(problem)}`;
  }
}

/**
 * A name without a slash is looked for in the PATH of rollout, which the program itself need not get; with one, from the
 * directory of the rollout file.
 */
function findProgram(name: string, { directory, env }: World): string | undefined {
  if (isAbsolute(name)) return name;
  if (name.includes('/')) return resolve(directory, name);
  const folders = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  return folders.map((folder) => join(folder, name)).find(isFile);
}

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

function endOf(child: ChildProcess, { input, signal }: ProgramRun): Promise<ProgramEnd> {
  const said = startOf(child.stderr!);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const stop = () => {
    endGroup(child);
    if (hasEnded()) child.stderr!.destroy(); // somebody outside of the group holds it open
  };
  signal.addEventListener('abort', stop, { once: true });
  child.stdin!.on('error', () => {}); // it may end without reading
  child.stdin!.end(input);
  child.on('exit', () => (signal.aborted ? stop() : endGroup(child)));
  return new Promise<ProgramEnd>((done) => {
    child.on('error', (problem) => done({ kind: 'not_started', why: reasonOf(problem) }));
    // After `exit`, and when all of standard error is read.
    child.on('close', (code, by) => {
      if (code !== null) done({ kind: 'exited', code, said: said() });
      else if (signal.aborted) done({ kind: 'timed_out' });
      else done({ kind: 'stopped', by: by ?? 'a signal', said: said() });
    });
  }).finally(() => signal.removeEventListener('abort', stop));
}

/** The group has the number of the process that leads it. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}

function startOf(stream: Readable): () => string {
  let start = Buffer.alloc(0);
  stream.on('data', (piece: Buffer) => {
    start = Buffer.concat([start, piece.subarray(0, MAX_SAID_BYTES - start.length)]);
  });
  return () => start.toString('utf8');
}
