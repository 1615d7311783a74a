import { expect, it } from 'vitest';
import { compile } from '../../../../src/circuit/compile.ts';
import type { AutoScalerConfig } from '../../../../src/circuit/scaling/auto-scaler-config.ts';
import { scalingCircuit } from '../../../../src/circuit/scaling/circuit.ts';

const config: AutoScalerConfig = {
  scaling_backend: {
    kubernetes_replicas: {
      kubernetes_object_selector: {
        agent_group: 'default',
        namespace: 'shop',
        api_version: 'apps/v1',
        kind: 'Deployment',
        name: 'checkout',
      },
      min_replicas: '1',
      max_replicas: 10,
    },
  },
  scale_out_controllers: [
    {
      controller: { gradient: { parameters: { slope: 1, max_gradient: 2 } } },
      alerter: { alert_name: 'Out' },
    },
  ],
  scale_in_controllers: [
    { controller: { periodic: { period: 60, scale_in_percentage: 10 } }, alerter: { alert_name: 'In' } },
  ],
  scaling_parameters: {
    max_scale_out_percentage: 50,
    max_scale_in_percentage: 20,
    scale_out_cooldown: 4,
    scale_in_cooldown: 6,
    cooldown_override_percentage: 50,
    scale_out_alerter: { alert_name: 'Scaling out' },
    scale_in_alerter: { alert_name: 'Scaling in' },
  },
  dry_run: false,
};

/** The circuit on its own, with queries for the scale and the controller's signal in place of scaler and ports. */
function desired(readings: readonly (readonly [actual: number, load: number])[]): number[] {
  const query = (name: string) => ({
    query: {
      promql: { query_string: name, evaluation_interval: '1s', out_ports: { output: { signal_name: name } } },
    },
  });
  const inside = scalingCircuit(config, 1).filter(
    (one) => !/pod_scaler|nested_signal/.test(JSON.stringify(one)),
  );
  const setpoint = {
    variable: {
      constant_output: { value: 1 },
      out_ports: { output: { signal_name: 'SCALE_OUT_SETPOINT_0' } },
    },
  };
  const { plan } = compile(
    {
      evaluation_interval: '1s',
      components: [...inside, query('ACTUAL_SCALE'), query('SCALE_OUT_SIGNAL_0'), setpoint],
    },
    () => ({}),
  );
  const { frame, tick } = plan!.start();
  return readings.map(([actual, load]) => {
    frame[plan!.queries[0]!.resultSlot] = actual;
    frame[plan!.queries[1]!.resultSlot] = load;
    tick();
    return frame[plan!.slotOf('root/DESIRED_SCALE')!]!;
  });
}

it('scales out by the gradient, within the step and the most replicas, and holds it', () => {
  expect(
    desired([
      [4, 1.2],
      [4, 1.2],
      [4, 1],
      [4, 1],
    ]),
  ).toEqual([5, 5, 5, 5]);
  expect(desired([[4, 5]])).toEqual([6]);
  expect(desired([[9, 5]])).toEqual([10]);
});

it('scales in now and then, by a share of the scale and at least by one', () => {
  expect(
    desired([
      [5, 1],
      [5, 1],
    ]),
  ).toEqual([4, 4]);
});

it('needs no controllers', () => {
  const bare = { ...config, scale_in_controllers: undefined, scale_out_controllers: undefined };
  expect(scalingCircuit(bare, 1)).toHaveLength(32);
});
