import type { Failure } from '../../run/policy-test/failure.ts';
import type { TestFile } from './load.ts';
import type { FileReport } from './text.ts';

/** The result as JUnit XML: one suite a file, one case a test. */
export function junit(reports: readonly FileReport[]): string {
  const suites = reports.map(({ file, tests }) => {
    const failed = tests.filter(({ failures }) => failures.length > 0).length;
    const cases = tests.map(({ name, failures }) => {
      const head = `    <testcase classname="${quote(file.policy)}" name="${quote(name)}" file="${quote(file.file)}"`;
      if (failures.length === 0) return `${head}/>`;
      return `${head}>\n${failures.map((failure) => failureXml(failure, file)).join('\n')}\n    </testcase>`;
    });
    return `  <testsuite name="${quote(file.file)}" tests="${tests.length}" failures="${failed}">\n${cases.join('\n')}\n  </testsuite>`;
  });
  const count = reports.reduce((sum, { tests }) => sum + tests.length, 0);
  const failed = reports.reduce(
    (sum, { tests }) => sum + tests.filter(({ failures }) => failures.length > 0).length,
    0,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites tests="${count}" failures="${failed}">\n${suites.join('\n')}\n</testsuites>\n`;
}

function failureXml({ pointer, subject, tick, expected, got, why }: Failure, { document }: TestFile): string {
  const message = `${subject}${tick === null ? '' : ` at tick ${tick}`}: expected ${expected}, got ${got}`;
  const { file, line } = document.locate(pointer);
  return `      <failure message="${quote(message)}">${quote(`${file}:${line}${why === null ? '' : `\n${why}`}`)}</failure>`;
}

const quote = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"\n]/g, (character) => `&#${character.charCodeAt(0)};`);
