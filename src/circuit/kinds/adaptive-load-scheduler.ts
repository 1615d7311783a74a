import { composite } from '../kind.ts';
import { arithmetic, decider, oneOf } from '../scaling/calculation.ts';
import { flag, number, object, ref, text } from '../schema/config-schema.ts';
import { egress, ingress, written } from '../written.ts';

export interface AdaptiveConfig {
  readonly parameters: {
    readonly load_scheduler: { readonly selectors: readonly unknown[] };
    readonly gradient: { readonly slope: number };
    readonly max_load_multiplier: number;
    readonly load_multiplier_linear_increment: number;
    readonly alerter: { readonly labels?: Readonly<Record<string, string>> };
  };
  readonly dry_run: boolean;
  readonly dry_run_config_key?: string;
}

/**
 * Finds the load multiplier itself: falls with the gradient while overloaded, rises in even steps otherwise.
 */
export const adaptiveLoadScheduler = composite<AdaptiveConfig>({
  kind: 'adaptive_load_scheduler',
  group: 'flow_control',
  unsupported: true,
  name: 'AdaptiveLoadScheduler',
  summary: 'Throttles requests while a signal is beyond its setpoint.',
  in: { signal: 'required', setpoint: 'required', overload_confirmation: 'optional' },
  out: { is_overload: 'one', desired_load_multiplier: 'one', observed_load_multiplier: 'one' },
  config: {
    parameters: object(
      'How the load multiplier is found.',
      {
        load_scheduler: ref('LoadSchedulerParameters'),
        gradient: ref('GradientParameters'),
        max_load_multiplier: number('The highest load multiplier; from there on nothing is throttled.', {
          default: 2,
        }),
        load_multiplier_linear_increment: number('What is added per tick while not overloaded.', {
          default: 0.0025,
        }),
        alerter: ref('AlerterParameters'),
      },
      ['load_scheduler', 'gradient', 'alerter'],
    ),
    dry_run: flag('Decides without throttling.', { default: false }),
    dry_run_config_key: text('The key of the dynamic configuration that replaces dry_run.'),
  },
  needs: ['parameters'],
  label: ({ parameters }) => `${parameters.load_scheduler.selectors.length} selectors`,
  expand: (config) => [
    ...overload(config.parameters.gradient.slope),
    ...whileOverloaded(config.parameters.gradient),
    ...whileNormal(config.parameters),
    ...desired(config.parameters.max_load_multiplier),
    ...throttle(config),
    ingress('signal', 'SIGNAL'),
    ingress('setpoint', 'SETPOINT'),
    ingress('overload_confirmation', 'OVERLOAD_CONFIRMATION'),
    egress('is_overload', 'IS_OVERLOAD'),
    egress('desired_load_multiplier', 'DESIRED_LOAD_MULTIPLIER'),
    egress('observed_load_multiplier', 'OBSERVED_LOAD_MULTIPLIER'),
  ],
});

/** Overloaded while the signal is beyond its setpoint, on the side the slope says, and that is confirmed. */
const overload = (slope: number): unknown[] => [
  oneOf('first_valid', ['OVERLOAD_CONFIRMATION', 1], 'OVERLOAD_CONFIRMATION_WITH_DEFAULT'),
  decider('SIGNAL', slope > 0 ? 'lt' : 'gt', 'SETPOINT', 'OVERLOAD_BASED_ON_SIGNAL'),
  written(
    'and',
    { inputs: ['OVERLOAD_BASED_ON_SIGNAL', 'OVERLOAD_CONFIRMATION_WITH_DEFAULT'] },
    { output: 'IS_OVERLOAD' },
  ),
];

/** The multiplier falls with the gradient. */
const whileOverloaded = (parameters: object): unknown[] => [
  written(
    'gradient_controller',
    { signal: 'SIGNAL', setpoint: 'SETPOINT', control_variable: 'OBSERVED_LOAD_MULTIPLIER' },
    { output: 'CONTROLLER_ADJUSTED_LOAD_MULTIPLIER' },
    { parameters },
  ),
  written(
    'extrapolator',
    { input: 'CONTROLLER_ADJUSTED_LOAD_MULTIPLIER' },
    { output: 'LOAD_MULTIPLIER_IF_OVERLOAD' },
    { parameters: { max_extrapolation_interval: 5 } },
  ),
];

/** The multiplier rises in even steps. */
const whileNormal = ({
  load_multiplier_linear_increment: input,
  max_load_multiplier: max,
}: AdaptiveConfig['parameters']): unknown[] => [
  written(
    'integrator',
    { input, max, reset: 'IS_OVERLOAD' },
    { output: 'LOAD_MULTIPLIER_OPTIMIZATION' },
    { initial_value: max },
  ),
  arithmetic('OBSERVED_LOAD_MULTIPLIER', 'add', 'LOAD_MULTIPLIER_OPTIMIZATION', 'LOAD_MULTIPLIER_IF_NORMAL'),
];

/** One of the two multipliers; nothing is throttled from the highest on. */
const desired = (max: number): unknown[] => [
  written(
    'switcher',
    {
      switch: 'IS_OVERLOAD',
      on_signal: 'LOAD_MULTIPLIER_IF_OVERLOAD',
      off_signal: 'LOAD_MULTIPLIER_IF_NORMAL',
    },
    { output: 'LOAD_MULTIPLIER_MUX' },
  ),
  decider('LOAD_MULTIPLIER_MUX', 'gte', max, 'PASS_THROUGH'),
  written(
    'switcher',
    { switch: 'PASS_THROUGH', on_signal: Number.NaN, off_signal: 'LOAD_MULTIPLIER_MUX' },
    { output: 'DESIRED_LOAD_MULTIPLIER' },
  ),
];

/** The scheduler, and the alert while it throttles. */
const throttle = ({ parameters, dry_run, dry_run_config_key }: AdaptiveConfig): unknown[] => [
  written(
    'flow_control.load_scheduler',
    { load_multiplier: 'DESIRED_LOAD_MULTIPLIER' },
    { observed_load_multiplier: 'OBSERVED_LOAD_MULTIPLIER' },
    { parameters: parameters.load_scheduler, dry_run, dry_run_config_key },
  ),
  decider('DESIRED_LOAD_MULTIPLIER', 'lt', 1, 'LOAD_MULTIPLIER_ALERT'),
  written(
    'alerter',
    { signal: 'LOAD_MULTIPLIER_ALERT' },
    {},
    {
      parameters: { ...parameters.alerter, labels: { ...parameters.alerter.labels, type: 'load_scheduler' } },
    },
  ),
];
