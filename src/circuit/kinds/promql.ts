import type { Seconds } from '../../text/duration.ts';
import { formatGo } from '../../text/duration.ts';
import { input } from '../kind.ts';
import { duration, text } from '../schema/config-schema.ts';

export interface PromqlConfig {
  readonly query_string: string;
  readonly evaluation_interval: Seconds;
}

/**
 * Invalid until its first result; every result is seen from the tick after its evaluation, until the next
 * one.
 */
export const promql = input<PromqlConfig>({
  kind: 'promql',
  group: 'query',
  name: 'PromQL',
  summary: 'The value of a PromQL query: a scalar or one series.',
  in: {},
  out: { output: 'one' },
  config: {
    query_string: text('The query. It must give exactly one value.'),
    evaluation_interval: duration('Time between two evaluations.', { default: '10s' }),
  },
  needs: ['query_string'],
  check: ({ evaluation_interval }) =>
    evaluation_interval > 0 ? undefined : 'evaluation_interval must be above zero',
  label: ({ evaluation_interval }) => `every ${formatGo(evaluation_interval)}`,
  query: (config) => config,
});
