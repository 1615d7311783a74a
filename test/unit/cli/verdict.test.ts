import { describe, expect, test } from 'vitest';
import { judge, report } from '../../../src/cli/verdict.ts';
import { diagnostic, RolloutError } from '../../../src/errors/rollout-error.ts';
import { fakeIO } from '../../support/fake-io.ts';
import { exampleValues } from '../../support/values.ts';

const text = exampleValues('promql');
const worlds = {
  clean: text,
  warned: text.replace('target_accept_percentage: 100', 'target_accept_percentage: 90'),
  todo: `${text}# TODO: ask for the thresholds\n`,
  wrong: text.replace('operator: lt', 'operator: le'),
  promql: text.replace(
    'sum(rate(http_requests_total{job="checkout", code',
    'sum(rate(http_requests_total{job="checkout" code',
  ),
};
const judged = (world: keyof typeof worlds, strict = false) =>
  judge({ valuesFile: 'v.yaml', strict }, fakeIO({ files: { 'v.yaml': worlds[world] } }));

describe('the verdict', () => {
  test.each([
    ['clean', false, true, []],
    ['warned', false, true, ['LINT_LAST_STEP']],
    ['warned', true, false, ['LINT_LAST_STEP']],
    ['todo', false, true, ['LINT_PLACEHOLDER']],
    ['todo', true, false, ['LINT_PLACEHOLDER']],
    ['wrong', false, false, ['VALUES_ENUM']],
    ['promql', false, false, ['PROMQL_SYNTAX']],
  ] as const)('%s (strict %s) is %s', async (world, strict, valid, codes) => {
    const verdict = await judged(world, strict);
    expect([verdict.valid, verdict.diagnostics.map(({ code }) => code)]).toEqual([valid, codes]);
  });

  test('a further check has its say, on what compiled', async () => {
    const io = fakeIO({ files: { 'v.yaml': text } });
    const verdict = await judge({ valuesFile: 'v.yaml' }, io, async (loaded, plan) => [
      diagnostic('VALUES_INVALID', { path: loaded.name, message: `has ${plan.queries.length} query` }),
    ]);
    expect([verdict.valid, verdict.diagnostics[0]?.message]).toEqual([false, 'checkout-v2 has 1 query']);
  });

  test('a file that is not there, or a wrong flag, is no verdict', async () => {
    await expect(judge({ valuesFile: 'x.yaml' }, fakeIO())).rejects.toThrow('no such file');
    await expect(judge({}, fakeIO())).rejects.toThrow('missing');
  });
});

test('as JSON the verdict is the result, in text an invalid one is thrown', async () => {
  const io = fakeIO();
  const wrong = await judged('wrong');
  expect(report(wrong, { output: 'json' }, io, () => '')).toBe(3);
  expect(JSON.parse(io.stdout())).toMatchObject({
    valid: false,
    diagnostics: [{ code: 'VALUES_ENUM', line: 27 }],
  });
  expect(() => report(wrong, {}, io, () => '')).toThrow(RolloutError);
  expect(report(await judged('warned'), {}, io, () => 'fine\n')).toBe(0);
  expect(io.stdout().endsWith('fine\n')).toBe(true);
  expect(io.stderr()).toContain('LINT_LAST_STEP');
});
