import { expect, it } from 'vitest';
import { type Criterion, criterionText, isMet, metText, unmetText } from '../../../src/rollout/criterion.ts';

const criterion = (operator: Criterion['operator'], threshold?: number): Criterion => ({
  direction: 'reset',
  operator,
  lhs: 'LATENCY',
  threshold,
  rhs: threshold === undefined ? 'SETPOINT' : undefined,
  output: 'RESET_0',
  trueFor: 0,
  falseFor: 0,
  component: undefined as never,
});

it.each([
  ['gt', 'reset > 100', 'LATENCY above 100', 'LATENCY at or below 100'],
  ['gte', 'reset >= 100', 'LATENCY at or above 100', 'LATENCY below 100'],
  ['lt', 'reset < 100', 'LATENCY below 100', 'LATENCY at or above 100'],
  ['lte', 'reset <= 100', 'LATENCY at or below 100', 'LATENCY above 100'],
  ['eq', 'reset == 100', 'LATENCY at 100', 'LATENCY off 100'],
  ['neq', 'reset != 100', 'LATENCY off 100', 'LATENCY at 100'],
] as const)('%s reads %s; met: %s; not met: %s', (operator, short, met, unmet) => {
  const one = criterion(operator, 100);
  expect([criterionText(one), metText(one), unmetText(one)]).toEqual([short, met, unmet]);
});

it('a threshold has its unit where that is known', () => {
  const one = criterion('gt', 100);
  expect([criterionText(one, 'ms'), metText(one, 'ms'), unmetText(one, 'ms')]).toEqual([
    'reset > 100 ms',
    'LATENCY above 100 ms',
    'LATENCY at or below 100 ms',
  ]);
});

it('a threshold that is a signal reads as its column, without a unit', () => {
  expect(criterionText(criterion('gt'), 'ms')).toBe('reset > SETPOINT');
});

it.each([
  ['gt', [false, false, true]],
  ['gte', [false, true, true]],
  ['lt', [true, false, false]],
  ['lte', [true, true, false]],
  ['eq', [false, true, false]],
  ['neq', [true, false, true]],
] as const)('%s is met below, at and above 1: %j; an invalid reading meets nothing', (operator, expected) => {
  expect([0, 1, 2].map((reading) => isMet(operator, reading, 1))).toEqual(expected);
  expect(isMet(operator, Number.NaN, 1)).toBe(false);
});
