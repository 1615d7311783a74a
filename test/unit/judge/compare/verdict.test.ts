import { expect, it } from 'vitest';
import { comparisonVerdict } from '../../../../src/judge/compare/verdict.ts';

const of = (verdict_interval: readonly [number, number] | null) => ({ verdict_interval });

// Differences are A less B.
it.each([
  ['better', [0.01, 0.05], [-0.01, 0.01]],
  ['better', [-0.01, 0.01], [-0.3, -0.1]],
  ['worse', [-0.05, -0.01], [-0.01, 0.01]],
  ['worse', [-0.01, 0.01], [0.1, 0.3]],
  ['mixed', [0.01, 0.05], [0.1, 0.3]],
  ['no difference', [-0.02, 0.02], [-0.01, 0.01]],
  ['cannot tell', [-0.03, 0.02], [-0.01, 0.01]],
  ['cannot tell', [-0.01, 0.01], null],
  ['better', null, [-0.3, -0.1]],
  ['worse', [-0.05, -0.01], null],
] as const)('%s of false alarms %o and caught %o', (expected, falseAlarms, caught) => {
  expect(comparisonVerdict(of(falseAlarms), [of(caught)], 0.02)).toBe(expected);
});

it('rests on false alarms alone where nothing was injected', () => {
  expect(comparisonVerdict(of([0.01, 0.05]), [], 0.02)).toBe('better');
  expect(comparisonVerdict(of(null), [], 0.02)).toBe('cannot tell');
});
