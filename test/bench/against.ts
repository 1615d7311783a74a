import { spawnSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { median, type Row } from './row.ts';

/** Odd, so that one round that something else disturbed does not count. */
const ROUNDS = 3;

/** One row as measured here and at the other commit; `earlier` is undefined where the row is new. */
interface Compared {
  readonly row: Row;
  readonly earlier: number | undefined;
}

/**
 * The rows of a bench here and in a checkout of another commit beside this one, measured in turns: a machine
 * whose speed drifts slows both. Each value is the median of the rounds.
 */
export function* compare(commit: string, names: readonly string[]): Generator<Compared> {
  const other = resolve('node_modules/.cache/rollout/against');
  run('git', process.cwd(), ['worktree', 'add', '--force', '--detach', other, commit]);
  try {
    symlinkSync(resolve('node_modules'), resolve(other, 'node_modules'));
    run(process.execPath, other, ['build/build.mjs']);
    for (const name of names) yield* compareOne(name, other);
  } finally {
    rmSync(resolve(other, 'node_modules'), { force: true });
    run('git', process.cwd(), ['worktree', 'remove', '--force', other]);
  }
}

function compareOne(name: string, other: string): Compared[] {
  const rounds = Array.from({ length: ROUNDS }, () => ({
    here: rowsOf(name, process.cwd()),
    there: rowsOf(name, other),
  }));
  return rounds[0]!.here.map((row) => ({
    row: {
      ...row,
      value: medianOf(
        row.name,
        rounds.map(({ here }) => here),
      )!,
    },
    earlier: medianOf(
      row.name,
      rounds.map(({ there }) => there),
    ),
  }));
}

function medianOf(name: string, rounds: readonly (readonly Row[])[]): number | undefined {
  const values = rounds.flatMap((rows) => rows.find((row) => row.name === name)?.value ?? []);
  return values.length === 0 ? undefined : median(values);
}

const rowsOf = (name: string, folder: string): Row[] =>
  JSON.parse(run(process.execPath, folder, ['build/run.mjs', 'test/bench/bench.ts', '--json', name]));

function run(program: string, cwd: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}
