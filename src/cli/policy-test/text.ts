import type { Around, Failure, TestReport } from '../../run/policy-test/failure.ts';
import { formatShort } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import type { Paint } from '../paint.ts';
import { table } from '../table.ts';
import type { TestFile } from './load.ts';

/** What came of one test file. */
export interface FileReport {
  readonly file: TestFile;
  readonly tests: readonly TestReport[];
}

/** One line a test, and under each that failed what was expected, what came, and the ticks around it. */
export function reportText(reports: readonly FileReport[], paint: Paint): string {
  const lines = reports.flatMap(({ file, tests }) => [
    paint.bold(file.file),
    ...tests.flatMap((test) => [
      testLine(test, paint),
      ...atOneTick(test.failures).flatMap((failures) => failureLines(failures, file, paint)),
    ]),
  ]);
  const all = reports.flatMap(({ tests }) => tests);
  const failed = all.filter(({ failures }) => failures.length > 0).length;
  const total =
    failed === 0
      ? paint.green(`${all.length} passed`)
      : `${paint.red(`${failed} failed`)}, ${all.length - failed} passed`;
  return `${[...lines, total].filter((line, i, all) => line !== '' || all[i - 1] !== '').join('\n')}\n`;
}

const testLine = ({ name, failures }: TestReport, paint: Paint): string =>
  failures.length === 0 ? `  ${paint.green('ok')}    ${name}` : `  ${paint.red('FAIL')}  ${name}`;

/** Failures at the same tick share one table. */
function atOneTick(failures: readonly Failure[]): Failure[][] {
  const groups: Failure[][] = [];
  for (const failure of failures) {
    const last = groups.at(-1);
    if (last && failure.tick !== null && last[0]!.tick === failure.tick) last.push(failure);
    else groups.push([failure]);
  }
  return groups;
}

function failureLines(failures: readonly Failure[], { document, plan }: TestFile, paint: Paint): string[] {
  const arounds = failures.flatMap(({ around }) => around ?? []);
  const lines = failures.flatMap((failure, i) => {
    const { file, line } = document.locate(failure.pointer);
    const when =
      failure.tick === null ? '' : ` at ${formatShort(failure.tick * plan.interval)} (tick ${failure.tick})`;
    return [
      '',
      `${paint.bold(`${failure.subject}${when}`)}  ${paint.dim(`${file}:${line}`)}`,
      `  expected ${paint.green(failure.expected)}`,
      `  got      ${paint.red(failure.got)}`,
      ...(failure.why === null || failure.why === failures[i - 1]?.why ? [] : [`  because  ${failure.why}`]),
    ];
  });
  if (arounds.length > 0)
    lines.push('', ...aroundLines(together(arounds), failures[0]!.tick!, plan.interval));
  return [...lines, ''].map((text) => (text === '' ? '' : `        ${text}`));
}

/** The columns of several failures, what failed first, beside each other. */
function together(arounds: readonly Around[]): Around {
  const columns = [
    ...new Set([
      ...arounds.map((around) => around.columns[0]!),
      ...arounds.flatMap((around) => around.columns),
    ]),
  ];
  const rows = arounds[0]!.rows.map(({ tick }, r) => ({
    tick,
    readings: columns.map((name) => {
      const from = arounds.find((around) => around.columns.includes(name))!;
      return from.rows[r]!.readings[from.columns.indexOf(name)]!;
    }),
  }));
  return { columns, rows };
}

/** The ticks around a failure; the one that failed is marked. */
function aroundLines({ columns, rows }: Around, tick: number, interval: number): string[] {
  const cells = rows.map((row) => [
    row.tick === tick ? '>' : '',
    String(row.tick),
    formatShort(row.tick * interval),
    ...row.readings.map(formatNumber),
  ]);
  return table(['', 'tick', 'time', ...columns], cells)
    .trimEnd()
    .split('\n')
    .map((text) => `  ${text}`);
}
