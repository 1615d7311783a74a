import type { ApiOptions } from '../../../src/control/api/call.ts';
import type { ApiRequest, ApiService, Reported } from '../../../src/control/api/service.ts';
import type { JournalEvent } from '../../../src/control/journal/line.ts';
import type { RolloutStatus } from '../../../src/control/state/rollout-status.ts';
import { STATUS as RUNNING } from './rollout-status.ts';

const APPROVAL = { kind: 'approval', text: 'waits for approval before step 2', until: null } as const;

const FAILED = {
  kind: 'exec',
  name: 'exec say "a\\b" new',
  asked: 5,
  confirmed: null,
  in_force: 1,
  lag_seconds: 3,
  outcome: 'failed',
  error: 'the program ended with 1',
} as const;

/** A rollout that waits, with one target that has not confirmed. */
export const STATUS: RolloutStatus = {
  ...RUNNING,
  state: 'waiting',
  percentage: 5.5,
  steps: 3,
  decision: 'hold',
  remaining_seconds: null,
  reasons: [APPROVAL],
  waiting_for: [APPROVAL],
  blind: ['average latency'],
  actuators: [FAILED],
  interval_seconds: 1,
  pid: 12,
  controller: { id: '12 start machine one', since: '2026-11-03T14:00:00.000Z' },
  updated_at: '2026-11-03T14:00:07.000Z',
};

export const REPORTED: Reported = {
  status: STATUS,
  leads: true,
  counts: {
    queryFailures: 2,
    targetFailures: { 'exec say new': 4 },
    tickDelay: 0.25,
    signals: { LATENCY: 61.5, 'a "b"\n': Number.NaN },
  },
};

export const eventLine = (sequence: number): JournalEvent => ({
  sequence,
  time: '2026-11-03T14:00:07.000Z',
  kind: 'step',
  percentage: 5,
  step: 1,
  reason: 'step 2 of 3',
  by: null,
  id: null,
});

export interface FakeService extends ApiService {
  readonly asked: ApiRequest[];
}

/** A service that does what it is asked, and remembers it. */
export function fakeService(changes: Partial<ApiService> = {}): FakeService {
  const asked: ApiRequest[] = [];
  return {
    asked,
    names: [STATUS.rollout],
    statuses: async () => [REPORTED],
    events: async (name) =>
      name === STATUS.rollout ? { events: [1, 2, 3].map(eventLine), broken: [2] } : undefined,
    ask: async (request) => {
      asked.push(request);
      return { changed: true, asked: true, number: 12 };
    },
    views: async () => [STATUS],
    taken: async () => ({ kind: 'taken' }),
    killProgress: (_, id) => (id === 'one' ? { notes: [], next: 1, report: null } : undefined),
    checkKill: async () => [{ what: 'record', in_force: null, tried: 'files', fault: null }],
    faults: async () => [],
    ...changes,
  };
}

export const TOKEN = 'a-token-of-somebody';

export const apiOptions = (changes: Partial<ApiOptions> = {}): ApiOptions => ({
  service: fakeService(),
  token: () => TOKEN,
  ...changes,
});
