import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';
import type { FileReport } from './text.ts';

/** Each failed expectation at its line of the test file. */
export const failureDiagnostics = ({ file, tests }: FileReport): Diagnostic[] =>
  tests.flatMap(({ name, failures }) =>
    failures.map(({ pointer, subject, tick, expected, got, why }) => {
      const what = tick === null ? subject : `${subject} at tick ${tick}`;
      return diagnostic(
        'TEST_FAILED',
        { test: name, what, expected, got, why },
        { at: file.document.locate(pointer) },
      );
    }),
  );
