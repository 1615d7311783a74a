import type { Seconds } from '../../text/duration.ts';
import { composite } from '../component.ts';
import { duration, list, number, object, ref, text } from '../config.ts';
import { egress, ingress, written } from '../ports.ts';
import { type SamplerConfig, samplerParameters } from './sampler.ts';

export interface LoadRampConfig {
  readonly parameters: {
    readonly sampler?: SamplerConfig['parameters'];
    readonly steps: readonly { readonly target_accept_percentage?: number; readonly duration: Seconds }[];
  };
  readonly pass_through_label_values?: readonly string[];
  readonly pass_through_label_values_config_key?: string;
}

/** The parameters of a load ramp; blueprints take them as they are. */
export const loadRampParameters = object(
  'The ramp and the sampler behind it.',
  {
    sampler: samplerParameters,
    steps: list(
      'The steps of the ramp, in order.',
      object(
        'One step.',
        {
          target_accept_percentage: number('The accept percentage when the step is done.', {
            minimum: 0,
            maximum: 100,
          }),
          duration: duration('Time from the previous percentage to this one.'),
        },
        ['duration'],
      ),
      { minItems: 1 },
    ),
  },
  ['steps'],
);

/** A signal generator that drives a sampler. */
export const loadRamp = composite<LoadRampConfig>({
  kind: 'load_ramp',
  group: 'flow_control',
  name: 'LoadRamp',
  summary: 'Moves the accept percentage of a feature through steps.',
  in: { forward: 'optional', backward: 'optional', reset: 'optional' },
  out: { accept_percentage: 'one', at_start: 'one', at_end: 'one' },
  config: {
    parameters: ref('LoadRampParameters'),
    pass_through_label_values: list(
      'Label values that always get the feature.',
      text('A value of label_key.'),
    ),
    pass_through_label_values_config_key: text(
      'The key of the dynamic configuration that replaces this list.',
    ),
  },
  needs: ['parameters'],
  label: ({ parameters }) => `${parameters.sampler?.selectors?.length ?? 0} selectors`,
  expand: ({ parameters, ...passThrough }) => [
    written(
      'signal_generator',
      { forward: 'FORWARD', backward: 'BACKWARD', reset: 'RESET' },
      {
        output: 'ACCEPT_PERCENTAGE',
        at_start: 'START_SIGNAL',
        at_end: 'END_SIGNAL',
      },
      {
        parameters: {
          steps: parameters.steps.map((step) => ({
            target_output: { value: step.target_accept_percentage ?? 0 },
            duration: step.duration,
          })),
        },
      },
    ),
    written(
      'flow_control.sampler',
      { accept_percentage: 'ACCEPT_PERCENTAGE' },
      {},
      {
        parameters: parameters.sampler,
        pass_through_label_values: passThrough.pass_through_label_values,
        pass_through_label_values_config_key: passThrough.pass_through_label_values_config_key,
      },
    ),
    ingress('forward', 'FORWARD'),
    ingress('backward', 'BACKWARD'),
    ingress('reset', 'RESET'),
    egress('accept_percentage', 'ACCEPT_PERCENTAGE'),
    egress('at_start', 'START_SIGNAL'),
    egress('at_end', 'END_SIGNAL'),
  ],
});
