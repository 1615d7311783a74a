import type { HoldReason } from '../../rollout/gates/gate.ts';
import type { GateRules } from '../../rollout/gates/rules.ts';
import type { GateState } from '../../rollout/gates/state.ts';
import { formatMoment, type Moment } from '../../text/time.ts';
import type { RolloutRecord } from '../record/record.ts';
import type { RolloutState, StatusReason, TargetStatus } from '../state/rollout-status.ts';

/** What the state of a rollout is told by. */
export interface StateView {
  readonly record: RolloutRecord;
  readonly rules: GateRules;
  readonly gate: GateState;
  readonly reasons: readonly HoldReason[];
  readonly targets: readonly TargetStatus[];
  readonly atEnd: boolean;
  readonly isCompleted: boolean;
  readonly now: Moment;
}

type Is = (view: StateView) => boolean;

const has =
  (...kinds: readonly HoldReason['kind'][]): Is =>
  ({ reasons }) =>
    reasons.some(({ kind }) => kinds.includes(kind));

/** The first that holds is the state, the most cautious before the others. */
const STATES: readonly (readonly [RolloutState, Is])[] = [
  ['killed', ({ record }) => record.killed !== null],
  ['ended', ({ record }) => record.ended !== null],
  ['completed', ({ isCompleted }) => isCompleted],
  ['reset', has('reset', 'after_reset')],
  ['paused', has('paused')],
  ['scheduled', (view) => has('not_started')(view) && isScheduled(view)],
  ['not_started', has('not_started')],
  ['drifted', ({ targets }) => targets.some(({ outcome }) => outcome === 'below')],
  ['blind', has('no_data', 'no_prometheus')],
  ['baking', ({ atEnd }) => atEnd],
  ['waiting', ({ reasons }) => reasons.length > 0],
];

export const stateOf = (view: StateView): RolloutState => STATES.find(([, is]) => is(view))?.[0] ?? 'running';

const isScheduled = ({ rules: { start }, now }: StateView): boolean =>
  typeof start !== 'string' && now < start.at;

/** What a person or the time ends. */
const WAITS: readonly string[] = [
  'not_started',
  'paused',
  'after_reset',
  'gave_up',
  'hours',
  'approval',
  'gate',
  'requests',
  'controller',
];

export const isWait = ({ kind }: StatusReason): boolean => WAITS.includes(kind);

export const statusReason = ({ kind, text, until }: HoldReason): StatusReason => ({
  kind,
  text,
  until: until === undefined ? null : formatMoment(until),
});
