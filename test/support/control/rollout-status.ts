import type { RolloutStatus } from '../../../src/control/state/rollout-status.ts';

export const NAME = 'checkout-v2';

/** What its controller wrote last, at 43 %. */
export const STATUS: RolloutStatus = {
  format: 1,
  rollout: NAME,
  state: 'running',
  percentage: 43,
  step: 1,
  steps: 2,
  decision: 'forward',
  remaining_seconds: 60,
  reasons: [],
  waiting_for: [],
  blind: [],
  actuators: [
    {
      kind: 'flagd',
      name: 'flagd flags.json new-checkout',
      asked: 43,
      confirmed: 40,
      in_force: 40,
      lag_seconds: 1,
      outcome: 'pending',
      error: null,
    },
  ],
  controller: { id: 'x', since: '2026-11-22T10:00:00.000Z' },
  changed_on_disk: [],
  tick: 7,
  interval_seconds: 10,
  pid: 4711,
  updated_at: '2026-11-22T10:00:00.000Z',
};

/** The same, never too old to be believed. */
export const FRESH: RolloutStatus = { ...STATUS, updated_at: '2126-11-22T10:00:00.000Z' };
