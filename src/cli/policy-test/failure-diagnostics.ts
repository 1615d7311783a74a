import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';
import type { FileReport } from './text.ts';
import { whySentence } from './why.ts';

/** Each failed expectation at its line of the test file. */
export const failureDiagnostics = ({ file, tests }: FileReport): Diagnostic[] =>
  tests.flatMap(({ name, failures }) =>
    failures.map((failure) => {
      const { pointer, subject, tick, expected, got } = failure;
      const why = whySentence(failure)?.text ?? null;
      const what = tick === null ? subject : `${subject} at tick ${tick}`;
      return diagnostic(
        'TEST_FAILED',
        { test: name, what, expected, got, why },
        { at: file.document.locate(pointer) },
      );
    }),
  );
