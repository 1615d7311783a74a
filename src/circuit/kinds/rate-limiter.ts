import { output } from '../kind.ts';
import { duration, flag, list, number, object, ref, text } from '../schema/config-schema.ts';

export interface RateLimiterConfig {
  readonly selectors: readonly unknown[];
}

/** The parameters of a rate limiter; the quota scheduler takes them as they are. */
export const rateLimiterParameters = object(
  'How buckets are distinguished and filled.',
  {
    label_key: text('The flow label that has a bucket per value; empty means one bucket.', { default: '' }),
    tokens_label_key: text('The flow label that says how many tokens a request takes.', {
      default: 'tokens',
    }),
    interval: duration('How often a bucket gets fill_amount tokens.'),
    continuous_fill: flag('Fills little by little instead of once per interval.', { default: true }),
    max_idle_time: duration('How long an idle bucket is kept.', { default: '7200s' }),
    lazy_sync: object('Syncs between instances at intervals, not on every request.', {
      enabled: flag('Whether it does.', { default: false }),
      num_sync: number('Syncs per interval.', { type: 'integer', default: 4, exclusiveMinimum: 0 }),
    }),
  },
  ['interval'],
);

/** Limits requests by token buckets; a run records bucket_capacity. */
export const rateLimiter = output<RateLimiterConfig>()({
  kind: 'rate_limiter',
  group: 'flow_control',
  unsupported: true,
  name: 'RateLimiter',
  summary: 'Limits the rate of requests.',
  in: { bucket_capacity: 'required', fill_amount: 'required', pass_through: 'optional' },
  out: {},
  config: {
    parameters: ref('RateLimiterParameters'),
    selectors: list('The requests it limits.', ref('Selector'), { minItems: 1 }),
  },
  needs: ['parameters', 'selectors'],
  label: ({ selectors }) => `${selectors.length} selectors`,
  actuate:
    ({ in: { bucket_capacity } }) =>
    (frame) =>
      frame[bucket_capacity]!,
});
