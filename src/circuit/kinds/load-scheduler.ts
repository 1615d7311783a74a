import type { Seconds } from '../../text/duration.ts';
import { composite } from '../kind.ts';
import { arithmetic } from '../scaling/calculation.ts';
import { duration, flag, list, number, object, ref, text } from '../schema/config-schema.ts';
import { egress, ingress, unlessDryRun, written } from '../written.ts';

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
  expand: (config, interval) => [
    ...throttle(config),
    ...observe(interval),
    ingress('load_multiplier', 'LOAD_MULTIPLIER_INPUT'),
    egress('observed_load_multiplier', 'OBSERVED_LOAD_MULTIPLIER'),
  ],
});

/** The actuator takes the load multiplier, or nothing in a dry run. */
const throttle = (config: LoadSchedulerConfig): unknown[] => [
  ...unlessDryRun(config, 'LOAD_MULTIPLIER_INPUT', 'LOAD_MULTIPLIER'),
  written(
    'flow_control.load_actuator',
    { load_multiplier: 'LOAD_MULTIPLIER' },
    {},
    { selectors: config.parameters.selectors },
  ),
];

/** The observed load multiplier: the tokens per second that were accepted, over those that came in. */
const observe = (interval: Seconds): unknown[] => [
  tokenRate('accepted_tokens_total', 'ACCEPTED_TOKEN_RATE', interval),
  tokenRate('incoming_tokens_total', 'INCOMING_TOKEN_RATE', interval),
  arithmetic('ACCEPTED_TOKEN_RATE', 'div', 'INCOMING_TOKEN_RATE', 'OBSERVED_LOAD_MULTIPLIER'),
];

const tokenRate = (metric: string, output: string, evaluation_interval: Seconds): unknown =>
  written('query.promql', {}, { output }, { query_string: `sum(rate(${metric}[10s]))`, evaluation_interval });
