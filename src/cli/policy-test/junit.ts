import type { Failure, TestReport } from '../../run/policy-test/failure.ts';
import type { TestFile } from './load.ts';
import type { FileReport } from './text.ts';
import { whySentence } from './why.ts';

/** The result as JUnit XML: one suite a file, one case a test. */
export function junit(reports: readonly FileReport[]): string {
  const all = reports.flatMap(({ tests }) => tests);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${all.length}" failures="${failedIn(all)}">`,
    ...reports.flatMap(suite),
    '</testsuites>\n',
  ].join('\n');
}

const failedIn = (tests: readonly TestReport[]): number =>
  tests.filter(({ failures }) => failures.length > 0).length;

const suite = ({ file, tests }: FileReport): string[] => [
  `  <testsuite name="${quote(file.file)}" tests="${tests.length}" failures="${failedIn(tests)}">`,
  ...tests.flatMap((test) => testCase(test, file)),
  '  </testsuite>',
];

function testCase({ name, failures }: TestReport, file: TestFile): string[] {
  const classname = quote(file.policy);
  const head = `    <testcase classname="${classname}" name="${quote(name)}" file="${quote(file.file)}"`;
  if (failures.length === 0) return [`${head}/>`];
  return [`${head}>`, ...failures.map((failure) => failureXml(failure, file)), '    </testcase>'];
}

function failureXml(failure: Failure, { document }: TestFile): string {
  const { pointer, subject, tick, expected, got } = failure;
  const why = whySentence(failure)?.text;
  const { file, line } = document.locate(pointer);
  const what = tick === null ? subject : `${subject} at tick ${tick}`;
  const message = `${what}: expected ${expected}, got ${got}`;
  const details = why === undefined ? `${file}:${line}` : `${file}:${line}\n${why}`;
  return `      <failure message="${quote(message)}">${quote(details)}</failure>`;
}

const quote = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"\n]/g, (character) => `&#${character.charCodeAt(0)};`);
