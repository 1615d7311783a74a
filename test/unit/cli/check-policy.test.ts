import { describe, expect, test } from 'vitest';
import {
  type CheckOptions,
  checkPolicy,
  type PolicyCheck,
  printCheck,
} from '../../../src/cli/check-policy.ts';
import { diagnostic, RolloutError } from '../../../src/errors/rollout-error.ts';
import { fakeIO } from '../../support/fake-io.ts';
import { exampleValues } from '../../support/values.ts';

const text = exampleValues('promql');
const worlds = {
  clean: text,
  warned: text.replace('target_accept_percentage: 100', 'target_accept_percentage: 90'),
  todo: `${text}# TODO: ask for the thresholds\n`,
  octal: text.replace('target_accept_percentage: 100', 'target_accept_percentage: 0100'),
  wrong: text.replace('operator: lt', 'operator: le'),
  promql: text.replace(
    'sum(rate(http_requests_total{job="checkout", code',
    'sum(rate(http_requests_total{job="checkout" code',
  ),
};
const check = (world: keyof typeof worlds, strict = false): Promise<PolicyCheck> =>
  checkPolicy({ valuesFile: 'v.yaml' }, { strict }, fakeIO({ files: { 'v.yaml': worlds[world] } }));

describe('a check', () => {
  test.each([
    ['clean', false, true, []],
    ['warned', false, true, ['LINT_LAST_STEP']],
    ['warned', true, false, ['LINT_LAST_STEP']],
    ['todo', false, true, ['LINT_PLACEHOLDER']],
    ['todo', true, false, ['LINT_PLACEHOLDER']],
    ['octal', false, true, ['LINT_LEADING_ZERO']],
    ['wrong', false, false, ['VALUES_ENUM']],
    ['promql', false, false, ['PROMQL_SYNTAX']],
  ] as const)('%s (strict %s) is %s', async (world, strict, valid, codes) => {
    const found = await check(world, strict);
    expect([found.valid, found.diagnostics.map(({ code }) => code)]).toEqual([valid, codes]);
  });

  test('a further check is made of what compiled', async () => {
    const io = fakeIO({ files: { 'v.yaml': text } });
    const further: CheckOptions['further'] = async (loaded, plan) => [
      diagnostic('VALUES_INVALID', { path: loaded.name, message: `has ${plan.queries.length} query` }),
    ];
    const { valid, diagnostics } = await checkPolicy({ valuesFile: 'v.yaml' }, { further }, io);
    expect([valid, diagnostics.map(({ message }) => message)]).toEqual([false, ['checkout-v2 has 1 query']]);
  });

  test('a file that is not there fails the check', async () => {
    await expect(checkPolicy({ valuesFile: 'x.yaml' }, {}, fakeIO())).rejects.toThrow('no such file');
  });
});

test('as JSON a check is the result, in text an invalid policy is thrown', async () => {
  const io = fakeIO();
  const wrong = await check('wrong');
  expect(printCheck(wrong, { output: 'json', text: () => '' }, io)).toBe(3);
  expect(JSON.parse(io.stdout())).toMatchObject({
    valid: false,
    diagnostics: [{ code: 'VALUES_ENUM', line: 27 }],
  });
  expect(() => printCheck(wrong, { output: 'text', text: () => '' }, io)).toThrow(RolloutError);
  expect(printCheck(await check('warned'), { output: 'text', text: () => 'fine\n' }, io)).toBe(0);
  expect(io.stdout().endsWith('fine\n')).toBe(true);
  expect(io.stderr()).toContain('LINT_LAST_STEP');
});
