import type { Plan } from '../../circuit/plan.ts';
import { type Diagnostic, fail } from '../../errors/rollout-error.ts';
import type { DynamicDocument } from '../../run/dynamic-config.ts';
import { findRamp, severalRamps } from '../../run/ramp.ts';
import type { Outcome } from '../../run/result.ts';
import { type Run, run as runPlan } from '../../run/run.ts';
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
import { openRunFiles, type RunFiles } from '../simulate/run-files.ts';
import { addSourceOptions, type OpenSource, openSource, type SourceOptions } from '../simulate/source.ts';
import { initialDocument, joinStore, type SteeringOptions } from '../simulate/steering.ts';
import { traceFormat } from '../trace-file.ts';
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
    const { plan, diagnostics: compiled } = compileLoaded(loaded);
    const diagnostics = [...compiled, ...severalRamps(plan)];
    const initial = await initialDocument(options, plan, io);
    const files = await openRunFiles(options, plan, io);
    try {
      const finished = await rehearse({ plan, loaded, initial, files, duration, diagnostics }, options, io);
      const { outcome } = finished.result;
      io.out(options.output === 'json' ? resultJson(finished) : await resultText(finished, plan, io));
      return outcome === 'interrupted' ? 130 : judge(outcome, expected, io);
    } catch (problem) {
      files.discard();
      throw problem;
    }
  },
});

interface Rehearsal {
  readonly plan: Plan;
  readonly loaded: LoadedPolicy;
  readonly initial: DynamicDocument | undefined;
  readonly files: RunFiles;
  readonly duration: Seconds | undefined;
  /** Warnings about the policy. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Opens the source, runs the plan on it, writes the report, and prints the warnings. */
async function rehearse(rehearsal: Rehearsal, options: Options, io: IO): Promise<Run> {
  const { plan, loaded, files, duration } = rehearsal;
  const opened = await openSource(options, {
    plan,
    ramp: findRamp(plan),
    duration,
    placeOf: loaded.placeOf,
    io,
  });
  if (opened.table && options.output === 'text' && !options.quiet) io.err(`${opened.table}\n`);
  const diagnostics = [...rehearsal.diagnostics, ...opened.diagnostics];
  io.warn(diagnostics);
  const finished = await perform({ ...rehearsal, opened, diagnostics }, options, io);
  if (options.report !== undefined) {
    files.report?.write(await reportText(options.report, finished, plan, loaded));
    files.report?.close();
  }
  io.warn(
    finished.result.diagnostics
      .slice(diagnostics.length)
      .filter((d) => options.output === 'json' || d.code !== 'PROM_OPEN_LOOP'),
  );
  return finished;
}

interface Work extends Rehearsal {
  readonly opened: OpenSource;
}

/** Runs the plan with everything that listens to it: the trace, the terminal, the state directory. */
async function perform(
  { plan, loaded, initial, files: { trace }, opened, duration, diagnostics }: Work,
  options: Options,
  io: IO,
): Promise<Run> {
  const { source, planned, onDocument } = opened;
  const ramp = findRamp(plan);
  const ticks =
    duration === undefined ? source.ticks : Math.min(source.ticks, ticksOf(duration, plan.interval));
  const progress = await startProgress(io, options);
  let live: ReturnType<typeof joinStore> | undefined;
  const followed = { ticks, isLive: source.wait !== undefined, isRemote: options.prometheus !== undefined };
  const show = follow(progress, ramp, followed, io);
  let ran = 0;
  try {
    if (source.wait) live = joinStore(loaded.name, plan, ramp, source.facts(), initial, options, io);
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
    trace?.close();
    return finished;
  } finally {
    progress.stop();
    live?.end();
    await source.close?.(ran);
  }
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
