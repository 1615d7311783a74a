import type { Moment } from '../../text/time.ts';
import type { GateRules } from './rules.ts';
import type { GateState } from './state.ts';
import type { GateView } from './view.ts';

/** A start at a time waits for a command when it is passed by more. */
export const MAX_LATE = 3600;

/** What the gates know of a tick before they decide on it. */
export function nextState(rules: GateRules, before: GateState, view: GateView): GateState {
  const started = withStart(rules, withReset(rules, before, view), view);
  if (!started.isStarted) return { ...started, isAway: !view.atStart };
  return {
    ...started,
    isAway: !view.atStart || view.orders.reset !== undefined,
    blind: view.missing.length > 0 ? started.blind + 1 : 0,
    down: view.orders.isServerDown ? started.down + 1 : 0,
    baked: view.atEnd ? started.baked + 1 : 0,
    gaveUp: started.gaveUp || isTooLate(rules, started, view),
  };
}

/** A reset on the tick before: it climbs again by itself, or waits. */
function withReset({ afterReset }: GateRules, before: GateState, { last }: GateView): GateState {
  if (last !== 'reset' || !before.isAway) return before;
  if (before.climbs < afterReset.climbs)
    return { ...before, climbs: before.climbs + 1, hasBegun: !afterReset.isOff };
  return { ...before, waits: true, hasBegun: before.hasBegun && !afterReset.isOff };
}

function withStart({ start }: GateRules, before: GateState, { orders, now }: GateView): GateState {
  const isOrdered = orders.isStarted && !before.isStarted;
  const isDue = before.startedAt === null && orders.mayStartItself && isStartDue(start, now);
  if (orders.isKilled) return { ...before, isStarted: false, hasBegun: false, waits: false };
  if (isOrdered || isDue)
    return { ...before, isStarted: true, startedAt: before.startedAt ?? now, waits: false, gaveUp: false };
  const isTakenBack = !orders.isStarted && before.startedAt !== null && before.waits;
  if (isTakenBack) return { ...before, isStarted: false };
  return before;
}

/** Whether a rollout that nobody started starts by itself. */
function isStartDue(start: GateRules['start'], now: Moment): boolean {
  if (typeof start === 'string') return start === 'immediately';
  return now >= start.at && now <= start.at + MAX_LATE;
}

/** Whether it is not complete so long after its start. */
function isTooLate({ giveUpAfter }: GateRules, { startedAt }: GateState, { now, atEnd }: GateView): boolean {
  if (!giveUpAfter || startedAt === null || atEnd) return false;
  return now - startedAt > giveUpAfter.after;
}
