import type { Plan } from '../../circuit/plan.ts';
import { fail } from '../../errors/rollout-error.ts';
import { findRamp } from '../../run/ramp.ts';
import type { Outcome } from '../../run/result.ts';
import { type Run, run as runPlan } from '../../run/run.ts';
import { traceWriter } from '../../run/trace.ts';
import { parseDuration, type Seconds, ticksOf } from '../../text/duration.ts';
import {
  addPolicyOptions,
  compileLoaded,
  type LoadedPolicy,
  loadPolicy,
  type PolicyOptions,
} from '../inputs.ts';
import type { GlobalOptions, IO } from '../io.ts';
import { outputOption, repeated } from '../options.ts';
import { startProgress } from '../progress.ts';
import { resultJson, resultText } from '../simulate/output.ts';
import { follow } from '../simulate/progress.ts';
import { checkReport, reportText } from '../simulate/report.ts';
import { addSourceOptions, type OpenSource, openSource, type SourceOptions } from '../simulate/source.ts';
import { initialDocument, joinStore, type SteeringOptions } from '../simulate/steering.ts';
import { openPieces, type PieceFile, traceFormat } from '../trace-file.ts';
import { verb } from '../verb.ts';

interface Options extends Omit<PolicyOptions, 'set'>, SourceOptions, SteeringOptions, GlobalOptions {
  readonly duration?: string;
  readonly expect?: string;
  readonly trace?: string;
  readonly report?: string;
  readonly overwrite?: boolean;
  readonly output: 'text' | 'json';
}

const OUTCOMES: readonly Outcome[] = [
  'completed',
  'rolled_back',
  'in_progress',
  'not_started',
  'interrupted',
];

export const simulate = verb<Options>({
  describe: (command) =>
    addSourceOptions(addPolicyOptions(command, { set: false }))
      .option('--start', 'set `rollout: true` from the first tick')
      .option('--dynamic-config <file>', 'dynamic configuration from the first tick')
      .option('--set <key=value>', 'one key of the dynamic configuration; may be repeated', repeated)
      .option(
        '--state-dir <dir>',
        'where a live run takes changes from (default: $ROLLOUT_STATE_DIR or the XDG state directory)',
      )
      .option('--duration <duration>', 'length of the run, such as 10m')
      .option('--expect <outcomes>', `exit 1 unless it ends as one of ${OUTCOMES.join(', ')}`)
      .option('--trace <file>', 'one row a tick, .csv or .ndjson')
      .option('--report <file>', 'a report, .html or .svg')
      .option('--overwrite', 'replace existing files')
      .addOption(outputOption())
      .addHelpText(
        'after',
        '\nExample:\n  $ rollout simulate --values-file values.yaml --start --scenario latency-regression',
      ),

  async run(options, io) {
    const expected = readOutcomes(options.expect);
    const duration = readDuration(options.duration);
    checkReport(options.report);
    if (options.trace !== undefined) traceFormat(options.trace);
    const loaded = await loadPolicy({ ...options, set: undefined }, io);
    const { plan, diagnostics } = compileLoaded(loaded);
    const opened = await openSource(options, {
      plan,
      ramp: findRamp(plan),
      duration,
      placeOf: loaded.placeOf,
      io,
    });
    if (opened.table && options.output === 'text' && !options.quiet) io.err(`${opened.table}\n`);
    io.warn([...diagnostics, ...opened.diagnostics]);
    const finished = await perform(
      { plan, loaded, opened, duration, diagnostics: [...diagnostics, ...opened.diagnostics] },
      options,
      io,
    );
    const { result } = finished;
    if (options.report !== undefined)
      await io.write(options.report, await reportText(options.report, finished, plan, loaded), {
        overwrite: options.overwrite,
      });
    io.warn(
      result.diagnostics
        .slice(diagnostics.length + opened.diagnostics.length)
        .filter((d) => options.output === 'json' || d.code !== 'PROM_OPEN_LOOP'),
    );
    io.out(options.output === 'json' ? resultJson(finished) : await resultText(finished, plan, io));
    return result.outcome === 'interrupted' ? 130 : judge(result.outcome, expected, io);
  },
});

interface Work {
  readonly plan: Plan;
  readonly loaded: LoadedPolicy;
  readonly opened: OpenSource;
  readonly duration: Seconds | undefined;
  readonly diagnostics: Run['result']['diagnostics'];
}

/** Runs the plan with everything that listens to it: the trace, the terminal, the state directory. */
async function perform(
  { plan, loaded, opened, duration, diagnostics }: Work,
  options: Options,
  io: IO,
): Promise<Run> {
  const { source, planned, onDocument } = opened;
  const ramp = findRamp(plan);
  const initial = await initialDocument(options, plan, io);
  const ticks =
    duration === undefined ? source.ticks : Math.min(source.ticks, ticksOf(duration, plan.interval));
  const trace =
    options.trace === undefined ? undefined : openTrace(options.trace, plan, options.overwrite === true);
  const live = source.wait && joinStore(loaded.name, plan, ramp, source.facts(), initial, options, io);
  const progress = await startProgress(io, options);
  const followed = { ticks, isLive: live !== undefined, isRemote: options.prometheus !== undefined };
  const show = follow(progress, ramp, followed, io);
  let ran = 0;
  try {
    const finished = await runPlan({
      policy: loaded.name,
      plan,
      source,
      ticks,
      onDocument,
      diagnostics,
      untilCompleted: live !== undefined,
      steering: live ?? { initial, planned },
      signal: io.interrupted,
      onTick(tick, frame, observer) {
        ran = tick + 1;
        trace?.row(tick, observer.timeOf(tick), frame);
        live?.announce(tick, frame, observer);
        show(tick, frame, observer);
      },
    });
    trace?.file.close();
    return finished;
  } catch (problem) {
    trace?.file.discard();
    throw problem;
  } finally {
    progress.stop();
    live?.end();
    await source.close?.(ran);
  }
}

function openTrace(
  name: string,
  plan: Plan,
  overwrite: boolean,
): { readonly file: PieceFile; readonly row: (tick: number, time: number, frame: Float64Array) => void } {
  const writer = traceWriter(plan, traceFormat(name));
  const file = openPieces(name, overwrite);
  file.write(writer.header);
  return { file, row: (tick, time, frame) => file.write(writer.row(tick, time, frame)) };
}

function readOutcomes(text: string | undefined): readonly string[] | undefined {
  const outcomes = text?.split(',').map((word) => word.trim());
  const wrong = outcomes?.find((word) => !OUTCOMES.includes(word as Outcome));
  if (wrong !== undefined)
    throw fail('USAGE_VALUE', {
      flag: '--expect',
      got: wrong,
      expected: `one or several of ${OUTCOMES.join(', ')}`,
    });
  return outcomes;
}

function readDuration(text: string | undefined): Seconds | undefined {
  const duration = text === undefined ? undefined : parseDuration(text);
  if (text !== undefined && !duration)
    throw fail('USAGE_VALUE', {
      flag: '--duration',
      got: text,
      expected: 'a duration above zero, such as 10m',
    });
  return duration;
}

function judge(outcome: Outcome, expected: readonly string[] | undefined, io: IO): number {
  if (!expected || expected.includes(outcome)) return 0;
  io.err(`expected ${expected.join(' or ')}, got ${outcome}\n`);
  return 1;
}
