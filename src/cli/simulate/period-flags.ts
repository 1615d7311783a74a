import { fail } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import { type Moment, parseMoment } from '../../text/time.ts';
import type { RangeRequest } from './source-request.ts';

/** The period of a rehearsal, up to before `to`. */
export interface Range {
  readonly from: Moment;
  readonly to: Moment;
}

/** From `--from` over `--duration`, else to `--to` or `end`. Throws SIMULATE_RANGE, SIMULATE_TIME. */
export function readRange(
  { from, to }: RangeRequest,
  duration: Seconds | undefined,
  { now, end = now }: { readonly now: Moment; readonly end?: Moment },
): Range {
  const start = readMoment('--from', from, now);
  const last = to === undefined ? endAfter(start, duration, end) : readMoment('--to', to, now);
  if (last <= start) throw fail('SIMULATE_RANGE', { from, to: to ?? 'now' });
  return { from: start, to: last };
}

/** From `--from` to `--to`, or to an end that only the recording knows. Throws SIMULATE_RANGE, SIMULATE_TIME. */
export function readPeriod(
  { from, to }: RangeRequest,
  now: Moment,
): { readonly from: Moment; readonly to: Moment | undefined } {
  const start = readMoment('--from', from, now);
  const end = to === undefined ? undefined : readMoment('--to', to, now);
  if (end !== undefined && end <= start) throw fail('SIMULATE_RANGE', { from, to: to ?? 'now' });
  return { from: start, to: end };
}

const endAfter = (start: Moment, duration: Seconds | undefined, end: Moment): Moment =>
  duration === undefined ? end : start + duration;

function readMoment(flag: string, text: string, now: Moment): Moment {
  const moment = parseMoment(text, now);
  if (moment === undefined) throw fail('SIMULATE_TIME', { flag, got: text });
  return moment;
}
