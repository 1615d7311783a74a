import type { Ticks } from '../text/duration.ts';
import type { ChangedWalk } from './changed-walk.ts';
import { type Ground, incidentMet, ticksBefore } from './ground.ts';
import { changerOf } from './injection/changer.ts';
import { ExposureLog } from './injection/exposure-log.ts';
import type { Injection } from './injection/injection.ts';
import type { Judged } from './judged.ts';
import { type InjectedOutcome, NEVER } from './outcome.ts';
import { requestsOf } from './requests.ts';
import { type HeadroomMemory, headroomMemory } from './tick-memory.ts';
import { type Walks, walksOf } from './walks.ts';

/** Rehearsals with changed readings of one query, one after another on the same memory. */
export const injectedRehearser = (
  judged: Judged,
  ground: Ground,
  injection: Injection,
): ((start: Ticks) => InjectedOutcome) => injectedRehearserOn(walksOf(judged, ground), { ground, injection });

export interface InjectedOptions {
  readonly ground: Ground;
  readonly injection: Injection;
  readonly memory?: HeadroomMemory;
}

export function injectedRehearserOn(
  walks: Walks,
  { ground, injection, memory = headroomMemory(ground.history.ticks) }: InjectedOptions,
): (start: Ticks) => InjectedOutcome {
  const { interval } = ground.history;
  const log = new ExposureLog(injection, interval, ground.horizon);
  const changer = changerOf(injection, interval, log);
  const walk = walks.changed({ query: injection.query, changer, log }, memory);
  return (start) => rehearse({ walk, log, ground }, start);
}

interface Injected {
  readonly walk: ChangedWalk;
  readonly log: ExposureLog;
  readonly ground: Ground;
}

/** To the first reset, the end of the ramp, the first incident or the horizon. */
function rehearse({ walk, log, ground }: Injected, start: Ticks): InjectedOutcome {
  const { history } = ground;
  const met = incidentMet(ground, start);
  walk.go(start, ticksBefore(met, ground, start));
  log.sumUp();
  const { tick: ticks, completed, reset } = walk;
  return {
    start,
    ticks,
    completed,
    reset,
    exposed: log.exposed,
    effective: log.effectiveFrom,
    final: ticks === 0 ? 0 : walk.accept,
    highest: log.highest,
    percentHours: (log.total * history.interval) / 3600,
    requests: requestsOf(log.accepts, { start, ticks: reset === NEVER ? ticks : reset }, history),
    incident: reset === NEVER && completed === NEVER ? met : NEVER,
  };
}
