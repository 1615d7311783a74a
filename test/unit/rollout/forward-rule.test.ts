import { expect, test } from 'vitest';
import { forwardRuleOf } from '../../../src/rollout/forward-rule.ts';
import { renderedPlan } from '../../support/rendered-plan.ts';

const drivers = `{promql_drivers: [${['a', 'b']
  .map((query) => `{query_string: ${query}, criteria: {forward: {operator: lt, threshold: 1}}}`)
  .join(', ')}]}`;
const saying = (forward_when: string) => `forward_when: ${forward_when}\n  components: []\n  resources: {}`;

test.each([
  ['any, where nothing is said', { drivers }, 'any'],
  ['any', { drivers, more: saying('any') }, 'any'],
  ['all', { drivers, more: saying('all') }, 'all'],
  ['nothing without forward criteria', {}, undefined],
])('%s', (_, given, expected) => {
  expect(forwardRuleOf(renderedPlan(given).plan)?.when).toBe(expected);
});

test('with all, a driver that does not hold, or has no data, holds the ramp; with any it does not', () => {
  const forwardOf = (more: string | undefined, readings: readonly number[]): number => {
    const { plan } = renderedPlan({ drivers, rollout: 'true', ...(more && { more }) });
    const { frame, tick } = plan.start();
    plan.queries.forEach(({ resultSlot }, i) => {
      frame[resultSlot] = readings[i]!;
    });
    tick();
    return frame[plan.slotOf('root/FORWARD')!]!;
  };
  const answers = (more?: string) =>
    [
      [0, 0],
      [0, 5],
      [0, Number.NaN],
      [5, 5],
    ].map((readings) => forwardOf(more, readings));
  expect(answers()).toEqual([1, 1, 1, 0]);
  expect(answers(saying('all'))).toEqual([1, 0, 0, 0]);
});
