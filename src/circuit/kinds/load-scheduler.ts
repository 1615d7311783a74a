import { composite } from '../kind.ts';
import { duration, flag, list, number, object, ref, text } from '../schema/config-schema.ts';
import { egress, ingress, written } from '../written.ts';

export interface LoadSchedulerConfig {
  readonly parameters: { readonly selectors: readonly unknown[] };
  readonly dry_run: boolean;
  readonly dry_run_config_key?: string;
}

const workloadParameters = object('What requests of a workload are worth.', {
  priority: number('The higher, the sooner they go.', { default: 1, exclusiveMinimum: 0 }),
  tokens: {
    type: ['integer', 'string'],
    description: 'What a request costs.',
    pattern: '^[0-9]+$',
    minimum: 0,
  },
});

/** How requests wait for their turn; both schedulers take it. */
export const schedulerParameters = object('How requests wait for their turn.', {
  workloads: list(
    'Kinds of requests; the first that matches counts.',
    object(
      'One workload.',
      {
        label_matcher: ref('LabelMatcher'),
        parameters: workloadParameters,
        name: text('Its name in metrics.'),
      },
      ['label_matcher'],
    ),
  ),
  default_workload_parameters: workloadParameters,
  decision_deadline_margin: duration('How long before its deadline a request is decided.', {
    default: '0.01s',
  }),
  tokens_label_key: text('The flow label that says what a request costs.', { default: 'tokens' }),
});

/** The parameters of a load scheduler; the adaptive one takes them as they are. */
export const loadSchedulerParameters = object(
  'Which requests are scheduled, and how.',
  {
    workload_latency_based_tokens: flag('Learns what a request costs from its latency.', { default: true }),
    scheduler: ref('SchedulerParameters'),
    selectors: list('The requests it schedules.', ref('Selector'), { minItems: 1 }),
  },
  ['selectors'],
);

const tokenRate = (metric: string): string => `sum(rate(${metric}[10s]))`;

/** Throttles by a load multiplier, and reports the multiplier it observes. */
export const loadScheduler = composite<LoadSchedulerConfig>({
  kind: 'load_scheduler',
  group: 'flow_control',
  unsupported: true,
  name: 'LoadScheduler',
  summary: 'Throttles requests by a load multiplier.',
  in: { load_multiplier: 'one' },
  out: { observed_load_multiplier: 'one' },
  config: {
    parameters: ref('LoadSchedulerParameters'),
    dry_run: flag('Decides without throttling.', { default: false }),
    dry_run_config_key: text('The key of the dynamic configuration that replaces dry_run.'),
  },
  needs: ['in_ports', 'parameters'],
  label: ({ parameters }) => `${parameters.selectors.length} selectors`,
  expand: ({ parameters, dry_run, dry_run_config_key }, interval) => [
    written(
      'bool_variable',
      {},
      { output: 'DRY_RUN' },
      { constant_output: dry_run, config_key: dry_run_config_key },
    ),
    written(
      'switcher',
      { switch: 'DRY_RUN', on_signal: Number.NaN, off_signal: 'LOAD_MULTIPLIER_INPUT' },
      { output: 'LOAD_MULTIPLIER' },
    ),
    written(
      'flow_control.load_actuator',
      { load_multiplier: 'LOAD_MULTIPLIER' },
      {},
      { selectors: parameters.selectors },
    ),
    written(
      'query.promql',
      {},
      { output: 'ACCEPTED_TOKEN_RATE' },
      {
        query_string: tokenRate('accepted_tokens_total'),
        evaluation_interval: interval,
      },
    ),
    written(
      'query.promql',
      {},
      { output: 'INCOMING_TOKEN_RATE' },
      {
        query_string: tokenRate('incoming_tokens_total'),
        evaluation_interval: interval,
      },
    ),
    written(
      'arithmetic_combinator',
      { lhs: 'ACCEPTED_TOKEN_RATE', rhs: 'INCOMING_TOKEN_RATE' },
      { output: 'OBSERVED_LOAD_MULTIPLIER' },
      {
        operator: 'div',
      },
    ),
    ingress('load_multiplier', 'LOAD_MULTIPLIER_INPUT'),
    egress('observed_load_multiplier', 'OBSERVED_LOAD_MULTIPLIER'),
  ],
});
