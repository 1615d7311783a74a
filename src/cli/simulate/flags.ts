import type { Command } from 'commander';
import { addConnectionOptions } from '../connection.ts';
import { outputOption, repeated, stateDirOption } from '../options.ts';
import { addPolicyOptions, type PolicyFlags } from '../policy-flags.ts';
import { OUTCOMES, type OutputFlags } from './output-request.ts';
import type { RolloutFlags } from './rollout-request.ts';
import { DEFAULT_SCENARIO, type SourceFlags } from './source-request.ts';
import type { SteeringFlags } from './steering-request.ts';

/** commander's form of the flags of `simulate`; only `request.ts` and what it imports reads them. */
export interface SimulateFlags
  extends Omit<PolicyFlags, 'set'>,
    RolloutFlags,
    SourceFlags,
    SteeringFlags,
    OutputFlags {
  readonly try?: readonly string[];
}

export const addSimulateOptions = (command: Command): Command =>
  addSourceOptions(addTriedOptions(command.optionsGroup('Policy:')))
    .optionsGroup('Steering:')
    .option('--start', 'set `rollout: true` from the first tick')
    .option('--dynamic-config <file>', 'dynamic configuration from the first tick')
    .option('--set <key=value>', 'one key of the dynamic configuration; may be repeated', repeated)
    .addOption(stateDirOption('where a live run takes changes from'))
    .option('--duration <duration>', 'length of the run, such as 10m')
    .optionsGroup('Result:')
    .option('--expect <outcomes>', `exit 1 unless it ends as one of ${OUTCOMES.join(', ')}`)
    .option(
      '--max-blind <share>',
      'exit 1 if a criterion lacked a reading on more of the ticks, such as 5% or 0.05 (default: 100%; 5% with --expect completed)',
    )
    .option(
      '--trace <file>',
      "one row a tick, .csv (a column that would be a formula starts with ') or .ndjson",
    )
    .option('--report <file>', 'a report, .html or .svg')
    .option('--open', 'show the report in the browser')
    .option('--overwrite', 'replace existing files')
    .addOption(outputOption());

const addTriedOptions = (command: Command): Command =>
  addRolloutOptions(addPolicyOptions(command, { set: false })).option(
    '--try <path=values>',
    'one run for each value of a list such as policy.evaluation_interval=5s,10s, and one table; may be repeated',
    repeated,
  );

const addRolloutOptions = (command: Command): Command =>
  command
    .option(
      '--rollout-file <file>',
      'the policy of a rollout file, held by its gates: start, hours, approvals, missing data',
    )
    .option(
      '--actuator-lag <duration>',
      'with --rollout-file: how long after a raise its target confirms it',
    );

const addSourceOptions = (command: Command): Command =>
  addHistoryOptions(
    command
      .optionsGroup('Source (one of a scenario, a server, a recording):')
      .option(
        '--scenario <name|file>',
        `a synthetic service: healthy, latency-regression, error-spike, no-data, flapping or a file (default: ${DEFAULT_SCENARIO})`,
      )
      .option(
        '--signal <name=measure>',
        'what a query reads in the scenario: latency_ms.mean, latency_ms.p95, error_rate, rate, one number throughout or a series such as 50x60; may be repeated',
        repeated,
      )
      .option('--replay <file>', 'run from a recording, without a server'),
  );

const addHistoryOptions = (command: Command): Command =>
  addConnectionOptions(command.optionsGroup('Server (live, and history with --from):'))
    .option(
      '--from <time>',
      'rehearse on history, or a recording, from here: RFC 3339, Unix seconds or now-7d',
    )
    .option('--to <time>', 'the end of it (default: now, or the end of the recording)')
    .option('--no-preflight', 'do not try every query once before the run')
    .option('--record <file>', 'write down what the server gave, for --replay')
    .option(
      '--resume <file>',
      'go on with the history whose --record FILE failed, reading only what is missing',
    );
