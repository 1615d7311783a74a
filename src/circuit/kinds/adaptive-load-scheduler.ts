import { composite } from '../kind.ts';
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

/** Finds the load multiplier itself: falls with the gradient while overloaded, rises in even steps otherwise. */
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
  expand: ({ parameters, dry_run, dry_run_config_key }) => [
    written(
      'first_valid',
      { inputs: ['OVERLOAD_CONFIRMATION', 1] },
      { output: 'OVERLOAD_CONFIRMATION_WITH_DEFAULT' },
    ),
    written(
      'decider',
      { lhs: 'SIGNAL', rhs: 'SETPOINT' },
      { output: 'OVERLOAD_BASED_ON_SIGNAL' },
      {
        operator: parameters.gradient.slope > 0 ? 'lt' : 'gt',
      },
    ),
    written(
      'and',
      { inputs: ['OVERLOAD_BASED_ON_SIGNAL', 'OVERLOAD_CONFIRMATION_WITH_DEFAULT'] },
      { output: 'IS_OVERLOAD' },
    ),
    written(
      'gradient_controller',
      { signal: 'SIGNAL', setpoint: 'SETPOINT', control_variable: 'OBSERVED_LOAD_MULTIPLIER' },
      {
        output: 'GRADIENT_LOAD_MULTIPLIER',
      },
      { parameters: parameters.gradient },
    ),
    written(
      'extrapolator',
      { input: 'GRADIENT_LOAD_MULTIPLIER' },
      { output: 'LOAD_MULTIPLIER_IF_OVERLOAD' },
      {
        parameters: { max_extrapolation_interval: 5 },
      },
    ),
    written(
      'integrator',
      {
        input: parameters.load_multiplier_linear_increment,
        max: parameters.max_load_multiplier,
        reset: 'IS_OVERLOAD',
      },
      { output: 'LOAD_MULTIPLIER_OPTIMIZATION' },
      { initial_value: parameters.max_load_multiplier },
    ),
    written(
      'arithmetic_combinator',
      { lhs: 'OBSERVED_LOAD_MULTIPLIER', rhs: 'LOAD_MULTIPLIER_OPTIMIZATION' },
      {
        output: 'LOAD_MULTIPLIER_IF_NORMAL',
      },
      { operator: 'add' },
    ),
    written(
      'switcher',
      {
        switch: 'IS_OVERLOAD',
        on_signal: 'LOAD_MULTIPLIER_IF_OVERLOAD',
        off_signal: 'LOAD_MULTIPLIER_IF_NORMAL',
      },
      {
        output: 'LOAD_MULTIPLIER_MUX',
      },
    ),
    written(
      'decider',
      { lhs: 'LOAD_MULTIPLIER_MUX', rhs: parameters.max_load_multiplier },
      { output: 'PASS_THROUGH' },
      { operator: 'gte' },
    ),
    written(
      'switcher',
      { switch: 'PASS_THROUGH', on_signal: Number.NaN, off_signal: 'LOAD_MULTIPLIER_MUX' },
      {
        output: 'DESIRED_LOAD_MULTIPLIER',
      },
    ),
    written(
      'flow_control.load_scheduler',
      { load_multiplier: 'DESIRED_LOAD_MULTIPLIER' },
      {
        observed_load_multiplier: 'OBSERVED_LOAD_MULTIPLIER',
      },
      { parameters: parameters.load_scheduler, dry_run, dry_run_config_key },
    ),
    written(
      'decider',
      { lhs: 'DESIRED_LOAD_MULTIPLIER', rhs: 1 },
      { output: 'LOAD_MULTIPLIER_ALERT' },
      { operator: 'lt' },
    ),
    written(
      'alerter',
      { signal: 'LOAD_MULTIPLIER_ALERT' },
      {},
      {
        parameters: {
          ...parameters.alerter,
          labels: { ...parameters.alerter.labels, type: 'load_scheduler' },
        },
      },
    ),
    ingress('signal', 'SIGNAL'),
    ingress('setpoint', 'SETPOINT'),
    ingress('overload_confirmation', 'OVERLOAD_CONFIRMATION'),
    egress('is_overload', 'IS_OVERLOAD'),
    egress('desired_load_multiplier', 'DESIRED_LOAD_MULTIPLIER'),
    egress('observed_load_multiplier', 'OBSERVED_LOAD_MULTIPLIER'),
  ],
});
