import { fail } from '../errors/rollout-error.ts';
import type { Ticks } from '../text/duration.ts';
import { formatSpoken } from '../text/duration.ts';
import { formatMoment, type Moment } from '../text/time.ts';
import { openRecorded, type RecordedOptions } from './replay.ts';
import type { BatchSource } from './source.ts';

/** The time of a recording that a run is over; all of what follows `from` where no end is given. */
export interface RecordedPeriod {
  readonly from: Moment;
  readonly to?: Moment;
}

type OpenedRecorded = Awaited<ReturnType<typeof openRecorded>>;

/**
 * A part of a recording as a source, equal to the history of that time. Throws what `openRecorded` throws, RECORDING_OUTSIDE, and
 * RECORDING_PHASE where it begins between two evaluations of a query.
 */
export async function openRecordedPart(
  options: RecordedOptions,
  period: RecordedPeriod,
): Promise<OpenedRecorded> {
  const { first, count } = await ticksIn(options, period);
  const source = await openRecorded({ ...options, first });
  return partOf(source, first, count, options.interval);
}

/** Looks at the two ends of the file. */
async function ticksIn(
  options: RecordedOptions,
  { from, to }: RecordedPeriod,
): Promise<{ readonly first: Ticks; readonly count: Ticks }> {
  const { file, queries, interval } = options;
  const whole = await openRecorded(options);
  await whole.close?.(0);
  const millis = (moment: Moment) => Math.round(moment * 1000);
  const tickOf = (moment: Moment) => (millis(moment) - millis(whole.start)) / millis(interval);
  const first = Math.floor(tickOf(from));
  const end = to === undefined ? whole.ticks : Math.ceil(tickOf(to));
  if (first < 0 || first >= end || end > whole.ticks)
    throw fail('RECORDING_OUTSIDE', {
      file,
      from: formatMoment(whole.start),
      to: formatMoment(whole.start + whole.ticks * interval),
      asked: [from, ...(to === undefined ? [] : [to])].map(formatMoment).join(' to '),
    });
  const broken = queries.find(({ every }) => whole.resultsOn === 'evaluations' && first % every !== 0);
  if (!broken) return { first, count: end - first };
  const every = formatSpoken(broken.every * interval);
  throw fail('RECORDING_PHASE', { file, signal: broken.signal, every });
}

function partOf(source: OpenedRecorded, first: Ticks, count: Ticks, interval: number): OpenedRecorded {
  const { batch, resultsOn, preflight } = source;
  const part: BatchSource = {
    pace: 'batch',
    start: source.start + first * interval,
    ticks: count,
    batch,
    resultsOn,
    fill: (columns, from, ticks, accept) => source.fill(columns, first + from, ticks, accept),
    why: (query, tick) => source.why(query, first + tick),
    faults: () => source.faults().map((fault) => ({ ...fault, tick: fault.tick - first })),
    facts: () => source.facts(),
    cursor: (tick) => source.cursor(first + tick),
    diagnostics: (ran) => source.diagnostics(first + ran),
    close: async (ran) => source.close?.(ran === undefined ? undefined : first + ran),
  };
  return { ...part, preflight };
}
