import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Plan } from '../../circuit/plan.ts';
import { findFileTarget } from '../../disk/target.ts';
import { type Diagnostic, fail, throwIfErrors } from '../../errors/rollout-error.ts';
import type { LocatedPolicy } from '../../policy/policy.ts';
import { preflightTable } from '../../preflight/table.ts';
import type { PrometheusApi } from '../../prometheus/connect.ts';
import type { Ramp } from '../../rollout/ramp.ts';
import type { PlannedDocument, RunListener } from '../../run/options.ts';
import type { Source } from '../../source/source.ts';
import type { Seconds } from '../../text/duration.ts';
import { type Moment, parseMoment } from '../../text/time.ts';
import { addConnectionOptions, type ConnectionFlags, connectTo } from '../connection.ts';
import type { IO } from '../io.ts';
import { repeated } from '../options.ts';
import { checkQueries, DAY } from '../try-queries.ts';
import { askingFor } from '../write-result.ts';
import type { RunFileFlags } from './run-files.ts';

/** The flags that say where readings come from. */
export interface SourceOptions extends ConnectionFlags {
  readonly scenario?: string;
  readonly signal?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  /** commander's form of --no-preflight. */
  readonly preflight?: boolean;
  readonly record?: string;
  readonly replay?: string;
  readonly overwrite?: boolean;
}

