import { output } from '../kind.ts';
import { list, ref } from '../schema/config-schema.ts';

export interface LoadActuatorConfig {
  readonly selectors: readonly { readonly agent_group?: string }[];
}

/** What a load scheduler steers requests with. */
export const loadActuator = output<LoadActuatorConfig>()({
  kind: 'load_actuator',
  group: 'flow_control',
  internal: true,
  unsupported: true,
  name: 'Actuator',
  summary: 'Throttles requests by a load multiplier.',
  in: { load_multiplier: 'one' },
  out: {},
  config: { selectors: list('The requests it throttles.', ref('Selector')) },
  label: ({ selectors }) => `${new Set(selectors.map(({ agent_group }) => agent_group)).size} agent groups`,
  actuate:
    ({ in: { load_multiplier } }) =>
    (frame) =>
      frame[load_multiplier]!,
});
