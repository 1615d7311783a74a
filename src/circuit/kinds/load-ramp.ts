import type { Seconds } from '../../text/duration.ts';
import { composite } from '../kind.ts';
import { duration, list, number, object, ref, text } from '../schema/config-schema.ts';
import { signalKey } from '../tree.ts';
import { egress, ingress, written } from '../written.ts';
import { type SamplerConfig, samplerParameters } from './sampler.ts';

export interface LoadRampConfig {
  readonly parameters: {
    readonly sampler?: SamplerConfig['parameters'];
    readonly steps: readonly { readonly target_accept_percentage: number; readonly duration: Seconds }[];
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
        ['target_accept_percentage', 'duration'],
      ),
      { minItems: 1 },
    ),
  },
  ['steps'],
);

/** The signals inside a load ramp, by the port of the ramp each is connected to. */
const signals = {
  forward: 'FORWARD',
  backward: 'BACKWARD',
  reset: 'RESET',
  accept_percentage: 'ACCEPT_PERCENTAGE',
  at_start: 'START_SIGNAL',
  at_end: 'END_SIGNAL',
} as const;

/** Where the inner parts of a load ramp are: the ids of its two components, and its signals' keys by port. */
export interface LoadRampPlaces {
  readonly generator: string;
  readonly sampler: string;
  readonly keys: Readonly<Record<keyof typeof signals, string>>;
}

/** The places inside the load ramp with this component id. */
export const placesOf = (id: string): LoadRampPlaces => ({
  generator: `${id}.0`,
  sampler: `${id}.1`,
  keys: {
    forward: signalKey(id, signals.forward),
    backward: signalKey(id, signals.backward),
    reset: signalKey(id, signals.reset),
    accept_percentage: signalKey(id, signals.accept_percentage),
    at_start: signalKey(id, signals.at_start),
    at_end: signalKey(id, signals.at_end),
  },
});

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
      { forward: signals.forward, backward: signals.backward, reset: signals.reset },
      {
        output: signals.accept_percentage,
        at_start: signals.at_start,
        at_end: signals.at_end,
      },
      {
        parameters: {
          steps: parameters.steps.map((step) => ({
            target_output: { value: step.target_accept_percentage },
            duration: step.duration,
          })),
        },
      },
    ),
    written(
      'flow_control.sampler',
      { accept_percentage: signals.accept_percentage },
      {},
      {
        parameters: parameters.sampler,
        pass_through_label_values: passThrough.pass_through_label_values,
        pass_through_label_values_config_key: passThrough.pass_through_label_values_config_key,
      },
    ),
    ingress('forward', signals.forward),
    ingress('backward', signals.backward),
    ingress('reset', signals.reset),
    egress('accept_percentage', signals.accept_percentage),
    egress('at_start', signals.at_start),
    egress('at_end', signals.at_end),
  ],
});
