import { spawnSync } from 'node:child_process';
import { type ClassName, classNames, counts, settings } from './counts.ts';
import type { Job, Tally } from './job.ts';
import { Supervisor } from './supervisor.ts';

// `npm run fuzz -- [CLASS...]`: all classes of inputs or the named ones, as a table; exit 1 when there is a fault.
// `live` is a class, too: the worlds of test/live, which needs a test runner that replaces modules.

const WORKERS = 2;
const INPUTS_PER_JOB = 100;
const LIVE_WORLDS = 800;

const words = process.argv.slice(2);
const asked = words.filter((word) => word in counts) as ClassName[];
const names = words.length > 0 ? asked : classNames;
const jobs = names.flatMap(jobsOf);
const tallies: { readonly name: ClassName; readonly tally: Tally }[] = [];

function jobsOf(name: ClassName): Job[] {
  const count = settings.count ?? counts[name].long;
  const starts = Array.from({ length: Math.ceil(count / INPUTS_PER_JOB) }, (_, i) => i * INPUTS_PER_JOB);
  const { seed } = settings;
  return starts.map((from) => ({ name, seed, from, to: Math.min(count, from + INPUTS_PER_JOB) }));
}

/** Takes jobs until none is left. */
async function work(): Promise<void> {
  const supervisor = await Supervisor.start();
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const { name } = job;
    const tally = await supervisor.run(job);
    tallies.push({ name, tally });
    for (const fault of tally.faults) process.stderr.write(`\n${name} ${fault}\n`);
    process.stderr.write('.');
  }
  supervisor.close();
}

function liveWorlds(): number | null {
  const env = { ...process.env, ROLLOUT_LIVE_RUNS: String(settings.count ?? LIVE_WORLDS) };
  return spawnSync('npx', ['vitest', 'run', 'test/live'], { stdio: 'inherit', env }).status;
}

type Cells = readonly (string | number)[];

const line = ([name, ...figures]: Cells): string =>
  `${String(name).padEnd(16)}${figures.map((figure) => String(figure).padStart(10)).join('')}\n`;

function rowOf(name: string, rows: readonly Tally[]): Cells {
  const sum = (key: 'inputs' | 'commands' | 'seconds') => rows.reduce((total, row) => total + row[key], 0);
  const faults = rows.reduce((total, row) => total + row.faults.length, 0);
  return [name, sum('inputs'), sum('commands'), faults, sum('seconds').toFixed(1)];
}

await Promise.all(Array.from({ length: WORKERS }, work));
const all = tallies.map(({ tally }) => tally);
const rowsOf = (name: ClassName) => tallies.filter((one) => one.name === name).map(({ tally }) => tally);
process.stdout.write(`\nfirst seed ${settings.seed}\n`);
process.stdout.write(line(['class', 'inputs', 'commands', 'faults', 'seconds']));
for (const name of names) process.stdout.write(line(rowOf(name, rowsOf(name))));
process.stdout.write(line(rowOf('all', all)));
if (all.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
const isLive = words.length === 0 || words.includes('live');
if (isLive && liveWorlds() !== 0) process.exitCode = 1;
