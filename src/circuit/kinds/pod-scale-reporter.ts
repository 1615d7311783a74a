import { output } from '../kind.ts';
import { text } from '../schema/config-schema.ts';

export interface ScaleReporterConfig {
  readonly agent_group: string;
}

/** What a pod scaler learns the number of replicas from. */
export const podScaleReporter = output<ScaleReporterConfig>()({
  kind: 'pod_scale_reporter',
  group: 'auto_scale',
  internal: true,
  unsupported: true,
  name: 'ScaleReporter',
  summary: 'Reports the number of replicas.',
  in: {},
  out: { actual_replicas: 'one', configured_replicas: 'one' },
  config: { agent_group: text('The group of agents.') },
  label: ({ agent_group }) => agent_group,
  actuate: () => () => Number.NaN,
});
