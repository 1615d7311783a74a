import { expect, it } from 'vitest';
import { comparisonText, isMet } from '../../../src/rollout/criterion.ts';

it.each([
  ['gt', '> 100', [false, false, true]],
  ['gte', '>= 100', [false, true, true]],
  ['lt', '< 100', [true, false, false]],
  ['lte', '<= 100', [true, true, false]],
  ['eq', '== 100', [false, true, false]],
  ['neq', '!= 100', [true, false, true]],
] as const)('%s reads %s, and is met below, at and above 100: %j', (operator, text, expected) => {
  expect(comparisonText({ operator, threshold: 100, rhs: undefined })).toBe(text);
  expect([99, 100, 101].map((reading) => isMet(operator, reading, 100))).toEqual(expected);
  expect(isMet(operator, Number.NaN, 100)).toBe(false);
});

it('a threshold that is a signal reads as its column', () => {
  expect(comparisonText({ operator: 'gt', threshold: undefined, rhs: 'SETPOINT' })).toBe('> SETPOINT');
});
