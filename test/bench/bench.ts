import { compare } from './against.ts';
import { control } from './control.ts';
import { engine } from './engine.ts';
import { history } from './history.ts';
import { judge } from './judge.ts';
import { kill } from './kill.ts';
import { kubernetes } from './kubernetes.ts';
import { memory } from './memory.ts';
import { type Bench, changeOf, keeps, type Row } from './row.ts';
import { start } from './start.ts';
import { values } from './values.ts';

const benches: Readonly<Record<string, Bench>> = {
  start,
  values,
  engine,
  history,
  judge,
  control,
  kill,
  memory,
  kubernetes,
};

function lineOf(row: Row, earlier: number | undefined): string {
  const limit = limitOf(row);
  const result = keeps(row) ? 'ok' : 'BROKEN';
  return [
    row.name.padEnd(58),
    shown(row.value).padStart(12),
    row.unit.padEnd(16),
    limit.padEnd(14),
    (limit === '' ? '' : result).padEnd(6),
    earlier === undefined ? '' : changeOf(row, earlier),
  ]
    .join(' ')
    .trimEnd();
}

function limitOf({ atMost, atLeast }: Row): string {
  if (atMost !== undefined) return `at most ${atMost}`;
  return atLeast === undefined ? '' : `at least ${atLeast}`;
}

const shown = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

async function* measure(names: readonly string[]): AsyncGenerator<Row> {
  for (const name of names) yield* benches[name]!();
}

/**
 * `npm run bench -- [NAME...] [--json] [--against COMMIT]`: all benches or the named ones; exit 1 when a
 * limit is broken.
 */
const flags = process.argv.slice(2);
const against = flags.includes('--against') ? flags[flags.indexOf('--against') + 1] : undefined;
const wanted = flags.filter((flag) => flag in benches);
const names = wanted.length > 0 ? wanted : Object.keys(benches);

const rows: Row[] = [];
if (against === undefined) {
  for await (const row of measure(names)) {
    rows.push(row);
    if (!flags.includes('--json')) process.stdout.write(`${lineOf(row, undefined)}\n`);
  }
} else {
  for (const { row, earlier } of compare(against, names)) {
    rows.push(row);
    process.stdout.write(`${lineOf(row, earlier)}\n`);
  }
}
if (flags.includes('--json')) process.stdout.write(`${JSON.stringify(rows)}\n`);
else if (rows.some((row) => !keeps(row))) process.exitCode = 1;
