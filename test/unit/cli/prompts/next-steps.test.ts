import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { assignStages, stepAssignments } from '../../../../src/blueprint/stage.ts';
import { noPaint } from '../../../../src/cli/paint.ts';
import { nextSteps } from '../../../../src/cli/prompts/next-steps.ts';
import { assign, noValues, parseAssignment } from '../../../../src/text/assign.ts';

const answers = [
  { path: ['policy', 'policy_name'], value: 'yes', flag: '' },
  {
    path: ['policy', 'drivers', 'promql_drivers'],
    value: [
      { query_string: `sum(rate(x{a="it's"}[5m]))`, criteria: { reset: { operator: 'gt', threshold: 1 } } },
    ],
    flag: '',
  },
  ...stepAssignments(
    [
      { target_accept_percentage: 1, duration: '0s' },
      { target_accept_percentage: 100, duration: '1h30m' },
    ],
    () => '',
  ),
];

test('the command without questions gives the same values, through a shell', () => {
  const text = nextSteps(
    {
      blueprint: 'policies/feature-rollout/base',
      valuesFile: 'half.yaml',
      written: 'my values.yaml',
      hasQueries: true,
      answers,
      invocation: 'rollout',
    },
    noPaint,
  );
  const command = text.slice(text.indexOf('rollout blueprints generate'));
  const { stdout } = spawnSync('bash', ['-c', `rollout() { printf '%s\\0' "$@"; }; ${command}`], {
    encoding: 'utf8',
  });
  const words = stdout.split('\0');
  const given = (flag: string) => words.filter((_, i) => words[i - 1] === flag);
  expect(words.slice(0, 8)).toEqual([
    ...['blueprints', 'generate', '--name', 'base'],
    ...['--values-file', 'half.yaml', '--output-file', 'my values.yaml'],
  ]);
  const values = assign(noValues, [
    ...assignStages(given('--stage')),
    ...given('--set').map((one) => parseAssignment(one)),
  ]);
  expect(values.value).toEqual(assign(noValues, answers).value);
});

test.each([
  ['my values.yaml', undefined, false, "--values-file 'my values.yaml' --start\n"],
  ['-', undefined, false, '--values-file values.yaml --start\n'],
  [null, 'given.yaml', false, '--values-file given.yaml --start\n'],
  ['v.yaml', 'given.yaml', true, '--values-file v.yaml --start --prometheus URL --from now-7d\n'],
])('values in %s, started from %s, queries %s: %s', (written, valuesFile, hasQueries, line) => {
  const generated = {
    blueprint: 'base',
    written,
    valuesFile,
    hasQueries,
    answers: [],
    invocation: 'npx rollout',
  };
  expect(nextSteps(generated, noPaint)).toContain(`  npx rollout simulate ${line}`);
});
