import { fail } from '../../errors/rollout-error.ts';
import { findRamp } from '../../run/ramp.ts';
import type { Outcome } from '../../run/result.ts';
import { run as runPlan } from '../../run/run.ts';
import { traceWriter } from '../../run/trace.ts';
import { parseDuration, type Seconds, ticksOf } from '../../text/duration.ts';
import { addPolicyOptions, compileLoaded, loadPolicy, type PolicyOptions } from '../inputs.ts';
import type { IO } from '../io.ts';
import { outputOption, repeated } from '../options.ts';
import { startProgress } from '../progress.ts';
import { resultJson, resultText } from '../simulate/output.ts';
import { follow } from '../simulate/progress.ts';
import { addSourceOptions, openSource, type SourceOptions } from '../simulate/source.ts';
import { initialDocument, joinStore, type SteeringOptions } from '../simulate/steering.ts';
import { openPieces, traceFormat } from '../trace-file.ts';
import { verb } from '../verb.ts';

interface Options extends Omit<PolicyOptions, 'set'>, SourceOptions, SteeringOptions {
  readonly duration?: string;
  readonly expect?: string;
  readonly trace?: string;
  readonly report?: string;
  readonly overwrite?: boolean;
  readonly quiet?: boolean;
  readonly output: 'text' | 'json';
}

const OUTCOMES: readonly Outcome[] = ['completed', 'rolled_back', 'in_progress', 'not_started', 'interrupted'];

export const simulate = verb<Options>({
  describe: (command) =>
    addSourceOptions(addPolicyOptions(command, { set: false }))
      .option('--start', 'set `rollout: true` from the first tick')
      .option('--dynamic-config <file>', 'dynamic configuration from the first tick')
      .option('--set <key=value>', 'one key of the dynamic configuration; may be repeated', repeated)
      .option('--state-dir <dir>', 'where a live run takes changes from (default: $ROLLOUT_STATE_DIR or the XDG state directory)')
      .option('--duration <duration>', 'length of the run, such as 10m')
      .option('--expect <outcomes>', `exit 1 unless it ends as one of ${OUTCOMES.join(', ')}`)
      .option('--trace <file>', 'one row a tick, .csv or .ndjson')
      .option('--report <file>', 'a report, .html or .svg')
      .option('--overwrite', 'replace existing files')
      .addOption(outputOption())
      .addHelpText('after', '\nExample:\n  $ rollout simulate --values-file values.yaml --start --scenario latency-regression'),

  async run(options, io) {
    const expected = readOutcomes(options.expect);
    const duration = readDuration(options.duration);
    if (options.trace !== undefined) traceFormat(options.trace);
    if (options.report !== undefined) checkReport(options.report);
    const loaded = await loadPolicy({ ...options, set: undefined }, io);
    const { plan, diagnostics } = compileLoaded(loaded);
    const ramp = findRamp(plan);
    io.warn(diagnostics);
    const initial = await initialDocument(options, plan, io);
    const { source, planned, onDocument, close } = await openSource(options, { plan, ramp, duration, io });
    const facts = source.facts();
    const live = source.wait ? joinStore(loaded.name, plan, ramp, facts, initial, options, io) : undefined;
    const trace = options.trace === undefined ? undefined : openPieces(options.trace, options.overwrite === true);
    const writer = trace && traceWriter(plan, traceFormat(options.trace!));
    if (writer) trace?.write(writer.header);
    const progress = await startProgress(io, options);
    const ticks = duration === undefined ? Number.POSITIVE_INFINITY : ticksOf(duration, plan.interval);
    const show = follow(progress, ramp, Math.min(ticks, source.ticks), io);
    try {
      const finished = await runPlan({
        policy: loaded.name,
        plan,
        source,
        ticks,
        untilCompleted: source.wait !== undefined,
        steering: live ?? { initial, planned },
        signal: io.interrupted,
        onDocument,
        onTick(tick, frame, observer) {
          if (writer) trace?.write(writer.row(tick, observer.timeOf(tick), frame));
          live?.announce(tick, frame, observer);
          show(tick, frame, observer);
        },
        diagnostics,
      });
      progress.stop();
      trace?.close();
      if (options.report !== undefined) await writeReport(options.report, finished, { plan, loaded, io, overwrite: options.overwrite === true });
      io.out(options.output === 'json' ? resultJson(finished) : await resultText(finished, plan, io));
      await close?.(true);
      if (finished.result.outcome === 'interrupted') return 130;
      return judge(finished.result.outcome, expected, io);
    } catch (problem) {
      trace?.discard();
      await close?.(false);
      throw problem;
    } finally {
      progress.stop();
      live?.end();
    }
  },
});

function readOutcomes(text: string | undefined): readonly string[] | undefined {
  const outcomes = text?.split(',').map((word) => word.trim());
  const wrong = outcomes?.find((word) => !OUTCOMES.includes(word as Outcome));
  if (wrong !== undefined) throw fail('USAGE_VALUE', { flag: '--expect', got: wrong, expected: `one or several of ${OUTCOMES.join(', ')}` });
  return outcomes;
}

function readDuration(text: string | undefined): Seconds | undefined {
  const duration = text === undefined ? undefined : parseDuration(text);
  if (text !== undefined && !duration) throw fail('USAGE_VALUE', { flag: '--duration', got: text, expected: 'a duration above zero, such as 10m' });
  return duration;
}

function judge(outcome: Outcome, expected: readonly string[] | undefined, io: IO): number {
  if (!expected || expected.includes(outcome)) return 0;
  io.err(`expected ${expected.join(' or ')}, got ${outcome}\n`);
  return 1;
}
