import type { RunningState, Store, StoredConfig } from '../../../control/store.ts';
import { fail } from '../../../errors/rollout-error.ts';
import { formatSpoken, parseDuration, type Seconds } from '../../../text/duration.ts';
import { defineCommand } from '../../command.ts';
import { checkPolicyName, readDynamicDocument } from '../../dynamic-document.ts';
import type { IO } from '../../io.ts';
import { outputOption, repeated, stateDirOption } from '../../options.ts';
import { openStore, type StateDirFlags } from '../../state-dir.ts';

interface Options extends StateDirFlags {
  readonly policy: string;
  readonly file?: string;
  readonly set?: readonly string[];
  readonly wait?: boolean;
  readonly timeout: string;
  readonly output: 'text' | 'json';
}

/** A running simulation takes a change within a second; a little more, so that its word arrives. */
const GRACE: Seconds = 1.5;
const LOOK: Seconds = 0.05;

export const apply = defineCommand({
  describe: (command) =>
    command
      .requiredOption('--policy <name>', 'the policy to steer')
      .option('--file <file>', 'the document, YAML or JSON; - is stdin')
      .option('--set <key=value>', 'one key of the document; may be repeated', repeated)
      .addOption(stateDirOption('where it is stored'))
      .option('--wait', 'wait until a running simulation took it')
      .option('--timeout <duration>', 'how long --wait waits', '1m')
      .addOption(outputOption())
      .addHelpText(
        'after',
        '\nExample:\n  $ rollout dynamic-config apply --policy checkout-v2 --set rollout=true',
      ),

  request: (flags: Options) => flags,

  async run(options, io) {
    const policy = checkPolicyName(options.policy);
    const timeout = parseDuration(options.timeout);
    if (timeout === undefined)
      throw fail('USAGE_VALUE', {
        flag: '--timeout',
        got: options.timeout,
        expected: 'a duration such as 30s',
      });
    const store = openStore(options, io);
    const keys = store.running(policy).flatMap((state) => state.keys);
    const document = await readDynamicDocument(
      { file: options.file, fileFlag: '--file', set: options.set },
      keys,
      io,
    );
    if (!document)
      throw fail('USAGE_MISSING', { flag: '--file FILE or --set KEY=VALUE', what: 'the configuration' });
    const { interrupted } = io; // listened to from before the document is stored
    const stored = store.apply(policy, document);
    const takers = await taken(store, stored, options.wait ? timeout : GRACE, options.wait === true, io);
    if (takers.length === 0 && interrupted.aborted) throw fail('INTERRUPTED', {});
    if (options.wait && takers.length === 0)
      throw fail('DYNAMIC_NOT_TAKEN', { policy, waited: formatSpoken(timeout) });
    io.out(options.output === 'json' ? asJson(stored, takers) : asText(policy, takers));
    return 0;
  },
});

/** Waits for a running simulation to say that it took this revision; without `insist` only while one runs. */
async function taken(
  store: Store,
  { policy, revision }: StoredConfig,
  atMost: Seconds,
  insist: boolean,
  io: IO,
): Promise<RunningState[]> {
  const until = io.now() + atMost;
  for (;;) {
    const running = store.running(policy);
    const takers = running.filter((state) => state.taken?.revision === revision);
    if (takers.length > 0 || io.now() >= until || io.interrupted.aborted || !(insist || running.length > 0))
      return takers;
    await new Promise((resolve) => setTimeout(resolve, LOOK * 1000));
  }
}

const asJson = ({ policy, document }: StoredConfig, takers: readonly RunningState[]): string =>
  `${JSON.stringify({ policy, dynamic_config: document, taken_by: takers.map(({ pid, taken: t }) => ({ pid, tick: t!.tick })) }, null, 2)}\n`;

function asText(policy: string, takers: readonly RunningState[]): string {
  if (takers.length === 0)
    return `stored for ${policy}; no running simulation took it, the next live one starts with it\n`;
  return takers
    .map(
      ({ pid, taken: t }) =>
        `applied to ${policy}: the simulation with process id ${pid} takes it from tick ${t!.tick} on\n`,
    )
    .join('');
}
