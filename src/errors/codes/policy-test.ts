import { didYouMean, error } from '../define.ts';

/** Tests that users write for their policies. */
export const policyTestCodes = {
  TEST_POLICY: error<{ given: string }>(3, {
    text: (p) => `a test file names its policy with values_file or policy_file, got ${p.given}`,
    hint: () => 'paths are relative to the test file',
  }),
  TEST_NAME: error<{ name: string }>(3, {
    text: (p) => `two tests are named "${p.name}"`,
    hint: () => 'give each its own name: reports identify tests by it',
  }),
  TEST_TIME: error<{ path: string; got: string }>(3, {
    text: (p) => `${p.path} must be a duration from the start (90s, 5m), got ${p.got}`,
  }),
  TEST_RANGE: error<{ path: string }>(3, {
    text: (p) => `${p.path} takes either at, or from and to with from not after to`,
    hint: () => 'at is one moment; from and to mean every tick between them, both included',
  }),
  TEST_NOTHING: error<{ path: string }>(3, {
    text: (p) => `${p.path} expects nothing`,
    hint: () => 'add accept_percentage, step, outcome or signals',
  }),
  TEST_EXPECTED: error<{ path: string; got: string }>(3, {
    text: (p) => `${p.path} is not an expectation: ${p.got}`,
    hint: () => "write a number, true, false, invalid, '< 75', '>= 1', '!= 0' or '20..30'",
  }),
  TEST_SIGNAL: error<{ signal: string; suggestion?: string }>(3, {
    text: (p) => `the circuit has no signal ${p.signal}${didYouMean(p)}`,
    hint: () => '`rollout policy graph` shows the signals; inside a composite they are COMPONENT/NAME',
  }),
  TEST_FAILED: error<{ test: string; what: string; expected: string; got: string; why: string | null }>(1, {
    text: (p) =>
      `${p.test}: ${p.what}: expected ${p.expected}, got ${p.got}${p.why === null ? '' : ` because ${p.why}`}`,
  }),
};
