import { fail } from '../../errors/rollout-error.ts';
import { severalRamps } from '../../rollout/ramp.ts';
import type { Outcome } from '../../run/result.ts';
import { parseDuration, type Seconds } from '../../text/duration.ts';
import { defineCommand } from '../command.ts';
import type { IO } from '../io.ts';
import { compileLoaded, loadPolicy } from '../load-policy.ts';
import { outputOption, repeated, stateDirOption } from '../options.ts';
import { addPolicyOptions, type PolicyFlags, readPolicyFlags } from '../policy-flags.ts';
import { resultJson, resultText } from '../simulate/output.ts';
import { type RehearseOptions, rehearse } from '../simulate/rehearse.ts';
import { checkReport } from '../simulate/report.ts';
import { openRunFiles } from '../simulate/run-files.ts';
import { addSourceOptions } from '../simulate/source.ts';
import { initialDocument } from '../simulate/steering.ts';
import { traceFormat } from '../simulate/trace-format.ts';

interface Options extends Omit<PolicyFlags, 'set'>, RehearseOptions {
  readonly duration?: string;
  readonly expect?: string;
  readonly trace?: string;
}

const OUTCOMES: readonly Outcome[] = [
  'completed',
  'rolled_back',
  'in_progress',
  'not_started',
  'interrupted',
];

export const simulate = defineCommand({
  describe: (command) =>
    addSourceOptions(addPolicyOptions(command, { set: false }))
      .option('--start', 'set `rollout: true` from the first tick')
      .option('--dynamic-config <file>', 'dynamic configuration from the first tick')
      .option('--set <key=value>', 'one key of the dynamic configuration; may be repeated', repeated)
      .addOption(stateDirOption('where a live run takes changes from'))
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

  request: (flags: Options) => flags,

  async run(options, io) {
    const expected = readOutcomes(options.expect);
    const duration = readDuration(options.duration);
    checkReport(options.report);
    if (options.trace !== undefined) traceFormat(options.trace);
    const loaded = await loadPolicy(readPolicyFlags({ ...options, set: undefined }), io);
    const { plan, diagnostics: compiled } = compileLoaded(loaded);
    const diagnostics = [...compiled, ...severalRamps(plan)];
    const initial = await initialDocument(options, plan, io);
    const files = await openRunFiles(options, plan, io);
    try {
      const rehearsal = { plan, loaded, initial, files, duration, diagnostics };
      const { finished, failure } = await rehearse(rehearsal, options, io);
      const { outcome } = finished.result;
      if (failure && options.output === 'json') throw failure;
      io.out(options.output === 'json' ? resultJson(finished) : await resultText(finished, plan, io));
      if (failure) throw failure;
      return outcome === 'interrupted' ? 130 : judge(outcome, expected, io);
    } catch (problem) {
      files.discard();
      throw problem;
    }
  },
});

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
