import { systemClock } from '../../prometheus/system-clock.ts';
import { formatSpoken, type Seconds } from '../../text/duration.ts';
import { formatMoment, type Moment } from '../../text/time.ts';
import type { Kill, RolloutRecord } from '../record/record.ts';
import type { RolloutState, RolloutStatus, StatusReason, TargetStatus } from '../state/rollout-status.ts';
import type { RolloutStorage, State } from '../state/state.ts';
import { namesIn, openStored, type StoredRollout } from './stored-rollout.ts';

/** What a rollout shows of itself; where nobody controls it, what its record says. */
export async function viewOf(stored: StoredRollout, now = systemClock.now()): Promise<RolloutStatus> {
  const { name, storage, store } = stored;
  const read = await storage.readStatus();
  const status = read.kind === 'found' ? read.status : emptyStatus(name);
  const [found, holder] = await Promise.all([store.read(), store.holder()]);
  if (found.kind === 'unknown')
    return withReasons(standing(status), [`its record cannot be read: ${found.why}`]);
  const holderId = holder.kind === 'found' ? holder.value : null;
  const isControlled = holderId !== null;
  const { value: record } = found;
  if (isControlled && record.killed === null && !isBefore(status, record)) {
    if (isOld(status, storage, now)) return unwritten(storage, status, { holderId, now });
    return status;
  }
  const left = leftStatus(status, record);
  if (isControlled) return { ...left, controller: status.controller };
  if (OVER.includes(left.state)) return { ...left, controller: null };
  return withReasons(left, [NOBODY]);
}

const MAX_MISSED = 3;
/** Between the moment of a status and that in which it is there. */
const MIN_AGE: Seconds = 1;

/** How often a status that says something new is written at least: after a tick, but no more often than its state takes it. */
const paceOf = ({ interval_seconds }: RolloutStatus, { pace }: RolloutStorage): Seconds =>
  Math.max(interval_seconds, pace.status);

const ageOf = ({ updated_at }: RolloutStatus, now: Moment): Seconds => now - Date.parse(updated_at) / 1000;

/** Whether the ticks do not come that would write it. */
const isOld = (status: RolloutStatus, storage: RolloutStorage, now: Moment): boolean =>
  status.tick > 0 &&
  ageOf(status, now) > storage.pace.silence + MAX_MISSED * paceOf(status, storage) + MIN_AGE;

/** Why its controller writes no more, as far as that can be seen; what held it before holds it all the same. */
async function unwritten(
  storage: RolloutStorage,
  status: RolloutStatus,
  { holderId, now }: { readonly holderId: string; readonly now: Moment },
): Promise<RolloutStatus> {
  const { controller, reasons, waiting_for } = status;
  const age = formatSpoken(Math.floor(ageOf(status, now)));
  const isOwn = controller?.id === holderId;
  const pace = formatSpoken(storage.pace.silence + paceOf(status, storage));
  const since = isOwn ? `not written for ${age}, it should be every ${pace}` : 'not written yet';
  const fault = await storage.tryToWrite('status');
  const text = `its status was ${since}${fault === undefined ? '' : `: ${fault}`}`;
  const old = withReasons(standing(status), [text]);
  const held = reasons.filter(({ kind }) => kind !== 'policy');
  return {
    ...old,
    controller,
    reasons: [...old.reasons, ...held],
    waiting_for: [...old.reasons, ...waiting_for],
  };
}

/** As it would stand if nothing moved it. */
function standing(status: RolloutStatus): RolloutStatus {
  const state = status.state === 'running' ? 'waiting' : status.state;
  return { ...status, state, decision: 'hold', remaining_seconds: null };
}

/** Whether it says what a command has ended since: its controller writes the next one after a tick. */
const isBefore = ({ state }: RolloutStatus, { killed, ended }: RolloutRecord): boolean =>
  (state === 'killed' && killed === null) || (state === 'ended' && ended === null);

/** Those of a state, or the one of a name; none where it has none. Throws ROLLOUT_STATE. */
export async function viewsIn(state: State, name: string | undefined): Promise<RolloutStatus[]> {
  const names = (await namesIn(state)).filter((one) => name === undefined || one === name);
  return Promise.all(names.map(async (one) => viewOf(await openStored(state, one))));
}

const NOBODY = 'no controller runs';
const OVER: readonly RolloutState[] = ['killed', 'ended', 'completed'];

function leftStatus(status: RolloutStatus, record: RolloutRecord): RolloutStatus {
  const state = stateOf(status, record);
  const left = {
    ...status,
    state,
    percentage: record.target,
    step: record.target === 0 ? 0 : status.step,
    decision: 'hold',
    remaining_seconds: null,
    reasons: killReasons(record),
    waiting_for: [],
    actuators: status.actuators.map((target) => lowered(target, record)),
  } as const;
  if (!record.killed) return left;
  return { ...left, actuators: killedTargets(status, record.killed) };
}

function killReasons({ killed }: RolloutRecord): StatusReason[] {
  if (!killed) return [];
  const text = killed.confirmed === null ? 'it is killed; that is not confirmed yet' : 'it is killed';
  return [{ kind: 'killed', text, until: null }];
}

/** A ceiling that came down since was confirmed by every target. */
function lowered(target: TargetStatus, { target: asked, ceiling }: RolloutRecord): TargetStatus {
  if ((target.asked ?? 0) <= ceiling) return target;
  return { ...target, ...HAS_ANSWERED, asked, confirmed: ceiling, in_force: ceiling };
}

const HAS_ANSWERED = { lag_seconds: 0, outcome: 'confirmed', error: null } as const;

/** A kill that is confirmed has seen every target at 0 %; before that its controller may have. */
function killedTargets({ state, actuators }: RolloutStatus, { confirmed }: Kill): readonly TargetStatus[] {
  if (confirmed === null && state === 'killed') return actuators;
  return actuators.map((target) => ({ ...target, ...zeroOf(confirmed !== null), asked: 0 }));
}

function zeroOf(isConfirmed: boolean) {
  if (isConfirmed) return { ...HAS_ANSWERED, confirmed: 0, in_force: 0 };
  return { confirmed: null, in_force: null, lag_seconds: 0, outcome: 'unknown', error: null } as const;
}

function stateOf(
  status: RolloutStatus,
  { killed, ended, started, paused, target }: RolloutRecord,
): RolloutState {
  if (killed) return 'killed';
  if (ended) return 'ended';
  if (status.state === 'completed' && target >= status.percentage) return 'completed';
  if (!started && status.state === 'scheduled') return 'scheduled';
  if (!started) return 'not_started';
  if (paused) return 'paused';
  return 'waiting';
}

function withReasons(status: RolloutStatus, texts: readonly string[]): RolloutStatus {
  const reasons = texts.map((text): StatusReason => ({ kind: 'controller', text, until: null }));
  return { ...status, controller: null, reasons, waiting_for: reasons };
}

/** Of a rollout whose controller has not run a tick yet. */
const emptyStatus = (rollout: string): RolloutStatus => ({
  format: 1,
  rollout,
  state: 'not_started',
  percentage: 0,
  step: 0,
  steps: 0,
  decision: 'hold',
  remaining_seconds: null,
  reasons: [],
  waiting_for: [],
  blind: [],
  actuators: [],
  controller: null,
  changed_on_disk: [],
  tick: 0,
  interval_seconds: 0,
  pid: 0,
  updated_at: formatMoment(0),
});
