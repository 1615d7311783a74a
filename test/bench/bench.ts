import { spawnSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { engine } from './engine.ts';
import { history } from './history.ts';
import { type Bench, keeps, type Row } from './row.ts';
import { start } from './start.ts';
import { values } from './values.ts';

const benches: Readonly<Record<string, Bench>> = { start, values, engine, history };

function limitOf({ atMost, atLeast }: Row): string {
  if (atMost !== undefined) return `at most ${atMost}`;
  return atLeast === undefined ? '' : `at least ${atLeast}`;
}

function lineOf(row: Row, earlier: number | undefined): string {
  const { name, value, unit } = row;
  const limit = limitOf(row);
  const change =
    earlier === undefined
      ? ''
      : `${value >= earlier ? '+' : ''}${(100 * (value / earlier - 1)).toFixed(1)} %`;
  const result = keeps(row) ? 'ok' : 'BROKEN';
  return [
    name.padEnd(58),
    shown(value).padStart(12),
    unit.padEnd(16),
    limit.padEnd(14),
    (limit === '' ? '' : result).padEnd(6),
    change,
  ]
    .join(' ')
    .trimEnd();
}

const shown = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

/** The same benches in a checkout of another commit beside this one. */
function measureAt(commit: string): Map<string, number> {
  const folder = resolve('node_modules/.cache/rollout/against');
  git('worktree', 'add', '--force', '--detach', folder, commit);
  try {
    symlinkSync(resolve('node_modules'), resolve(folder, 'node_modules'));
    run(folder, ['build/build.mjs']);
    const output = run(folder, ['build/run.mjs', 'test/bench/bench.ts', '--json', ...names]);
    return new Map((JSON.parse(output) as Row[]).map(({ name, value }) => [name, value]));
  } finally {
    rmSync(resolve(folder, 'node_modules'), { force: true });
    git('worktree', 'remove', '--force', folder);
  }
}

const git = (...args: string[]): string => ended('git', spawnSync('git', args, { encoding: 'utf8' }));
const run = (cwd: string, args: string[]): string =>
  ended(args.join(' '), spawnSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 1e8 }));

function ended(
  what: string,
  { status, stdout, stderr }: { status: number | null; stdout: string; stderr: string },
): string {
  if (status !== 0) throw new Error(`${what} ended with ${status}: ${stderr}`);
  return stdout;
}

/**
 * `npm run bench -- [NAME...] [--json] [--against COMMIT]`: all benches or the named ones; exit 1 when a
 * limit is broken.
 */
const flags = process.argv.slice(2);
const against = flags.includes('--against') ? flags[flags.indexOf('--against') + 1] : undefined;
const wanted = flags.filter((flag) => flag in benches);
const names = wanted.length > 0 ? wanted : Object.keys(benches);

const before = against === undefined ? new Map<string, number>() : measureAt(against);
const rows: Row[] = [];
for (const name of names) {
  for await (const row of benches[name]!()) {
    rows.push(row);
    if (!flags.includes('--json')) process.stdout.write(`${lineOf(row, before.get(row.name))}\n`);
  }
}
if (flags.includes('--json')) process.stdout.write(`${JSON.stringify(rows)}\n`);
else if (rows.some((row) => !keeps(row))) process.exitCode = 1;
