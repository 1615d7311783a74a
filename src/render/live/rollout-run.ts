import type { RunEvent } from '../../run/result.ts';
import type { PicturedRun } from './look.ts';
import type { PicturedRollout } from './rollout-look.ts';

/** A rollout as the run that its ramp and its charts are drawn from. Without a controller nothing is due. */
export function runOf(rollout: PicturedRollout): PicturedRun {
  const { picture, controller, percentage, rollout: policy } = rollout;
  const server = picture?.server ?? '';
  return {
    ...rollout,
    policy,
    source: { kind: server === '' ? '' : 'live', name: null, url: server },
    accept_percentage: percentage,
    reason: '',
    next_tick_at: controller === null ? undefined : picture?.next_tick_at,
    started_at: picture?.started_at,
    decision_since: picture?.decision_since,
    view: picture && { ...picture.view, events: picture.has_gaps ? [GAP] : [] },
  };
}

/** Says to the axis of the charts that the times of the ticks are not known. */
const GAP: RunEvent = {
  tick: 0,
  time: '1970-01-01T00:00:00.000Z',
  kind: 'dropped',
  step: 0,
  accept_percentage: null,
  reason: '',
};
