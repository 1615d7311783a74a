import { output } from '../kind.ts';
import { text } from '../schema/config-schema.ts';

export interface ScaleActuatorConfig {
  readonly agent_group: string;
}

/** What a pod scaler sets the number of replicas with. */
export const podScaleActuator = output<ScaleActuatorConfig>()({
  kind: 'pod_scale_actuator',
  group: 'auto_scale',
  internal: true,
  unsupported: true,
  name: 'ScaleActuator',
  summary: 'Sets the number of replicas.',
  in: { replicas: 'one' },
  out: {},
  config: { agent_group: text('The group of agents.') },
  label: ({ agent_group }) => agent_group,
  actuate:
    ({ in: { replicas } }) =>
    (frame) =>
      frame[replicas]!,
});
