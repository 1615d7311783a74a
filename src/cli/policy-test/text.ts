import type { Sentence } from '../../render/sentence/because.ts';
import type { Around, Failure, TestReport } from '../../run/policy-test/failure.ts';
import { formatShort } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import { printableLine } from '../../text/printable.ts';
import type { Paint } from '../paint.ts';
import { table } from '../table.ts';
import type { TestFile } from './load.ts';
import { whySentence } from './why.ts';

/** The results of one test file. */
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
  const tests = reports.flatMap((report) => report.tests);
  const isRepeatedBlank = (line: string, i: number): boolean => line === '' && lines[i - 1] === '';
  const spaced = lines.filter((line, i) => !isRepeatedBlank(line, i));
  return `${[...spaced, totalLine(tests, paint)].join('\n')}\n`;
}

const hasPassed = ({ failures }: TestReport): boolean => failures.length === 0;

function totalLine(tests: readonly TestReport[], paint: Paint): string {
  const passed = tests.filter(hasPassed).length;
  const failed = tests.length - passed;
  if (failed === 0) return paint.green(`${passed} passed`);
  return `${paint.red(`${failed} failed`)}, ${passed} passed`;
}

function testLine(test: TestReport, paint: Paint): string {
  const name = printableLine(test.name);
  return hasPassed(test) ? `  ${paint.green('ok')}    ${name}` : `  ${paint.red('FAIL')}  ${name}`;
}

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

const INDENT = ' '.repeat(8);

/** What each failure expected and got, then one table of the ticks around them, between blank lines. */
function failureLines(failures: readonly Failure[], file: TestFile, paint: Paint): string[] {
  const arounds = failures.flatMap(({ around }) => around ?? []);
  const lines = failures.flatMap((failure, i) => [
    '',
    ...oneFailure(failure, file, paint),
    ...whyLines(whySentence(failure), failures[i - 1]?.why === failure.why, paint),
  ]);
  if (arounds.length > 0)
    lines.push('', ...aroundLines(together(arounds), failures[0]!.tick!, file.plan.interval));
  return [...lines, ''].map((text) => text && INDENT + text);
}

function oneFailure(failure: Failure, { document, plan }: TestFile, paint: Paint): string[] {
  const { file, line } = document.locate(failure.pointer);
  const { subject, tick, expected, got } = failure;
  const what = tick === null ? subject : `${subject} at ${formatShort(tick * plan.interval)} (tick ${tick})`;
  return [
    `${paint.bold(printableLine(what))}  ${paint.dim(printableLine(`${file}:${line}`))}`,
    `  expected ${paint.green(printableLine(expected))}`,
    `  got      ${paint.red(printableLine(got))}`,
  ];
}

/** The reason, unless that of the failure before is the same. */
function whyLines(why: Sentence | undefined, isRepeated: boolean, paint: Paint): string[] {
  if (why === undefined || isRepeated) return [];
  const asides = [...new Set(why.asides.map(printableLine))];
  const line = asides.reduce(
    (text, aside) => text.replaceAll(aside, (found) => paint.dim(found)),
    printableLine(why.text),
  );
  return [`  because  ${line}`];
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
