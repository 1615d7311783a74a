import type { Query } from '../../circuit/plan.ts';
import type { Diagnostic } from '../../errors/rollout-error.ts';
import type { History } from '../../judge/history.ts';
import { leastMultiple } from '../../numerics/divisor.ts';
import { fillColumns, holdBetween, sharedColumns } from '../../source/columns.ts';
import type { BatchSource, SourceQuery } from '../../source/source.ts';
import type { Ticks } from '../../text/duration.ts';
import type { IO } from '../io.ts';
import type { Progress } from '../progress.ts';
import type { OpenedSource, Subject } from '../simulate/opened-source.ts';
import { openSource } from '../simulate/source.ts';
import type { ServerRequest } from '../simulate/source-request.ts';
import type { ShownRecording } from './show-command.ts';
import type { HistoryRequest } from './source-request.ts';
import { WorkProgress } from './work-progress.ts';

/** A history in memory, and what was remarked of it. */
export interface ReadHistory {
  readonly history: History;
  /** What the queries give, for people. */
  readonly table?: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Those it was read from, in the order of their times. */
  readonly recordings: readonly ShownRecording[];
}

export interface HistoryOptions extends Pick<Subject, 'plan' | 'placeOf'> {
  /** The query of the requests per second. */
  readonly traffic?: string;
  readonly progress: Progress;
}

/** Parts of a history that follow each other, open. */
interface OpenedParts extends Pick<OpenedSource, 'table' | 'diagnostics'> {
  readonly parts: readonly OpenedPart[];
}

interface OpenedPart {
  /** Of a recording. */
  readonly file?: string;
  readonly source: BatchSource;
  readonly offset: Ticks;
}

/** The name under which the query of the traffic is asked. */
const TRAFFIC = 'traffic';

/**
 * Reads every query of a plan, and that of the traffic, over the whole history, each query once: of a server at every tick,
 * of recordings at the ticks they have. Throws what the source throws, and INTERRUPTED.
 */
export async function readHistory(
  request: HistoryRequest,
  options: HistoryOptions,
  io: IO,
): Promise<ReadHistory> {
  const { plan, traffic, progress } = options;
  const asked = askedQueries(plan.queries, traffic, request.kind === 'server');
  const opened = await openParts(request, options, asked.queries, io);
  const { parts, table } = opened;
  const last = parts.at(-1)!;
  const ticks = last.offset + last.source.ticks;
  const columns = sharedColumns(asked.queries.length, ticks);
  const shown = new WorkProgress(progress, { what: 'reading', total: ticks, now: io.now });
  const diagnostics = [...opened.diagnostics];
  for (const part of parts) {
    const options = { offset: part.offset, signal: io.interrupted, onRead: shown.done };
    diagnostics.push(...(await fillColumns(part.source, columns, options)));
    holdIn(part, columns, asked.queries);
  }
  const history: History = {
    start: parts[0]!.source.start,
    interval: plan.interval,
    ticks,
    columns: asked.positions.map((position) => columns[position]!),
    traffic: traffic === undefined ? undefined : columns[asked.trafficAt],
    unit: unitOf(asked.queries, parts),
    isEveryTick: parts.some(({ source }) => source.resultsOn === 'every tick') || undefined,
  };
  return {
    history,
    table,
    diagnostics: diagnostics.filter(({ code }) => code !== 'PROM_OPEN_LOOP'),
    recordings: parts.flatMap(({ file, source }) =>
      file === undefined
        ? []
        : [{ file, start: source.start, end: source.start + source.ticks * plan.interval }],
    ),
  };
}

interface Asked {
  /** Each text with each distance once. */
  readonly queries: readonly SourceQuery[];
  /** Of every query of the plan: its position among them. */
  readonly positions: readonly number[];
  readonly trafficAt: number;
}

/** A rehearsal may start at any tick: a server is asked for every query at every tick, whatever its evaluation interval. */
function askedQueries(queries: readonly Query[], traffic: string | undefined, atEveryTick: boolean): Asked {
  const asked: SourceQuery[] = [];
  const positionOf = ({ signal, query_string, every }: SourceQuery): number => {
    const wanted = { signal, query_string, every: atEveryTick ? 1 : every };
    const known = asked.findIndex(
      (one) => one.query_string === wanted.query_string && one.every === wanted.every,
    );
    return known >= 0 ? known : asked.push(wanted) - 1;
  };
  const positions = queries.map(positionOf);
  const trafficAt =
    traffic === undefined ? -1 : positionOf({ signal: TRAFFIC, query_string: traffic, every: 1 });
  return { queries: asked, positions, trafficAt };
}

async function openParts(
  request: HistoryRequest,
  { plan, placeOf }: HistoryOptions,
  queries: readonly SourceQuery[],
  io: IO,
): Promise<OpenedParts> {
  if (request.kind === 'server') return openServer(request, { plan, placeOf, queries }, io);
  const { openJoined } = await import('../../source/joined-recordings.ts');
  return openJoined({ files: request.files, queries, interval: plan.interval });
}

async function openServer(request: ServerRequest, subject: Subject, io: IO): Promise<OpenedParts> {
  const { source, table, diagnostics } = await openSource(request, subject, io);
  return { parts: [{ source: source as BatchSource, offset: 0 }], table, diagnostics };
}

/** A part that begins with an evaluation of every query is filled between its evaluations. */
function holdIn({ source, offset }: OpenedPart, columns: readonly Float64Array[], queries: Asked['queries']) {
  if (source.resultsOn !== 'evaluations') return;
  for (const [q, { every }] of queries.entries())
    holdBetween(columns[q]!.subarray(offset, offset + source.ticks), every);
}

/** Every how many ticks all queries have a reading. */
function unitOf(queries: readonly SourceQuery[], parts: OpenedParts['parts']): Ticks {
  const isSparse = parts.some(({ source }) => source.resultsOn === 'evaluations');
  if (!isSparse) return 1;
  return queries.reduce((unit, { every }) => leastMultiple(unit, every), 1);
}
