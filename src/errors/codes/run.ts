import { didYouMean, error, warning } from '../define.ts';

/** Scenario, dynamic configuration and the run itself. */
export const runCodes = {
  STATE_UNREADABLE: error<{ file: string; why: string }>(3, {
    text: (p) => `the state file ${p.file} cannot be read: ${p.why}`,
    hint: () =>
      'give another directory with --state-dir; `dynamic-config apply --file FILE` replaces a damaged document, `dynamic-config delete` removes it',
  }),
  STATE_UNWRITABLE: error<{ file: string; why: string }>(3, {
    text: (p) => `the state file ${p.file} cannot be written: ${p.why}`,
    hint: () => 'give a directory you may write to with --state-dir or ROLLOUT_STATE_DIR',
  }),
  STATE_HOME: error<Record<string, never>>(3, {
    text: () => 'there is no place for the state: HOME is empty',
    hint: () => 'give a directory with --state-dir, ROLLOUT_STATE_DIR or XDG_STATE_HOME',
  }),
  STATE_FORMAT: error<{ why: string }>(3, {
    text: (p) => `not the state of a run that can go on: ${p.why}`,
    hint: () => 'start the run anew; the state of another version of rollout cannot be read',
  }),
  STATE_PLAN: error<{ why: string }>(3, {
    text: (p) => `the state is that of a run of another policy: ${p.why}`,
    hint: () => 'go on with the policy it was made with, or start the run anew',
  }),
  STATE_SOURCE: error<{ of: string; got: string }>(3, {
    text: (p) => `the state is that of a run on other readings: ${p.of}, not ${p.got}`,
    hint: () => 'go on with the readings it was made with, or start the run anew',
  }),
  STATUS_LOST: warning<{ problem: string }>({
    text: (p) => `${p.problem}; the run goes on`,
    hint: () => 'until it can be written again, `rollout status` shows what was written last, or nothing',
  }),
  DYNAMIC_LOST: warning<{ problem: string }>({
    text: (p) => `${p.problem}; the run goes on under the dynamic configuration it has`,
    hint: () => 'correct that and apply the configuration again',
  }),
  HELD_TOO_LARGE: error<{ limit: number }>(3, {
    text: (p) => `the readings take more than ${p.limit} MiB of memory`,
    hint: () => 'rehearse a shorter period, or a longer evaluation_interval',
  }),
  TRACE_CUT: warning<{ file: string }>({
    text: (p) => `${p.file} is incomplete: it has the ticks that were written before the run failed`,
    hint: () => 'its last row is the last tick that was written',
  }),
  POLICY_NAME: error<{ got: string }>(3, {
    text: (p) => `"${p.got}" is not the name of a rollout or a policy`,
    hint: () => 'lower case letters, digits, `-` and `.`, at most 253 characters',
  }),
  DYNAMIC_UNKNOWN_KEY: error<{ key: string; suggestion?: string; known: string }>(3, {
    text: (p) => `unknown key "${p.key}"${didYouMean(p)}`,
    hint: (p) => `known keys: ${p.known}`,
  }),
  DYNAMIC_POLICY: warning<{ policy: string; suggestion?: string }>({
    text: (p) =>
      `no simulation, stored configuration or values.yaml here has a policy ${p.policy}${didYouMean(p)}`,
    hint: () => 'it is stored all the same: a live simulation of that name starts with it',
  }),
  DYNAMIC_TYPE: error<{ key: string; expected: string; got: string }>(3, {
    text: (p) => `${p.key} must be ${p.expected}, got ${p.got}`,
  }),
  DYNAMIC_NOT_TAKEN: error<{ policy: string; waited: string }>(1, {
    text: (p) => `no running simulation of ${p.policy} applied it within ${p.waited}`,
    hint: () => 'it is stored and the next live simulation starts with it; see `rollout status`',
  }),
  STEER_UNKNOWN: error<{ policy: string; suggestion?: string }>(3, {
    text: (p) => `no live simulation of ${p.policy} runs on this machine${didYouMean(p)}`,
    hint: (p) =>
      `see \`rollout status\`; what the next one starts with is stored by \`rollout dynamic-config apply --policy ${p.policy} --set rollout=true\``,
  }),
  STEER_KEY: error<{ policy: string; done: string; moves: string }>(3, {
    text: (p) =>
      `${p.policy} cannot be ${p.done}: its policy has no variable with a dynamic key that ${p.moves}`,
    hint: () =>
      'give a bool_variable a config_key: one behind an `and` at the forward port of the ramp holds it, one behind an `or` at its reset port resets it',
  }),
  STEER_NOT_TAKEN: error<{ policy: string; action: string; waited: string }>(1, {
    text: (p) => `no live simulation of ${p.policy} took the ${p.action} within ${p.waited}`,
    hint: (p) =>
      p.action === 'reset'
        ? 'it is withdrawn: no later run takes it; see `rollout status`'
        : 'it is stored: a run that is only slow takes it, and so does the next one; see `rollout status`',
  }),
  SCENARIO_UNKNOWN: error<{ name: string; suggestion?: string; known: string }>(3, {
    text: (p) => `no scenario file or built-in scenario "${p.name}"${didYouMean(p)}`,
    hint: (p) => `built in: ${p.known}; or give the path of a scenario file`,
  }),
  SCENARIO_SIGNAL_MISSING: error<{ signal: string; query: string; scenario: string }>(3, {
    text: (p) => `scenario ${p.scenario} has no readings for ${p.signal} (${p.query})`,
    hint: (p) =>
      `give its readings, such as error_rate, latency_ms.mean, latency_ms.p95, rate or a series like 0.1x60: with --signal ${p.signal}=error_rate, under signals.${p.signal} of a scenario file, or under input.${p.signal} of a policy test`,
  }),
  SCENARIO_SIGNAL_UNKNOWN: error<{ signal: string; suggestion?: string; known: string }>(3, {
    text: (p) => `the policy has no query that feeds ${p.signal}${didYouMean(p)}`,
    hint: (p) => (p.known ? `its queries feed: ${p.known}` : 'it has no queries'),
  }),
  SCENARIO_SERIES: error<{ signal: string; word: string }>(3, {
    text: (p) => `signals.${p.signal}: "${p.word}" is neither a measure nor series notation`,
    hint: () => "measures: latency_ms.mean, latency_ms.p95, error_rate, rate; series: '0+10x10 _ 5x3 stale'",
  }),
  SCENARIO_TIME: error<{ path: string; got: string }>(3, {
    text: (p) => `${p.path} must be a duration (2m) or a share of the run (40%), got ${p.got}`,
  }),
  SCENARIO_EVENT: error<{ path: string }>(3, {
    text: (p) => `${p.path} changes nothing`,
    hint: () => 'give one of latency_ms, error_rate, rate, no_data, dynamic_config',
  }),
  SCENARIO_FOR: error<{ path: string }>(3, {
    text: (p) => `${p.path}.for has no meaning: a dynamic configuration holds until the next one`,
    hint: () => 'leave `for` out, and add an event with the configuration to go back to',
  }),
  SCENARIO_EVENT_UNUSED: warning<{ path: string; at: string; length: string }>({
    text: (p) => `${p.path} never happens: it begins at ${p.at}, and the run lasts ${p.length}`,
    hint: () =>
      'let it begin earlier, or by share of the run (`at: 40%`), or make the run longer (its duration, or --duration)',
  }),
  SCENARIO_LONG: error<{ ticks: number; max: number; longest: string }>(3, {
    text: (p) =>
      `the run would have ${p.ticks.toLocaleString('en-US')} ticks, and a scenario has ${p.max.toLocaleString('en-US')} at most: ${p.longest} at this interval`,
    hint: () =>
      'give a shorter duration, with --duration or in the scenario, or a longer evaluation_interval',
  }),
  SCENARIO_LABELS: error<{ label: string; sum: string }>(3, {
    text: (p) => `the shares of traffic.labels.${p.label} add up to ${p.sum}, more than 1`,
    hint: () => 'each is the share of requests with that value; what is missing to 1 has none of them',
  }),
  SIMULATE_TIME: error<{ flag: string; got: string }>(2, {
    text: (p) => `${p.flag} takes RFC 3339, Unix seconds or now-7d, got "${p.got}"`,
    hint: () => 'for example 2026-11-03T14:00:00Z',
  }),
  SIMULATE_RANGE_TIME: error<{ signal: string; modifier: string }>(3, {
    text: (p) =>
      `the query of ${p.signal} reads at \`${p.modifier}\`, the edge of what is asked for: over history it would read the future, or one moment throughout`,
    hint: (p) => `leave out \`${p.modifier}\`, or say how far back it looks: offset 5m`,
  }),
  SIMULATE_RANGE: error<{ from: string; to: string }>(2, {
    text: (p) => `the history from ${p.from} to ${p.to} is empty: its end must lie after its start`,
    hint: () => 'for example --from now-7d --to now',
  }),
  SIMULATE_UNEXPECTED: error<{ fault: string }>(1, { text: (p) => p.fault }),
  SEVERAL_RAMPS: warning<{ count: number; followed: string }>({
    text: (p) =>
      `the policy has ${p.count} load ramps: step, accept percentage and outcome are those of ${p.followed}`,
    hint: () => 'a trace (--trace) has the accept percentage of each',
  }),
};
