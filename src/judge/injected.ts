import type { Ticks } from '../text/duration.ts';
import { Exposure } from './exposure.ts';
import { type Ground, incidentMet, ticksBefore } from './ground.ts';
import { type Changer, changerOf } from './injection/changer.ts';
import type { Injection } from './injection/injection.ts';
import type { Judged } from './judged.ts';
import { type InjectedOutcome, NEVER } from './outcome.ts';
import type { Ticker } from './ticker.ts';
import { type Walks, walksOf } from './walks.ts';

/** Rehearsals with changed readings of one query, one after another on the same memory. */
export const injectedRehearser = (
  judged: Judged,
  ground: Ground,
  injection: Injection,
): ((start: Ticks) => InjectedOutcome) => injectedRehearserOn(walksOf(judged, ground), ground, injection);

export function injectedRehearserOn(
  walks: Walks,
  ground: Ground,
  injection: Injection,
): (start: Ticks) => InjectedOutcome {
  const changer = changerOf(injection, ground.history.interval, ground.horizon);
  const ticker = walks.changed({ changer, query: injection.query });
  const exposure = new Exposure(ground.history);
  return (start) => {
    changer.begin();
    ticker.begin(start);
    exposure.begin(start);
    return rehearse({ ticker, changer, exposure, ground }, start);
  };
}

interface Injected {
  readonly ticker: Ticker;
  readonly changer: Changer;
  readonly exposure: Exposure;
  readonly ground: Ground;
}

/** To the first reset, the end of the ramp, the first incident or the horizon. */
function rehearse({ ticker, changer, exposure, ground }: Injected, start: Ticks): InjectedOutcome {
  const met = incidentMet(ground, start);
  const end = ticksBefore(met, ground, start);
  let [tick, reset, completed] = [0, NEVER, NEVER];
  while (tick < end && reset === NEVER && completed === NEVER) {
    if (ticker.run(tick) === 'reset') reset = tick;
    else {
      changer.after(tick, ticker.accept);
      exposure.add(tick, ticker.accept);
    }
    if (ticker.isComplete) completed = tick;
    tick++;
  }
  const { highest, percentHours, requests } = exposure;
  return {
    start,
    ticks: tick,
    completed,
    reset,
    exposed: changer.exposed,
    effective: changer.effectiveFrom,
    final: tick === 0 ? 0 : ticker.accept,
    highest,
    percentHours,
    requests: ground.history.traffic && requests,
    incident: reset === NEVER && completed === NEVER ? met : NEVER,
  };
}
