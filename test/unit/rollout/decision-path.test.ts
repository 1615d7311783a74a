import { describe, expect, it } from 'vitest';
import { decisionIn, decisionPath } from '../../../src/rollout/decision-path.ts';
import { latencyPlan, planOf, promql } from '../../support/plans.ts';

const { tree } = latencyPlan();
const readings = (forward: number, backward: number, reset: number) =>
  new Map([
    ['FORWARD_0', forward],
    ['BACKWARD_0', backward],
    ['RESET_0', reset],
  ]);
const [FORWARD, BACKWARD, RESET] = ['root/FORWARD_0', 'root/BACKWARD_0', 'root/RESET_0'];

describe('decides by readings', () => {
  it.each([
    [1, 0, 0, 'forward', [FORWARD]],
    [0, 1, 0, 'backward', [BACKWARD]],
    [1, 1, 1, 'reset', [RESET]],
    [0, 0, 0, 'hold', [FORWARD]],
    [1, 1, 0, 'hold', [FORWARD, BACKWARD]],
    [Number.NaN, 0, 0, 'hold', [FORWARD]],
  ] as const)('forward %d, backward %d, reset %d: %s by %j', (forward, backward, reset, decision, keys) => {
    expect(decisionIn(tree, readings(forward, backward, reset))).toEqual({ decision, keys });
  });

  it('nothing without a ramp', () => {
    const without = planOf([promql('A', 'up')]).tree;
    expect(decisionIn(without, new Map())).toBeUndefined();
    expect(decisionPath(without, new Map())).toEqual([]);
  });
});

it('follows what decides from the ramp to the query', () => {
  expect(decisionPath(tree, readings(0, 0, 1))).toEqual([
    { signal: RESET, reader: 'root.4' },
    { signal: 'root/LATENCY', reader: 'root.3' },
  ]);
});
