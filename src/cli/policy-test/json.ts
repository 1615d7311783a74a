import type { Around, Failure } from '../../run/policy-test/failure.ts';
import { toDotted } from '../../text/pointer.ts';
import { printableJson } from '../../text/printable.ts';
import type { TestFile } from './load.ts';
import type { FileReport } from './text.ts';

/** The result of all test files as one JSON document. */
export function reportJson(reports: readonly FileReport[]): string {
  const all = reports.flatMap(({ tests }) => tests);
  const failed = all.filter(({ failures }) => failures.length > 0).length;
  const files = reports.map(({ file, tests }) => ({
    file: file.file,
    policy: file.policy,
    tests: tests.map(({ name, ticks, failures }) => ({
      name,
      passed: failures.length === 0,
      ticks,
      failures: failures.map((failure) => failureJson(failure, file)),
    })),
  }));
  return `${printableJson({ passed: all.length - failed, failed, files }, 2)}\n`;
}

function failureJson(
  { pointer, subject, tick, expected, got, why, because, around }: Failure,
  { document, plan }: TestFile,
) {
  const { line, column } = document.locate(pointer);
  const at_seconds = tick === null ? null : tick * plan.interval;
  return {
    path: toDotted(pointer),
    line,
    column,
    subject,
    tick,
    at_seconds,
    expected,
    got,
    why,
    because,
    around: around && aroundJson(around),
  };
}

const aroundJson = ({ columns, rows }: Around) =>
  rows.map(({ tick, readings }) => ({
    tick,
    ...Object.fromEntries(
      columns.map((name, i) => [name, Number.isFinite(readings[i]) ? readings[i] : null]),
    ),
  }));
