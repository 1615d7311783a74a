import { Option } from 'commander';

/** commander's way to collect an option that may be repeated. */
export const repeated = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

/** An option that takes one of a few words. */
export const choiceOption = (
  flags: string,
  what: string,
  choices: readonly string[],
  fallback?: string,
): Option => new Option(flags, what).choices(choices).default(fallback);

/** `-o, --output text|json`, on every command with a result. */
export const outputOption = (): Option =>
  choiceOption('-o, --output <format>', 'form of the result', ['text', 'json'], 'text');

/** `--timeout`, beside `--wait`. */
export const timeoutOption = (): Option =>
  new Option('--timeout <duration>', 'how long --wait waits').default('1m');

/** `--state-dir`; `purpose` says what the command does there. */
export const stateDirOption = (purpose: string): Option =>
  new Option('--state-dir <dir>', `${purpose} (default: $ROLLOUT_STATE_DIR or the XDG state directory)`);

/** `--state`, of the commands of rollouts; `purpose` says what is there. */
export const stateOption = (purpose = 'where its state is kept'): Option =>
  new Option(
    '--state <state>',
    `${purpose}: a directory, etcd://HOST:PORT/PREFIX or kubernetes://NAMESPACE (default: $ROLLOUT_STATE_DIR or the XDG state directory)`,
  );

/** The same where `--state-dir` was before. */
export const stateAliasOption = (): Option =>
  new Option(
    '--state <state>',
    'the same; of rollouts also etcd://HOST:PORT/PREFIX or kubernetes://NAMESPACE',
  );
