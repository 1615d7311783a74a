import type { Command } from 'commander';
import type { AssessFlags } from '../assess/flags.ts';
import { addHistoryOptions } from '../judge/source-flags.ts';
import { choiceOption, repeated } from '../options.ts';
import { addPolicyOptions } from '../policy-flags.ts';

/** commander's form of the flags of `tune`; only `request.ts` reads them. */
export interface TuneFlags extends Omit<AssessFlags, 'inject' | 'shard' | 'minCaught' | 'sure'> {
  readonly detect?: string;
  readonly vary?: readonly string[];
  readonly minCompleted?: string;
}

export const addTuneOptions = (command: Command): Command =>
  addResultOptions(
    addStartOptions(
      addTaskOptions(addHistoryOptions(addPolicyOptions(command.optionsGroup('Policy:'), { set: false }))),
    ),
  );

const addTaskOptions = (command: Command): Command =>
  command
    .optionsGroup('What is tuned:')
    .option('--detect <"signal: effect">', "what must be detected early, such as 'LATENCY: x1.3'")
    .option('--max-false-alarms <share>', 'most that may be reset by nothing (default: 1/20)')
    .option('--min-completed <share>', 'least that must be complete (default: 0.9)')
    .option(
      '--vary <path=list>',
      'more to try than thresholds, PATH=5m,10m or PATH=10..50/5; may be repeated',
      repeated,
    )
    .option('--traffic <query>', 'requests per second: exposure is counted in requests');

const addStartOptions = (command: Command): Command =>
  command
    .optionsGroup('Rehearsals:')
    .option('--every <duration>', 'distance of their starts (default: about 1,000 of them)')
    .option('--horizon <duration>', 'length of the longest (default: 3 times the fastest time to 100 %)')
    .option('--jobs <count>', 'how many work at once (default: one a core)')
    .option('--incident <from/to[=name]>', 'a time in which the service was bad; may be repeated', repeated)
    .option('--incidents <file>', 'such times, YAML or JSON')
    .option('--start', 'set `rollout: true` from the first tick; done without it, too')
    .option('--dynamic-config <file>', 'dynamic configuration from the first tick')
    .option('--set <key=value>', 'one key of the dynamic configuration; may be repeated', repeated);

const addResultOptions = (command: Command): Command =>
  command
    .optionsGroup('Result:')
    .option('--output-file <file>', 'the values file with the chosen numbers; - is standard output')
    .option('--report <file>', 'a report, .html')
    .option('--open', 'show the report in the browser')
    .option('--overwrite', 'replace existing files')
    .addOption(
      choiceOption('-o, --output <format>', 'form of the result', ['text', 'json', 'markdown'], 'text'),
    );
