import type { Seconds, Ticks } from '../../text/duration.ts';
import { cappedChange, changeOf, weightOf } from './change.ts';
import { ExposureLog } from './exposure-log.ts';
import type { Injection } from './injection.ts';
import { meanAccept } from './mean-accept.ts';

/**
 * Changes the readings of one query in one rehearsal after the other. Nothing is allocated after it is made. The order of
 * calls: `begin`, then for each tick `reading` with what the query gave (where it is due) and `after` with what the tick
 * decided, in either order, no tick left out.
 */
export interface Changer {
  begin(): void;
  /** What the evaluation on a tick gives instead of `raw`. It depends on what the ticks before it decided. */
  reading(tick: Ticks, raw: number): number;
  after(tick: Ticks, accept: number): void;
  /** The first tick at or over `from`, and the first whose percentage has the effect; NEVER where there was none. */
  readonly exposed: Ticks;
  readonly effectiveFrom: Ticks;
}

/** For rehearsals of at most `ticks` ticks. */
export function changerOf(injection: Injection, interval: Seconds, ticks: Ticks): Changer {
  const log = new ExposureLog(injection, interval, ticks);
  const reading = readingOf(injection, log, interval);
  return {
    begin: () => log.begin(),
    reading,
    after: (tick, accept) => log.add(tick, accept),
    get exposed() {
      return log.exposed;
    },
    get effectiveFrom() {
      return log.effectiveFrom;
    },
  };
}

/** NaN stays NaN. Without any effect the reading stays bit for bit as it is, infinite ones too. */
function readingOf(injection: Injection, log: ExposureLog, interval: Seconds): Changer['reading'] {
  const { baseline, max } = injection;
  const mean = meanAccept(log, injection, interval);
  const weight = weightOf(injection);
  const plain = changeOf(injection);
  const change = max === undefined ? plain : cappedChange(injection, max);
  const changed: Changer['reading'] = (tick, raw) => {
    const w = weight(mean(tick));
    return w === 0 ? raw : change(raw, w);
  };
  if (!baseline) return changed;
  const meanBefore = meanAccept(log, baseline, interval);
  return (tick, raw) => {
    const w = weight(meanBefore(tick));
    return w === 0 ? changed(tick, raw) : changed(tick, raw) / plain(1, w);
  };
}
