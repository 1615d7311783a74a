import { DYNAMIC_TYPES } from '../../../circuit/dynamic-types.ts';
import type { RunningState } from '../../../control/running-state.ts';
import type { StoredConfig } from '../../../control/store.ts';
import { waitUntilApplied } from '../../../control/wait-until-applied.ts';
import { fail } from '../../../errors/rollout-error.ts';
import { describe } from '../../../run/dynamic-config.ts';
import type { TypedKey } from '../../../run/dynamic-keys.ts';
import { formatSpoken } from '../../../text/duration.ts';
import { printableJson } from '../../../text/printable.ts';
import { defineCommand } from '../../command.ts';
import { checkPolicyName, readDynamicDocument } from '../../dynamic-document.ts';
import { warnOfUnknownPolicy } from '../../known-policies.ts';
import { outputOption, repeated, stateDirOption, timeoutOption } from '../../options.ts';
import { addPolicyOptions, type PolicyFlags, readPolicyFlags } from '../../policy-flags.ts';
import { keysOfPolicy } from '../../policy-keys.ts';
import { openStore, type StateDirFlags } from '../../state-dir.ts';
import { DEFAULT_WAIT, readTimeout } from '../../timeout-flag.ts';

interface Flags extends StateDirFlags, PolicyFlags {
  readonly policy: string;
  readonly file?: string;
  readonly set?: readonly string[];
  readonly wait?: boolean;
  readonly timeout: string;
  readonly output: 'text' | 'json';
}

export const apply = defineCommand({
  describe: (command) =>
    addPolicyOptions(
      command
        .optionsGroup('Configuration:')
        .requiredOption('--policy <name>', 'the policy to steer')
        .option('--file <file>', 'the document, YAML or JSON; - is stdin')
        .option('--set <key=value>', 'one key of what is stored; the others stay; may be repeated', repeated)
        .optionsGroup('Policy (its keys and their types; not needed while it runs):'),
      { set: false },
    )
      .optionsGroup('Result:')
      .addOption(stateDirOption('where it is stored'))
      .option('--wait', 'wait until a running simulation took it')
      .addOption(timeoutOption())
      .addOption(outputOption())
      .addHelpText(
        'after',
        `
Examples:
  $ rollout dynamic-config apply --policy checkout-v2 --set rollout=true

  Pause it where it is; take it to its first step:
  $ rollout dynamic-config apply --policy checkout-v2 --set rollout=false
  $ rollout dynamic-config apply --policy checkout-v2 --set reset=true

  Who always gets the feature:
  $ rollout dynamic-config apply --policy checkout-v2 --set 'pass_through_label_values=[alice, bob]'

  A whole document, in place of what is stored:
  $ rollout dynamic-config apply --policy checkout-v2 --file dynamic.yaml

  Before it runs, checked against the keys of its policy:
  $ rollout dynamic-config apply --policy checkout-v2 --policy-file policy.yaml --set rollout=true`,
      ),

  request: ({ policy, file, set, wait = false, timeout, stateDir, output, ...flags }: Flags, args) => ({
    policy: checkPolicyName(policy),
    source: readPolicyFlags(flags, args),
    document: { file, fileFlag: '--file', set },
    wait,
    timeout: readTimeout(timeout),
    stateDir,
    output,
  }),

  async run({ policy, source, document: given, wait, timeout, stateDir, output }, io) {
    const store = openStore({ stateDir }, io);
    const running = store.running(policy);
    const ofPolicy = await keysOfPolicy({ policy, source, isRunning: running.length > 0 }, io);
    const cells = [...running.flatMap(typedKeys), ...ofPolicy];
    const stands = (given.file === undefined && store.get(policy)?.document) || {};
    const known = [
      ...running.flatMap(({ keys }) => keys),
      ...ofPolicy.map(({ key }) => key),
      ...Object.keys(stands),
    ];
    const document = await readDynamicDocument({ ...given, stands }, known, io, cells);
    if (!document)
      throw fail('USAGE_MISSING', { flag: '--file FILE or --set KEY=VALUE', what: 'the configuration' });
    await warnOfUnknownPolicy(policy, store, io);
    const { interrupted: signal, now } = io; // Ctrl-C is listened to from before the document is stored
    const stored = store.apply(policy, document);
    const applied = await waitUntilApplied({
      store,
      policy,
      isApplied: ({ taken }) => taken?.revision === stored.revision,
      timeout: wait ? timeout : DEFAULT_WAIT,
      onlyWhileRunning: !wait,
      now,
      signal,
    });
    if (applied.length === 0 && signal.aborted) throw fail('INTERRUPTED', {});
    if (applied.length === 0 && wait)
      throw fail('DYNAMIC_NOT_TAKEN', { policy, waited: formatSpoken(timeout) });
    io.out(output === 'json' ? asJson(stored, applied) : asText(stored, applied));
    return 0;
  },
});

/** The keys of a run, with what their values must be. */
function typedKeys({ types = {} }: RunningState): TypedKey[] {
  return Object.entries(types).flatMap(([key, name]) => {
    const type = DYNAMIC_TYPES.get(name);
    return type ? [{ key, ...type }] : [];
  });
}

function asJson({ policy, document }: StoredConfig, applied: readonly RunningState[]): string {
  const takenBy = applied.map(({ pid, taken }) => ({ pid, tick: taken!.tick }));
  return `${printableJson({ policy, dynamic_config: document, taken_by: takenBy }, 2)}\n`;
}

function asText({ policy, document }: StoredConfig, applied: readonly RunningState[]): string {
  const whole = `in force: ${describe(document ?? {})}\n`;
  if (applied.length === 0)
    return `stored for ${policy}; no running simulation took it, the next live one starts with it\n${whole}`;
  const lines = applied.map(
    ({ pid, taken }) =>
      `applied to ${policy}: the simulation with process id ${pid} takes it from tick ${taken!.tick} on\n`,
  );
  return lines.join('') + whole;
}
