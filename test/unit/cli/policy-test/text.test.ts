import { expect, test } from 'vitest';
import { noPaint } from '../../../../src/cli/paint.ts';
import { reportJson } from '../../../../src/cli/policy-test/json.ts';
import { junit } from '../../../../src/cli/policy-test/junit.ts';
import { type FileReport, reportText } from '../../../../src/cli/policy-test/text.ts';
import { updated } from '../../../../src/cli/policy-test/update.ts';
import { check, checkoutPlan } from '../../../support/policy-test.ts';

const YAML = `- name: a slow answer <resets> & nothing else
  start: true
  input: {LATENCY: '50x58 120x2 50x300'}
  expect:
    - {at: 60s, accept_percentage: 25, signals: {RESET_0: false}}  # kept
    - {at: 60s, signals: {LATENCY: '< 100'}}
  outcome: completed
`;

async function reported(yaml = YAML): Promise<{ reports: FileReport[]; text: string }> {
  const { document, report } = await check(yaml);
  const file = { file: 'x.test.yaml', document, policy: 'checkout', plan: checkoutPlan, tests: [] };
  return { reports: [{ file, tests: [report!] }], text: `tests:\n${yaml}` };
}

test('the text shows what was expected, what came, why, and the ticks around it', async () => {
  expect(reportText((await reported()).reports, noPaint)).toBe(`x.test.yaml
  FAIL  a slow answer <resets> & nothing else

        accept_percentage at 1m (tick 60)  x.test.yaml:6
          expected 25
          got      1
          because  reset: LATENCY 120 > 100

        RESET_0 at 1m (tick 60)  x.test.yaml:6
          expected false
          got      1
          because  LATENCY 120 > 100

        LATENCY at 1m (tick 60)  x.test.yaml:7
          expected < 100
          got      120
          because  LATENCY 120

             tick  time  accept_percentage  RESET_0  LATENCY  ERRORS
             57    57s   23.4               0        50       0
             58    58s   23.8               0        50       0
             59    59s   24.2               0        50       0
          >  60    1m    1                  1        120      0
             61    1m1s  1                  1        120      0
             62    1m2s  1                  1        120      0
             63    1m3s  1                  0        50       0

1 failed, 0 passed
`);
});

test('JSON and JUnit carry the same', async () => {
  const { reports } = await reported();
  const json = JSON.parse(reportJson(reports));
  expect([json.passed, json.failed]).toEqual([0, 1]);
  expect(json.files[0].tests[0].failures[1]).toMatchObject({
    path: 'tests[0].expect[0].signals.RESET_0',
    line: 6,
    column: 50,
    subject: 'RESET_0',
    tick: 60,
    at_seconds: 60,
    expected: 'false',
    got: '1',
    why: 'RESET_0: LATENCY = 120 > 100',
    because: [
      { signal: 'LATENCY', value: 120, operator: '>', threshold: 100, direction: 'reset', met: true },
    ],
  });
  const xml = junit(reports);
  expect(xml).toContain('<testsuites tests="1" failures="1">');
  expect(xml).toContain('name="a slow answer &#60;resets&#62; &#38; nothing else"');
  expect(xml).toContain(
    '<failure message="RESET_0 at tick 60: expected false, got 1">x.test.yaml:6&#10;LATENCY 120 &#62; 100</failure>',
  );
});

test('an update changes single values, keeps comments, and leaves the rest to a person', async () => {
  const { reports, text } = await reported();
  const update = updated(reports[0]!, text);
  expect(update.changes).toEqual([
    { pointer: '/tests/0/expect/0/accept_percentage', line: 6, before: '25', after: '1' },
    { pointer: '/tests/0/expect/0/signals/RESET_0', line: 6, before: 'false', after: 'true' },
  ]);
  expect(update.left).toBe(1);
  expect(update.text).toContain('    - {at: 60s, accept_percentage: 1, signals: {RESET_0: true}}  # kept\n');
  expect(update.text.split('\n').length).toBe(text.split('\n').length);
});
