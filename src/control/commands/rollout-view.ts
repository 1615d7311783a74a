import { formatMoment } from '../../text/time.ts';
import type { Kill, RolloutRecord } from '../record/record.ts';
import type { RolloutState, RolloutStatus, StatusReason, TargetStatus } from '../state/rollout-status.ts';
import type { State } from '../state/state.ts';
import { namesIn, openStored, type StoredRollout } from './stored-rollout.ts';

/** What a rollout shows of itself; where nobody controls it, what its record says. */
export async function viewOf(stored: StoredRollout): Promise<RolloutStatus> {
  const { name, storage, store } = stored;
  const read = await storage.readStatus();
  const status = read.kind === 'found' ? read.status : emptyStatus(name);
  const [found, holder] = await Promise.all([store.read(), store.holder()]);
  if (found.kind === 'unknown') return withReason(status, `its record cannot be read: ${found.why}`);
  const isControlled = holder.kind === 'found' && holder.value !== null;
  const { value: record } = found;
  if (isControlled && record.killed === null && !isBefore(status, record)) return status;
  const left = leftStatus(status, record);
  if (isControlled) return { ...left, controller: status.controller };
  const isOver = OVER.includes(left.state);
  return isOver ? { ...left, controller: null } : withReason(left, NOBODY);
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
  return record.killed ? { ...left, actuators: killedTargets(status, record.killed) } : left;
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
  const known = confirmed === null ? null : 0;
  const outcome = confirmed === null ? 'unknown' : 'confirmed';
  const rest = { asked: 0, confirmed: known, in_force: known, lag_seconds: 0, error: null };
  return actuators.map((target) => ({ ...target, ...rest, outcome }));
}

function stateOf(
  status: RolloutStatus,
  { killed, ended, started, paused, target }: RolloutRecord,
): RolloutState {
  if (killed) return 'killed';
  if (ended) return 'ended';
  if (status.state === 'completed' && target >= status.percentage) return 'completed';
  if (!started) return status.state === 'scheduled' ? 'scheduled' : 'not_started';
  return paused ? 'paused' : 'waiting';
}

function withReason(status: RolloutStatus, text: string): RolloutStatus {
  const reason: StatusReason = { kind: 'controller', text, until: null };
  return { ...status, controller: null, reasons: [reason], waiting_for: [reason] };
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
