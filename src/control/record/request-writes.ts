import { type Ending, type Request, type RolloutRecord, withChange } from './record.ts';

// What people ask for. It is written without a lease: what a controller holds in memory is old at once.

/** The next record, the same one where there is nothing to change, or why it cannot be. */
export type Change =
  | { readonly kind: 'changed'; readonly record: RolloutRecord }
  | { readonly kind: 'same' }
  | { readonly kind: 'refused'; readonly why: string };

/** A command, given a record. */
export type RequestWrite = (record: RolloutRecord, request: Request) => Change;

const MAX_REQUESTS = 50;

/** Off at once, until somebody ends it. */
export const kill: RequestWrite = (record, request) => {
  if (record.killed) return { kind: 'same' };
  const killed = { acknowledged: null, confirmed: null, late: [] };
  return changed(record, request, { killed, target: 0 });
};

/** Leaves 0 %, not started, without approvals. */
export const unkill: RequestWrite = (record, request) => {
  if (!record.killed) return { kind: 'same' };
  if (!record.killed.confirmed) return refused('its kill is not confirmed yet');
  const { attempt } = record;
  return changed(record, request, {
    killed: null,
    target: 0,
    ceiling: 0,
    started: false,
    paused: false,
    approvals: [],
    ended: null,
    attempt: attempt + 1,
  });
};

/** Goes forward from now on, also where it waits for a start after a reset; one that was ended begins another attempt. */
export const start: RequestWrite = (record, request) => {
  if (record.killed) return refused('it is killed');
  const started = { started: true, paused: false };
  if (!record.ended) return changed(record, request, started);
  const { attempt } = record;
  return changed(record, request, { ...started, ended: null, approvals: [], attempt: attempt + 1 });
};

export const pause: RequestWrite = (record, request) => {
  if (record.paused) return { kind: 'same' };
  return unlessEnded(record, request, { paused: true });
};

/** Goes on, also where somebody lowered a target by hand. */
export const resume: RequestWrite = (record, request) =>
  unlessEnded(record, request, { paused: false, resumed: record.number + 1 });

/** Goes on from what somebody has set by hand, which is less than its record says. */
export const takeOver =
  (percentage: number): RequestWrite =>
  (record, request) => {
    const target = Math.min(record.target, percentage);
    return unlessEnded(record, request, { paused: false, resumed: record.number + 1, target });
  };

/** One step further, whatever its policy and its gates say; its controller waits with it until its targets have confirmed. */
export const advance: RequestWrite = (record, request) => {
  if (isDone(record, request)) return { kind: 'same' };
  if (record.killed) return refused('it is killed');
  if (record.ended) return refused('it has ended');
  if (!record.started) return refused('it is not started');
  if (record.paused) return refused('it is paused');
  return changed(record, request, { advanced: record.number + 1 });
};

/** Nobody moves it any more; what lowers it is told by its controller before that leaves. */
export const end =
  (ended: Ending): RequestWrite =>
  (record, request) =>
    record.ended ? { kind: 'same' } : changed(record, request, { ended });

/** Down to a percentage; the ceiling follows when every actuator has confirmed it. */
export const resetTo =
  (percentage: number): RequestWrite =>
  (record, request) =>
    changed(record, request, { target: Math.min(record.target, percentage) });

/** Another plan from now on: what was approved counted for the one before. */
export const replan =
  (plan: string): RequestWrite =>
  (record, request) =>
    changed(record, request, { plan, approvals: [] });

/** Lets the rollout enter a step, in this attempt and with this plan. */
export const approve =
  (step: number): RequestWrite =>
  (record, request) => {
    const approval = { step, plan: record.plan, attempt: record.attempt };
    return unlessEnded(record, request, { approvals: [...record.approvals, approval] });
  };

/** What leaves a rollout that never went forward as it is. */
const HARMLESS: readonly string[] = ['pause', 'resume', 'approve', 'replan'];

/** Nobody has moved it yet: it was not started, killed or ended, and nobody had it reset. What was asked long ago is not known. */
export function isUntouched({ attempt, started, ceiling, killed, ended, requests }: RolloutRecord): boolean {
  const isStill = !started && ceiling === 0 && killed === null && ended === null && attempt === 1;
  return isStill && requests.length < MAX_REQUESTS && requests.every(({ verb }) => HARMLESS.includes(verb));
}

/** Whether a step is approved in this attempt and with this plan. */
export const isApproved = ({ approvals, plan, attempt }: RolloutRecord, step: number): boolean =>
  approvals.some((one) => one.step === step && one.plan === plan && one.attempt === attempt);

/** Whether a record has a request: another try of it changes nothing. */
export const isDone = ({ requests }: RolloutRecord, { id }: Request): boolean =>
  requests.some((one) => one.id === id);

/** Nobody obeys what is asked of a rollout that has ended. */
function unlessEnded(record: RolloutRecord, request: Request, change: Partial<RolloutRecord>): Change {
  if (record.ended && !isDone(record, request)) return refused('it has ended');
  return changed(record, request, change);
}

function changed(record: RolloutRecord, request: Request, change: Partial<RolloutRecord>): Change {
  if (isDone(record, request)) return { kind: 'same' };
  const requests = [...record.requests, request].slice(-MAX_REQUESTS);
  return { kind: 'changed', record: withChange(record, { ...change, requests }) };
}

export const refused = (why: string): Change => ({ kind: 'refused', why });
