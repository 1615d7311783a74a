import { nowhere } from '../../errors/location.ts';
import { fail, type Place } from '../../errors/rollout-error.ts';
import { type Starts, startsOf } from '../../judge/starts.ts';
import { formatSpoken } from '../../text/duration.ts';
import { formatMoment, parseMoment } from '../../text/time.ts';
import { type Prepared, prepare } from '../assess/prepare.ts';
import type { AssessRequest } from '../assess/request.ts';
import { eitherRequest } from '../either-policy.ts';
import type { IO } from '../io.ts';
import { type HistoryRequest, historyPlace } from '../judge/source-request.ts';
import { loadJudged } from '../judge/subject.ts';
import type { Progress } from '../progress.ts';
import type { CompareRequest } from './request.ts';

/** A policy that is compared, as an assessment of it is asked for and prepared. */
export interface PreparedSide {
  readonly request: AssessRequest;
  readonly prepared: Prepared;
}

export interface PreparedSides {
  readonly a: PreparedSide;
  readonly b: PreparedSide;
}

/** Prepares both policies for the same starts on the same history. Throws what is wrong with either, and COMPARE_INTERVAL. */
export async function prepareSides(
  request: CompareRequest,
  progress: Progress,
  io: IO,
): Promise<PreparedSides> {
  const asked = { ...request, history: atOneMoment(request.history, io) };
  await checkIntervals(request, io);
  const a = await prepareSide(asked, asked.files.a, progress, io);
  const b = await prepareSide(asked, asked.files.b, progress, io);
  const starts = sameStarts(a.prepared, b.prepared, historyPlace(request.history));
  const window = Math.max(a.prepared.window, b.prepared.window);
  const onSame = ({ request, prepared }: PreparedSide) => ({
    request,
    prepared: { ...prepared, starts, window },
  });
  return { a: onSame(a), b: onSame(b) };
}

async function prepareSide(
  { blueprint, history, steering, rehearsals, bad, output }: CompareRequest,
  file: string,
  progress: Progress,
  io: IO,
): Promise<PreparedSide> {
  const request: AssessRequest = {
    policy: await eitherRequest(file, blueprint, io),
    history,
    steering,
    rehearsals,
    bad,
    limits: { maxFalseAlarms: undefined, minCaught: undefined, sure: false },
    output: { ...output, report: undefined, open: false },
  };
  return { request, prepared: await prepare(request, progress, io) };
}

/** `now` is the same for both: the history is read twice. A time that is none is left to be refused. */
function atOneMoment(history: HistoryRequest, { now }: IO): HistoryRequest {
  if (history.kind === 'recordings' || !history.range) return history;
  const moment = now();
  const fixed = (text: string): string => {
    const parsed = parseMoment(text, moment);
    return parsed === undefined ? text : formatMoment(parsed);
  };
  const { from, to = 'now' } = history.range;
  return { ...history, range: { from: fixed(from), to: fixed(to) } };
}

/** Before the history is read, which may take long. */
async function checkIntervals(request: CompareRequest, io: IO): Promise<void> {
  const { files, blueprint, steering } = request;
  const spoken: string[] = [];
  for (const file of [files.a, files.b]) {
    const { plan } = await loadJudged(await eitherRequest(file, blueprint, io), steering, io);
    spoken.push(formatSpoken(plan.interval));
  }
  const [first = '', second = ''] = spoken;
  if (first !== second) throw fail('COMPARE_INTERVAL', { ...files, first, second }, { at: nowhere(files.b) });
}

/** The longer horizon and the shorter distance of the two, on what both histories have. */
function sameStarts(a: Prepared, b: Prepared, place: Place): Starts {
  const horizon = Math.max(a.starts.horizon, b.starts.horizon);
  const every = Math.min(a.starts.every, b.starts.every);
  const { interval } = a.read.history;
  const ticks = Math.min(a.read.history.ticks, b.read.history.ticks);
  const starts = startsOf(a.policy, { ticks, interval }, { every, horizon });
  if (starts.count > 0) return starts;
  const params = { history: formatSpoken(ticks * interval), horizon: formatSpoken(horizon * interval) };
  throw fail('ASSESS_SHORT', params, place);
}
