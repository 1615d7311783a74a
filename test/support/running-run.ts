import type { RunningState } from '../../src/control/running-state.ts';

/** The status of a live run of policy `p` in this process, but for what is given. */
export const runningRun = (given: Partial<RunningState> = {}): RunningState => ({
  policy: 'p',
  pid: process.pid,
  source: { kind: 'live', name: null, url: null },
  interval_seconds: 60,
  tick: 1,
  time: '',
  step: 0,
  steps: 2,
  accept_percentage: 1,
  decision: 'hold',
  reason: '',
  remaining_seconds: null,
  keys: [],
  taken: null,
  ...given,
});
