import type { Command } from 'commander';
import { addHistoryOptions } from '../judge/source-flags.ts';
import type { HistoryFlags } from '../judge/source-request.ts';
import { choiceOption, repeated } from '../options.ts';
import { addPolicyOptions, type PolicyFlags } from '../policy-flags.ts';
import type { SteeringFlags } from '../simulate/steering-request.ts';
import type { AssessOutputFlags } from './output-request.ts';

/** commander's form of the flags of `assess`; only `request.ts` and what it imports reads them. */
export interface AssessFlags
  extends Omit<PolicyFlags, 'set'>,
    HistoryFlags,
    Omit<SteeringFlags, 'stateDir'>,
    AssessOutputFlags {
  readonly every?: string;
  readonly horizon?: string;
  readonly incident?: readonly string[];
  readonly incidents?: string;
  readonly inject?: readonly string[];
  readonly traffic?: string;
  readonly jobs?: string;
  readonly shard?: string;
}

export const addAssessOptions = (command: Command): Command =>
  addResultOptions(
    addInjectionOptions(
      addStartOptions(addHistoryOptions(addPolicyOptions(command.optionsGroup('Policy:'), { set: false }))),
    ),
  );

const addStartOptions = (command: Command): Command => {
  addRehearsalOptions(command).option('--shard <i/n>', 'one of n parts of them, for `assess merge`');
  return addDynamicOptions(
    command.option('--start', 'set `rollout: true` from the first tick; done without it, too'),
  );
};

export const addRehearsalOptions = (command: Command): Command =>
  command
    .optionsGroup('Rehearsals:')
    .option('--every <duration>', 'distance of their starts (default: about 1,000 of them)')
    .option('--horizon <duration>', 'length of the longest (default: 3 times the fastest time to 100 %)')
    .option('--jobs <count>', 'how many work at once (default: one a core)');

export const addDynamicOptions = (command: Command): Command =>
  command
    .option('--dynamic-config <file>', 'dynamic configuration from the first tick')
    .option('--set <key=value>', 'one key of the dynamic configuration; may be repeated', repeated);

export const addInjectionOptions = (command: Command): Command =>
  command
    .optionsGroup('What was bad, and what would be:')
    .option('--incident <from/to[=name]>', 'a time in which the service was bad; may be repeated', repeated)
    .option('--incidents <file>', 'such times, YAML or JSON')
    .option(
      '--inject <"signal: effect">',
      "what a bad feature would do to a query, such as 'LATENCY: x1.3'; may be repeated",
      repeated,
    )
    .option('--traffic <query>', 'requests per second, to count those that a bad feature would get');

const addResultOptions = (command: Command): Command =>
  addOutputOptions(
    command
      .optionsGroup('Result:')
      .option('--max-false-alarms <share>', 'exit 1 if more are reset by nothing: 1/20, 5% or 0.05')
      .option('--min-caught <share>', 'exit 1 if fewer of an effect, or of the incidents, are caught'),
  );

/** commander's form of the flags of `assess merge`. */
export type MergeFlags = Omit<AssessOutputFlags, 'maxFalseAlarms' | 'minCaught'>;

export const addMergeOptions = (command: Command): Command =>
  addOutputOptions(command.argument('<part...>', 'what `assess --shard` wrote, in any order'));

const addOutputOptions = (command: Command): Command =>
  command
    .option('--sure', 'exit 1 as well where the history cannot tell')
    .option('--output-file <file>', 'write the result there')
    .option('--report <file>', 'a report, .html')
    .option('--open', 'show the report in the browser')
    .option('--overwrite', 'replace existing files')
    .addOption(
      choiceOption('-o, --output <format>', 'form of the result', ['text', 'json', 'markdown'], 'text'),
    );
