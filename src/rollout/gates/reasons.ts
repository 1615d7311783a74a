import { formatSpoken, type Seconds } from '../../text/duration.ts';
import { formatMinute } from '../../text/time.ts';
import type { Demand } from './demand.ts';
import type { HoldReason } from './gate.ts';
import { formatLocal, isOpen, nextOpening } from './hours.ts';
import { MAX_LATE } from './next-state.ts';
import type { Fallback, GateRules } from './rules.ts';
import type { GateState } from './state.ts';
import type { GateView } from './view.ts';

/** A reason, and what it demands. */
export interface DemandReason {
  readonly demand: Exclude<Demand, 'none'>;
  readonly reason: HoldReason;
}

/** What one gate says of a tick; undefined while it is open. */
type OneGate = (rules: GateRules, state: GateState, view: GateView) => DemandReason | undefined;

const hold = (kind: HoldReason['kind'], text: string, until?: number): DemandReason => ({
  demand: 'hold',
  reason: { kind, text, until },
});

const killed: OneGate = (_, __, { orders }) =>
  orders.isKilled ? { demand: 'reset', reason: { kind: 'killed', text: 'it is killed' } } : undefined;

const notStarted: OneGate = ({ start }, state, { now, orders }) => {
  if (state.isStarted || state.waits || orders.isKilled) return undefined;
  if (typeof start === 'string') return hold('not_started', 'waits for its start');
  if (now < start.at) return hold('not_started', `starts at ${formatMinute(start.at)}`, start.at);
  const text = `its start, ${formatMinute(start.at)}, is passed by more than ${formatSpoken(MAX_LATE)}: waits for a start by hand`;
  return hold('not_started', text);
};

const paused: OneGate = (_, __, { orders }) => (orders.isPaused ? hold('paused', 'it is paused') : undefined);

const reset: OneGate = (_, __, { orders }) =>
  orders.reset === undefined ? undefined : { demand: 'reset', reason: { kind: 'reset', text: orders.reset } };

const afterReset: OneGate = (_, { waits }) =>
  waits ? hold('after_reset', 'waits for a start after its reset') : undefined;

const gaveUp: OneGate = ({ giveUpAfter }, state) => {
  if (!state.gaveUp || !giveUpAfter) return undefined;
  const text = `given up: not complete ${formatSpoken(giveUpAfter.after)} after its start`;
  return { demand: giveUpAfter.do, reason: { kind: 'gave_up', text } };
};

const hours: OneGate = ({ forwardOnly }, _, { now }) => {
  if (forwardOnly.length === 0 || isOpen(forwardOnly, now)) return undefined;
  const until = nextOpening(forwardOnly, now);
  const { timezone } = forwardOnly.find((one) => isOpen([one], until)) ?? forwardOnly[0]!;
  return hold('hours', `outside of its hours until ${formatLocal(until, timezone)} (${timezone})`, until);
};

const approval: OneGate = ({ approvals }, _, view) => {
  if (!approvals.some((step) => isBefore(step, view) && !view.orders.isApproved(step))) return undefined;
  return hold('approval', `waits for approval before step ${view.step + 1}`);
};

const gate: OneGate = ({ gates }, _, view) => {
  const isClosed = gates.some((step, i) => isBefore(step, view) && !view.orders.isGateOpen(i));
  return isClosed ? hold('gate', `waits for the gate before step ${view.step + 1}`) : undefined;
};

/** Whether the ramp stands at the end of the step before, and has not entered this one. */
const isBefore = (step: number, view: GateView): boolean => view.step === step && view.count === 0;

const requests: OneGate = ({ requestsPerStep }, _, { step, count, orders }) => {
  if (requestsPerStep === 0 || step === 0 || count > 0) return undefined;
  if (orders.requests === undefined) return hold('requests', 'nobody knows how many requests it had');
  if (orders.requests >= requestsPerStep) return undefined;
  const seen = Math.floor(orders.requests).toLocaleString('en-US');
  return hold(
    'requests',
    `had ${seen} of ${requestsPerStep.toLocaleString('en-US')} requests in step ${step}`,
  );
};

/** The first step needs no value: nobody has the feature before it. */
const noData: OneGate = ({ withoutData }, { blind }, { missing, step, interval }) => {
  if (missing.length === 0 || step === 0) return undefined;
  return fallback(withoutData, blind * interval, {
    kind: 'no_data',
    text: `no value of ${missing.join(', ')}`,
  });
};

const noPrometheus: OneGate = ({ withoutPrometheus }, { down }, { interval }) => {
  if (down === 0) return undefined;
  const reason: HoldReason = { kind: 'no_prometheus', text: 'no answer of Prometheus' };
  return fallback(withoutPrometheus, down * interval, reason);
};

function fallback(rule: Fallback, passed: Seconds, reason: HoldReason): DemandReason {
  if (passed < rule.after) return { demand: 'hold', reason };
  return { demand: rule.do, reason: { ...reason, text: `${reason.text} for ${formatSpoken(rule.after)}` } };
}

const GATES: readonly OneGate[] = [
  killed,
  notStarted,
  paused,
  reset,
  afterReset,
  gaveUp,
  hours,
  approval,
  gate,
  requests,
  noData,
  noPrometheus,
];

/** Everything that holds a rollout on a tick, or takes it back. */
export const reasonsOf = (rules: GateRules, state: GateState, view: GateView): DemandReason[] => [
  ...GATES.flatMap((one) => one(rules, state, view) ?? []),
  ...view.orders.others.map((reason): DemandReason => ({ demand: 'hold', reason })),
];
