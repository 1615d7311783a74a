import {
  type ConfigSchema,
  duration,
  flag,
  list,
  number,
  object,
  ref,
  text,
} from '../schema/config-schema.ts';
import { inPorts, outPorts } from '../schema/kind-schema.ts';

const gradient = (bounds: Readonly<Record<string, ConfigSchema>>): ConfigSchema =>
  object('Scales by the ratio of a signal to its setpoint.', {
    in_ports: inPorts({ signal: 'one', setpoint: 'one' }),
    parameters: object('How the scale follows from signal and setpoint.', {
      slope: number('The power the ratio of signal to setpoint is raised to.', { default: 1 }),
      ...bounds,
    }),
  });

const scaleOut = gradient({
  max_gradient: number('The most the scale is multiplied with.', { minimum: 1, default: Number.MAX_VALUE }),
});
const scaleIn = gradient({
  min_gradient: number('The least the scale is multiplied with.', { maximum: 1, default: -Number.MAX_VALUE }),
});

const periodic = object(
  'Scales in at regular intervals.',
  {
    period: duration('The time between two steps.'),
    scale_in_percentage: number('The size of a step, in percent of the scale.', {
      exclusiveMinimum: 0,
      maximum: 100,
    }),
  },
  ['period', 'scale_in_percentage'],
);

const controllers = (description: string, kinds: Readonly<Record<string, ConfigSchema>>): ConfigSchema =>
  list(
    description,
    object(
      'One controller.',
      {
        controller: object('How it decides.', kinds, [], { minProperties: 1, maxProperties: 1 }),
        alerter: ref('AlerterParameters'),
      },
      ['controller', 'alerter'],
    ),
  );

const count = (description: string, preset: string, minimum: 0 | 1): ConfigSchema => ({
  type: ['integer', 'string'],
  description,
  pattern: minimum === 0 ? '^[0-9]+$' : '^0*[1-9][0-9]*$',
  minimum,
  default: preset,
});

const percent = (description: string, preset: number): ConfigSchema =>
  number(description, { default: preset });

/** The properties of an auto scaler beside its ports. */
export const autoScalerSchema: Readonly<Record<string, ConfigSchema>> = {
  scaling_backend: object(
    'What is scaled.',
    {
      kubernetes_replicas: object(
        'The replicas of an object in a cluster.',
        {
          kubernetes_object_selector: ref('KubernetesObjectSelector'),
          min_replicas: count('The fewest replicas.', '0', 0),
          max_replicas: count('The most replicas, above 0.', '9223372036854775807', 1),
          out_ports: outPorts({
            actual_replicas: 'one',
            configured_replicas: 'one',
            desired_replicas: 'one',
          }),
        },
        ['kubernetes_object_selector'],
      ),
    },
    ['kubernetes_replicas'],
  ),
  scale_out_controllers: controllers('What makes it larger.', { gradient: scaleOut }),
  scale_in_controllers: controllers('What makes it smaller.', { gradient: scaleIn, periodic }),
  scaling_parameters: object(
    'How fast it may change.',
    {
      max_scale_out_percentage: percent('The largest step out, in percent of the scale.', 10),
      max_scale_in_percentage: percent('The largest step in, in percent of the scale.', 1),
      scale_out_cooldown: duration('How long a step out is kept.', { default: '30s' }),
      scale_in_cooldown: duration('How long a step is kept before a step in.', { default: '120s' }),
      cooldown_override_percentage: percent(
        'By how much a step out must exceed the kept one to go first.',
        50,
      ),
      scale_out_alerter: ref('AlerterParameters'),
      scale_in_alerter: ref('AlerterParameters'),
    },
    ['scale_out_alerter', 'scale_in_alerter'],
  ),
  dry_run: flag('Decides without scaling.', { default: false }),
  dry_run_config_key: text('The key of the dynamic configuration that replaces dry_run.'),
};
