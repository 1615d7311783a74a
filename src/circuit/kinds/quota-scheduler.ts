import { output } from '../kind.ts';
import { list, ref } from '../schema/config-schema.ts';

export interface QuotaSchedulerConfig {
  readonly selectors: readonly unknown[];
}

/** Schedules requests within a quota by their priority; a run records bucket_capacity. */
export const quotaScheduler = output<QuotaSchedulerConfig>()({
  kind: 'quota_scheduler',
  group: 'flow_control',
  unsupported: true,
  name: 'QuotaScheduler',
  summary: 'Schedules requests within a quota, by priority.',
  in: { bucket_capacity: 'required', fill_amount: 'required', pass_through: 'optional' },
  out: {},
  config: {
    rate_limiter: ref('RateLimiterParameters'),
    scheduler: ref('SchedulerParameters'),
    selectors: list('The requests it schedules.', ref('Selector'), { minItems: 1 }),
  },
  needs: ['rate_limiter', 'selectors'],
  label: ({ selectors }) => `${selectors.length} selectors`,
  actuate:
    ({ in: { bucket_capacity } }) =>
    (frame) =>
      frame[bucket_capacity]!,
});