/** A source that is open, and what comes with it. */
export interface OpenSource {
  readonly source: Source;
  readonly planned?: readonly PlannedDocument[];
  /** Of the source, where it looks at the run. */
  readonly listener?: RunListener;
  /** What the queries give, for people. */
  readonly table?: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface SourceNeeds {
  readonly plan: Plan;
  readonly ramp: Ramp | undefined;
  readonly duration: Seconds | undefined;
  readonly placeOf: LocatedPolicy['placeOf'];
  readonly io: IO;
}

const DEFAULT_SCENARIO = 'healthy';

export const addSourceOptions = (command: Command): Command =>
  addConnectionOptions(
    command
      .option(
        '--scenario <name|file>',
        `a synthetic service: healthy, latency-regression, error-spike, no-data, flapping or a file (default: ${DEFAULT_SCENARIO})`,
      )
      .option(
        '--signal <name=measure>',
        'what a query reads in the scenario: latency_ms.mean, latency_ms.p95, error_rate, rate or a series; may be repeated',
        repeated,
      ),
  )
    .option('--from <time>', 'rehearse on history from here: RFC 3339, Unix seconds or now-7d')
    .option('--to <time>', 'the end of the history (default: now)')
    .option('--no-preflight', 'do not try every query once before the run')
    .option('--record <file>', 'write down what the server gave, for --replay')
    .option('--replay <file>', 'run from a recording, without a server');

/** Opens the one source the flags name: a recording, a server (live or history), else a scenario. */
export async function openSource(
  options: SourceOptions & RunFileFlags,
  needs: SourceNeeds,
): Promise<OpenSource> {
  checkFlags(options);
  checkRecord(options);
  const { record: file } = options;
  if (file === undefined) return openNamed(options, needs);
  const overwrite = await askingFor(file, options.overwrite === true, needs.io, (may) => {
    findFileTarget(file, { overwrite: may });
    return may;
  });
  const opened = await openNamed(options, needs);
  const { record } = await import('../../source/record.ts');
  const { queries, interval } = needs.plan;
  return {
    ...opened,
    source: await record(opened.source, {
      file,
      queries,
      interval,
      overwrite,
      signal: needs.io.interrupted,
      diagnostics: opened.diagnostics,
    }),
  };
}

/** A recording is a file of its own. */
function checkRecord({ record, trace, report }: SourceOptions & RunFileFlags): void {
  if (record === undefined) return;
  const taken = [trace, report].some((other) => other !== undefined && resolve(other) === resolve(record));
  if (record === '-' || taken)
    throw fail('USAGE_VALUE', {
      flag: '--record',
      got: record,
      expected: taken ? 'a file of its own, not that of --trace or --report' : 'the name of a file',
    });
}

async function openNamed(options: SourceOptions, needs: SourceNeeds): Promise<OpenSource> {
  const { queries, interval } = needs.plan;
  if (options.replay !== undefined) {
    const { openRecorded } = await import('../../source/replay.ts');
    return { source: await openRecorded({ file: options.replay, queries, interval }), diagnostics: [] };
  }
  if (options.prometheus !== undefined) return openServer(options.prometheus, options, needs);
  const { scenarioSource } = await import('./scenario-source.ts');
  return scenarioSource(options.scenario ?? DEFAULT_SCENARIO, options.signal ?? [], needs);
}

async function openServer(
  url: string,
  options: SourceOptions,
  { plan, duration, placeOf, io }: SourceNeeds,
): Promise<OpenSource> {
  const range = readRange(options, duration, io);
  const api = await connectTo(url, options, io);
  const { queries, interval } = plan;
  const at = range ? Math.min(range.to, io.now()) : io.now();
  const span = range && range.to - range.from;
  const { table, diagnostics } = await trial(api, options, { plan, placeOf, at, span });
  if (range) {
    const { openHistory } = await import('../../source/history.ts');
    return { source: openHistory({ api, queries, interval, ...range }), table, diagnostics };
  }
  const { openLive } = await import('../../source/live.ts');
  return { source: openLive({ api, queries, interval, signal: io.interrupted }), table, diagnostics };
}

/** Every query once, before the run: one that can never work ends it, one that has no value now is a warning. */
async function trial(
  api: PrometheusApi,
  { preflight }: SourceOptions,
  { plan, placeOf, at, span = DAY }: Pick<SourceNeeds, 'plan' | 'placeOf'> & { at: Moment; span?: Seconds },
): Promise<{ readonly table?: string; readonly diagnostics: readonly Diagnostic[] }> {
  if (preflight === false || plan.queries.length === 0) return { diagnostics: [] };
  const { rows, diagnostics } = await checkQueries(plan, placeOf, { api, at, span, missing: 'warning' });
  return { table: preflightTable(rows, span), diagnostics: throwIfErrors(diagnostics) };
}

function readRange(
  { from, to }: SourceOptions,
  duration: Seconds | undefined,
  io: IO,
): { from: Moment; to: Moment } | undefined {
  if (from === undefined) return undefined;
  const now = io.now();
  const start = readMoment('--from', from, now);
  const end =
    to === undefined ? (duration === undefined ? now : start + duration) : readMoment('--to', to, now);
  if (end <= start) throw fail('SIMULATE_RANGE', { from, to: to ?? 'now' });
  return { from: start, to: end };
}

function readMoment(flag: string, text: string, now: Moment): Moment {
  const moment = parseMoment(text, now);
  if (moment === undefined) throw fail('SIMULATE_TIME', { flag, got: text });
  return moment;
}

function checkFlags(options: SourceOptions): void {
  const sources = (['scenario', 'prometheus', 'replay'] as const).filter(
    (flag) => options[flag] !== undefined,
  );
  if (sources.length > 1)
    throw fail('USAGE_CONFLICT', { flags: sources.map((flag) => `--${flag}`).join(' and ') });
  for (const flag of ['from', 'to', 'record'] as const) {
    if (options[flag] !== undefined && options.prometheus === undefined)
      throw fail('USAGE_MISSING', { flag: '--prometheus URL', what: `the server for --${flag}` });
  }
  if (options.to !== undefined && options.from === undefined)
    throw fail('USAGE_MISSING', { flag: '--from TIME', what: 'the start of the history' });
  if (options.signal?.length && sources.some((flag) => flag !== 'scenario'))
    throw fail('USAGE_CONFLICT', { flags: `--signal and --${sources[0]}` });
}
