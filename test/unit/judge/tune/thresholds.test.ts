import { expect, test } from 'vitest';
import { thresholdReadings, thresholdsOf } from '../../../../src/judge/tune/thresholds.ts';
import { candidatesEach, variedThreshold } from '../../../../src/judge/tune/varied-threshold.ts';
import { historyOf } from '../../../support/judged.ts';
import { compare, latencyPlan, planOf, promql, ramp } from '../../../support/plans.ts';
import { renderedPlan } from '../../../support/rendered-plan.ts';

const { NaN: none } = Number;

test('each criterion has a threshold, forward, backward, reset; worse is where it does not move forward', () => {
  expect(
    thresholdsOf(latencyPlan()).map(({ value, worse, pointer, base }) => [value, worse, pointer, base]),
  ).toEqual([
    [75, 1, '/circuit/components/1/decider/in_ports/rhs/constant_signal/value', undefined],
    [90, 1, '/circuit/components/2/decider/in_ports/rhs/constant_signal/value', undefined],
    [100, 1, '/circuit/components/3/decider/in_ports/rhs/constant_signal/value', undefined],
  ]);
});

test('where low readings reset, low ones are worse; what compares for equality has no threshold', () => {
  const plan = planOf([
    promql('SUCCESS', 'q'),
    compare('SUCCESS', 'gte', 0.99, 'FORWARD_0'),
    compare('SUCCESS', 'lt', 0.95, 'RESET_0'),
    compare('SUCCESS', 'eq', 0, 'BACKWARD_0'),
    ramp([[100, '4s']], { forward: 'FORWARD_0', backward: 'BACKWARD_0', reset: 'RESET_0' }),
  ]);
  expect(thresholdsOf(plan).map(({ value, worse }) => [value, worse])).toEqual([
    [0.99, -1],
    [0.95, -1],
  ]);
});

test('the readings of a criterion are those of its left side, tick by tick, seen one tick after their evaluation', () => {
  const plan = latencyPlan();
  const history = historyOf([[60, 70, none, 90, 100]]);
  const [first, ...others] = thresholdReadings({ plan }, history, thresholdsOf(plan));
  expect([...first!]).toEqual([none, 60, 70, none, 90]);
  expect(others).toEqual([first, first]);
});

const EMA = `ema_latency_drivers:
  - selectors: [{service: any, control_point: ingress}]
    window: 10s
    ema: {ema_window: 4s, warmup_window: 2s}
    criteria:
      forward: {latency_tolerance_multiplier: 1.1}
      reset: {latency_tolerance_multiplier: 1.25}`;

test('a criterion that multiplies a moving average has the factor as its threshold, and readings in units of the average', () => {
  const { plan, placeOf } = renderedPlan({ drivers: EMA });
  const thresholds = thresholdsOf(plan);
  expect(thresholds.map(({ value, pointer }) => [value, placeOf(pointer).path])).toEqual([
    [1.1, 'policy.drivers.ema_latency_drivers[0].criteria.forward'],
    [1.25, 'policy.drivers.ema_latency_drivers[0].criteria.reset'],
  ]);
  const [readings] = thresholdReadings({ plan }, historyOf([Array(12).fill(80)]), thresholds);
  expect(readings!.at(-1)).toBe(1);
  expect(readings![0]).toBeNaN();
});

test('a threshold is varied by the readings up to a tick, the value in use left out', () => {
  const plan = latencyPlan();
  const [threshold] = thresholdsOf(plan);
  const readings = Float64Array.from({ length: 200 }, (_, i) => (i < 100 ? i + 1 : 500));
  const read = { ...threshold!, value: 110, path: 'a.b', readings, memory: 1 };
  expect(variedThreshold(read, 100, 4)).toEqual({
    path: 'a.b',
    inUse: 110,
    candidates: [50.5, 99.5, 120],
    rank: { group: '["LATENCY",null,1]', place: 0, worse: 1 },
  });
  expect(variedThreshold({ ...read, memory: 10 }, 100, 4).candidates).toEqual([50.5, 90.5, 120]);
});

test('a search can try all candidates of all values once', () => {
  expect([0, 1, 2, 3, 6, 100].map(candidatesEach)).toEqual([24, 24, 24, 21, 10, 2]);
});
