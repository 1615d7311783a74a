import { expect, it } from 'vitest';
import { withMeasures } from '../../../../src/policy/measures.ts';
import { averageText, criterionText, metText, unmetText } from '../../../../src/render/sentence/criterion.ts';
import { titleIn } from '../../../../src/render/sentence/names.ts';
import type { Criterion } from '../../../../src/rollout/criterion.ts';
import { driversOf } from '../../../../src/rollout/drivers.ts';
import { compare, planOf, promql, ramp } from '../../../support/plans.ts';

const planWith = (operator: Criterion['operator'], titles = new Map()) =>
  withMeasures(
    planOf([
      promql('LATENCY', 'latency'),
      promql('OTHER', 'other'),
      compare('LATENCY', operator, 100, 'RESET_0'),
      ramp([[1, '0s']], { reset: 'RESET_0' }),
    ]),
    titles,
  );
const wordsOf = (plan: ReturnType<typeof planWith>) => {
  const [one] = driversOf(plan)[0]!.criteria;
  return [criterionText(one!, plan), metText(one!, plan), unmetText(one!, plan)];
};

it.each([
  ['gt', 'reset > 100', 'LATENCY above 100', 'LATENCY at or below 100'],
  ['gte', 'reset >= 100', 'LATENCY at or above 100', 'LATENCY below 100'],
  ['lt', 'reset < 100', 'LATENCY below 100', 'LATENCY at or above 100'],
  ['lte', 'reset <= 100', 'LATENCY at or below 100', 'LATENCY above 100'],
  ['eq', 'reset == 100', 'LATENCY at 100', 'LATENCY off 100'],
  ['neq', 'reset != 100', 'LATENCY off 100', 'LATENCY at 100'],
] as const)('%s reads %s; met: %s; not met: %s', (operator, ...words) => {
  expect(wordsOf(planWith(operator))).toEqual(words);
});

it('says title and unit of the driver', () => {
  const titles = new Map([['LATENCY', { title: 'checkout latency', unit: 'ms' }]]);
  expect(wordsOf(planWith('gt', titles))).toEqual([
    'reset > 100 ms',
    'checkout latency above 100 ms',
    'checkout latency at or below 100 ms',
  ]);
});

it('two that measure the same have the names of their signals beside it', () => {
  const titles = new Map([
    ['LATENCY', { title: 'latency' }],
    ['OTHER', { title: 'latency' }],
  ]);
  const plan = planWith('gt', titles);
  expect(['LATENCY', 'OTHER', 'RESET_0'].map((signal) => titleIn(plan, signal))).toEqual([
    'latency (LATENCY)',
    'latency (OTHER)',
    'RESET_0',
  ]);
});

it('a moving average is what it is so many times', () => expect(averageText(1.1)).toBe('1.1 x its average'));
