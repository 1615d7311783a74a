import { parseDuration } from '../../text/duration.ts';
import type { RunClock } from './clock.ts';

const DAY = 86_400;
const TIME_OF_DAY = /^(\d{1,2}):(\d\d)(?::(\d\d(?:\.\d+)?))?$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/i;

/** A run that links point into. */
export interface LinkedRun extends RunClock {
  readonly ticks: number;
}

/** The part of a link behind `#` that opens a page at a tick. */
export const linkTo = (tick: number): string => `#tick=${tick}`;

/**
 * The tick that a link names, `#tick=1100` or `#t=TIME`; undefined where it names none of the run. TIME is RFC 3339
 * (UTC where it says no zone), or `hh:mm:ss` in a run of at most a day: the time of day in UTC, or that since the start
 * of a run with a clock of its own, which also takes `2m30s`.
 */
export function linkedTick(hash: string, run: LinkedRun): number | undefined {
  const [, key, value = ''] = /^#(tick|t)=(.*)$/.exec(hash) ?? [];
  if (key === 'tick') return /^\d+$/.test(value) ? within(Number(value), run) : undefined;
  if (key !== 't') return undefined;
  const seconds = secondsFromStart(decoded(value), run);
  return seconds === undefined ? undefined : within(Math.floor(seconds / run.interval + 1e-9), run);
}

const within = (tick: number, { ticks }: LinkedRun): number | undefined =>
  tick >= 0 && tick < ticks ? tick : undefined;

/** As it is where it is no valid escape. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function secondsFromStart(text: string, run: LinkedRun): number | undefined {
  const ofDay = TIME_OF_DAY.exec(text);
  if (ofDay) return fromTimeOfDay(ofDay, run);
  if (run.start === null) return parseDuration(text);
  if (!RFC_3339.test(text)) return undefined;
  const moment = Date.parse(/(Z|[+-]\d\d:\d\d)$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(moment) ? undefined : (moment - run.start) / 1000;
}

/** The first such time of day in the run. */
function fromTimeOfDay(
  [, hours, minutes, seconds = '0']: readonly string[],
  run: LinkedRun,
): number | undefined {
  if (run.ticks * run.interval > DAY) return undefined;
  const wanted = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (run.start === null) return wanted;
  const start = (run.start / 1000) % DAY;
  return wanted >= start ? wanted - start : wanted - start + DAY;
}
