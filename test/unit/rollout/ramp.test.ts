import { expect, test } from 'vitest';
import { rampOf, severalRamps } from '../../../src/rollout/ramp.ts';
import { latencyPlan, planOf, promql, ramp } from '../../support/plans.ts';

const one = ramp([[1, '0s']], { forward: 'A' });
const nested = { nested_circuit: { name: 'inner', components: [ramp([[5, '0s']], {})] } };

test('a run follows one ramp, and says so where there are several', () => {
  expect(severalRamps(latencyPlan())).toEqual([]);
  expect(severalRamps(planOf([promql('A', 'a')]))).toEqual([]);
  const [warning] = severalRamps(planOf([promql('A', 'a'), nested, one]));
  expect([warning!.severity, warning!.message]).toEqual([
    'warning',
    'the policy has 2 load ramps: step, accept percentage and outcome are those of root.1.0',
  ]);
});

test('a ramp is data: steps, driving signals, trace columns, sampler and pass-through', () => {
  expect(rampOf(latencyPlan())).toMatchObject({
    id: 'root.4',
    pointer: '/circuit/components/4/flow_control/load_ramp',
    steps: [
      { target: 1, duration: 0 },
      { target: 100, duration: 4 },
    ],
    duration: 4,
    keys: { forward: 'root/FORWARD_0', backward: 'root/BACKWARD_0', reset: 'root/RESET_0' },
    columns: {
      accept: 'root.4/ACCEPT_PERCENTAGE',
      atStart: 'root.4/START_SIGNAL',
      atEnd: 'root.4/END_SIGNAL',
    },
    sampler: {
      labelKey: '',
      selectors: [{ agent_group: 'default', control_point: 'ingress', service: 'any' }],
    },
    passThrough: [],
    passThroughKey: 'pass_through_label_values',
  });
});

/** What `see` gives tick by tick, with these latencies (forward below 75). */
function ticksOf<T>(latencies: readonly number[], see: (frame: Float64Array) => T): T[] {
  const { frame, tick } = plan.start();
  return latencies.map((latency) => {
    frame[plan.queries[0]!.resultSlot] = latency;
    tick();
    return see(frame);
  });
}

const plan = latencyPlan();

test('its accessors read a frame', () => {
  const { step, count, atStart, atEnd, accept, asked } = rampOf(plan)!;
  const seen = ticksOf([80, 50, 50, 95, 101], (frame) => [
    asked(frame),
    step(frame),
    count(frame),
    accept(frame),
    atStart(frame),
    atEnd(frame),
  ]);
  expect(seen).toEqual([
    ['hold', 0, 0, 1, true, false],
    ['forward', 1, 0, 1, false, false],
    ['forward', 1, 1, 25.75, false, false],
    ['backward', 1, 0, 1, false, false],
    ['reset', 0, 0, 1, true, false],
  ]);
});

test('a watch says whether anything but the way through a step changed since it was asked before', () => {
  const seen = ticksOf([80, 80, 50, 50, 50, 50, 50, 50, 80], rampOf(plan)!.watch());
  expect(seen).toEqual([false, true, false, true, true, true, false, true, false]);
});
