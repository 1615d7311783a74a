import { RolloutError } from '../../errors/rollout-error.ts';
import { holdForward, holdTicks } from '../../rollout/forward-hold.ts';
import { gatesAtStart } from '../../rollout/gates/state.ts';
import type { Orders } from '../../rollout/gates/view.ts';
import { rampAt, rampBack } from '../../rollout/ramp-back.ts';
import type { RunListener } from '../../run/options.ts';
import { RulesGate } from '../../run/rules-gate.ts';
import { Session } from '../../run/session.ts';
import type { RolloutRecord } from '../record/record.ts';
import { isUntouched } from '../record/request-writes.ts';
import type { KeptRun, ReadKept } from './kept-run.ts';
import type { RolloutRunOptions } from './options.ts';

export interface SessionOptions extends RolloutRunOptions {
  readonly record: RolloutRecord;
  readonly left: ReadKept;
  readonly orders: () => Orders;
  readonly runListener: RunListener;
}

export interface OpenedSession {
  readonly session: Session;
  readonly gate: RulesGate;
  /** What the controller before has left; undefined where it left nothing that can be gone on with. */
  readonly kept: KeptRun | undefined;
}

/**
 * The run of a rollout where the controller before left it, its ramp at the highest point that is not above the record's
 * target. Where nothing is left of it, it begins anew, at that point.
 */
export function openSession(options: SessionOptions): OpenedSession {
  const { left: read, listener, record } = options;
  if (read.kind === 'fault') listener.onFault(`what was left of the run cannot be gone on with: ${read.why}`);
  const kept = read.kind === 'kept' && read.kept.attempt === record.attempt ? read.kept : undefined;
  const opened = kept && goOn(kept, options);
  return opened ?? begin(options);
}

/** Undefined where it is of another plan, or of other readings. */
function goOn(kept: KeptRun, options: SessionOptions): OpenedSession | undefined {
  try {
    const opened = { ...open(options, kept), kept };
    const isThere = rampBack(options.plan)(opened.session.frame, options.record.target);
    leaveToNobody(opened.gate, isThere);
    return opened;
  } catch (problem) {
    if (!(problem instanceof RolloutError)) throw problem;
    options.listener.onFault(`what was left of the run cannot be gone on with: ${problem.message}`);
    return undefined;
  }
}

/** A rollout that was led before does not start by itself, and does not go forward for one window of its queries. */
function begin(options: SessionOptions): OpenedSession {
  const { record, plan, clock } = options;
  const opened = { ...open(options, undefined), kept: undefined };
  if (isUntouched(record)) return opened;
  const known = { isStarted: record.started, startedAt: clock.now(), hasBegun: true, isAway: true };
  opened.gate.state = { ...gatesAtStart, ...known };
  leaveToNobody(opened.gate, rampAt(plan)(opened.session.frame, record.target));
  holdForward(opened.session.frame, holdTicks(plan));
  return opened;
}

/** Takes it back between two ticks, as a reset does on one. */
export function backToStart(
  { session, gate }: Pick<OpenedSession, 'session' | 'gate'>,
  options: Started,
): void {
  rampBack(options.plan)(session.frame, Number.NEGATIVE_INFINITY);
  leaveToNobody(gate, !options.frozen.rules.afterReset.isOff);
}

type Started = Pick<RolloutRunOptions, 'plan' | 'frozen'>;

/** Nobody has the feature where even the first point of the ramp is above what may be in force. */
export function leaveToNobody(gate: RulesGate, isThere: boolean): void {
  if (!isThere) gate.state = { ...gate.state, hasBegun: false };
}

function open(options: SessionOptions, kept: KeptRun | undefined): Omit<OpenedSession, 'kept'> {
  const { frozen, plan, ramp, orders, openSource, runListener, signal } = options;
  const gate = new RulesGate({ rules: frozen.rules, plan, ramp, orders, from: kept?.gate });
  const session = new Session(
    {
      policy: frozen.rollout,
      plan,
      source: openSource(kept?.run.source.cursor),
      steering: { initial: { rollout: true } },
      gate,
      signal,
      series: [],
      listeners: [runListener],
      from: kept?.run,
    },
    Number.POSITIVE_INFINITY,
  );
  return { session, gate };
}
