import { expect, test } from 'vitest';
import { actuatorKinds } from '../../../../src/control/actuators.ts';
import { readRolloutFile } from '../../../../src/control/rollout-file/read.ts';
import { RolloutError } from '../../../../src/errors/rollout-error.ts';

const WHOLE = `rollout: checkout-v2
values_file: values.yaml
prometheus: {url: http://prometheus:9090, http_config_file: prometheus.http.yaml}
start: {at: 2026-11-24T09:00:00Z}
after_reset: {percentage: 0, do: continue, at_most: 2}
without_data: {after: 5m, do: backward}
without_prometheus: {do: reset}
forward_only: [{days: mon-thu, from: "09:00", to: "16:00", timezone: Europe/Berlin}]
approvals: [{before_step: 3}]
gates: [{before_step: 3, url_file: gate.url}]
min_requests: {query: sum(requests_total), per_step: 1000}
bake: 1h
give_up_after: {after: 7d, do: reset}
actuators:
  - flagd: {file: flags/checkout.flagd.json, flag: new-checkout, on: "on", off: "off"}
  - exec: {command: [./tell.sh], flag: f}
notify:
  - webhook: {url_file: hook.url, secret_file: hook.secret, on: [started, killed]}
`;
const LEAST = 'rollout: a\nvalues_file: v.yaml\nactuators: [{exec: {command: [a], flag: f}}]\n';

test('an hour of another form says the form in words', async () => {
  const wrong = `${LEAST}forward_only: [{days: mon-thu, from: "9:00", to: "16:00", timezone: Europe/Berlin}]\n`;
  await expect(readRolloutFile(wrong, 'r.yaml')).rejects.toThrow('a time of day, HH:MM');
});

test('a whole file has its settings in seconds, and its steps from 0', async () => {
  const { document, ...rollout } = await readRolloutFile(WHOLE, 'ops/checkout.yaml');
  expect(document.file).toBe('ops/checkout.yaml');
  expect(rollout).toEqual({
    name: 'checkout-v2',
    file: 'ops/checkout.yaml',
    policy: { valuesFile: 'ops/values.yaml', blueprint: undefined },
    prometheus: { url: 'http://prometheus:9090', httpConfigFile: 'ops/prometheus.http.yaml' },
    rules: {
      start: { at: Date.UTC(2026, 10, 24, 9) / 1000 },
      afterReset: { isOff: true, climbs: 2 },
      withoutData: { after: 300, do: 'backward' },
      withoutPrometheus: { after: 900, do: 'reset' },
      forwardOnly: [
        {
          days: [true, true, true, true, false, false, false],
          from: 540,
          to: 960,
          timezone: 'Europe/Berlin',
        },
      ],
      approvals: [2],
      gates: [2],
      requestsPerStep: 1000,
      bake: 3600,
      giveUpAfter: { after: 604_800, do: 'reset' },
    },
    gates: [{ before_step: 3, url_file: 'gate.url' }],
    requests: 'sum(requests_total)',
    actuators: [
      {
        kind: 'flagd',
        config: { file: 'flags/checkout.flagd.json', flag: 'new-checkout', on: 'on', off: 'off' },
        pointer: '/actuators/0/flagd',
      },
      { kind: 'exec', config: { command: ['./tell.sh'], flag: 'f' }, pointer: '/actuators/1/exec' },
    ],
    notify: [
      {
        kind: 'webhook',
        config: { url_file: 'hook.url', secret_file: 'hook.secret', on: ['started', 'killed'] },
        pointer: '/notify/0/webhook',
      },
    ],
  });
});

test('the least file starts manually, holds without data, and waits after a reset', async () => {
  const { rules, prometheus } = await readRolloutFile(LEAST, 'a.yaml');
  expect(prometheus).toBeUndefined();
  expect(rules).toEqual({
    start: 'manually',
    afterReset: { isOff: false, climbs: 0 },
    withoutData: { after: 180, do: 'hold' },
    withoutPrometheus: { after: 900, do: 'hold' },
    forwardOnly: [],
    approvals: [],
    gates: [],
    requestsPerStep: 0,
    bake: 0,
    giveUpAfter: undefined,
  });
});

/** All that is wrong in a file: `line:column CODE sentence | hint`. */
async function faults(text: string): Promise<string[]> {
  const problem = await readRolloutFile(text, 'a.yaml').then(
    () => undefined,
    (thrown) => thrown,
  );
  if (!(problem instanceof RolloutError)) return [];
  return problem.diagnostics.map(
    ({ line, column, code, message, hint }) =>
      `${line}:${column} ${code} ${message}${hint === null ? '' : ` | ${hint}`}`,
  );
}

const with_ = (line: string): string => `${LEAST}${line}\n`;
const actuator = (entry: string): string => `rollout: a\nvalues_file: v.yaml\nactuators:\n  - ${entry}\n`;

test('an unknown setting hides no other fault', async () => {
  const found = await faults(with_('aproval: []\nafter_reset: {do: continue}'));
  expect(found.map((fault) => fault.split(' ')[1])).toEqual(['VALUES_UNKNOWN_KEY', 'ROLLOUT_CONTRADICTION']);
});

const codesOf = async (text: string): Promise<string[]> =>
  (await faults(text)).map((fault) => fault.split(' ', 2).join(' '));

test('a fault of form hides no other fault, also not one of its own entry', async () => {
  const text = actuator(`flagd: {file: a.yaml, flag: b, apply_every: soon}
  - exec: {command: [a], flag: f, timeout: 1m}
start: {at: tomorrow}
bake: long
after_reset: {do: continue}
forward_only: [{days: mon-thursday, from: "9:00", to: "16:00", timezone: Europe/Berlim}]
gates: [{before_step: 2}]`);
  expect(await codesOf(text)).toEqual([
    '4:13 VALUES_INVALID',
    '4:36 VALUES_FORMAT',
    '5:35 VALUES_INVALID',
    '6:9 VALUES_FORMAT',
    '7:1 VALUES_FORMAT',
    '8:15 ROLLOUT_CONTRADICTION',
    '9:17 ROLLOUT_DAYS',
    '9:37 VALUES_FORMAT',
    '9:64 ROLLOUT_TIMEZONE',
    '10:9 ROLLOUT_NEEDS',
  ]);
});

test('a part of another type hides nothing but what is said of itself', async () => {
  const text = with_(`approvals: {before_step: 2}
after_reset: continue
gates: [3, {before_step: 2}, {before_step: two, url: 'http://x', url_file: y}]
forward_only: [null, {from: "09:00", to: "09:00"}]
notify: [{slack: {on: [killed]}}, {slack: 3}]`);
  expect(await codesOf(text)).toEqual([
    '4:1 VALUES_TYPE',
    '5:1 VALUES_TYPE',
    '6:9 VALUES_TYPE',
    '6:12 ROLLOUT_NEEDS',
    '6:31 VALUES_TYPE',
    '7:16 VALUES_TYPE',
    '7:38 ROLLOUT_CONTRADICTION',
    '8:11 VALUES_INVALID',
    '8:36 VALUES_TYPE',
  ]);
});

test('an address that is none is one fault', async () => {
  expect(await codesOf(with_('notify: [{webhook: {url: example}}]'))).toEqual(['4:21 VALUES_FORMAT']);
});

test('a secret hides no other fault, and no line is shown', async () => {
  const text = with_(
    'gates: [{before_step: 2}]\nnotify: [{webhook: {url_file: u, secret: HUSH}}]\nbake: long',
  );
  expect(await codesOf(text)).toEqual(['4:9 ROLLOUT_NEEDS', '5:34 ROLLOUT_SECRET', '6:1 VALUES_FORMAT']);
  const problem = await readRolloutFile(text, 'a.yaml').catch((thrown) => thrown);
  expect(JSON.stringify(problem.diagnostics)).not.toContain('HUSH');
  expect(problem.diagnostics.map(({ source }: { source?: string }) => source)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('a file of thousands of faults ends with those of its shape', async () => {
  const found = await codesOf(with_(`gates: [${'3, '.repeat(3000)}3]`));
  expect(new Set(found.map((fault) => fault.split(' ')[1]))).toEqual(new Set(['VALUES_TYPE']));
});

test.each([
  [
    'an unknown key',
    with_('aproval: []'),
    '4:1 VALUES_UNKNOWN_KEY unknown key "aproval", did you mean "approvals"?',
  ],
  [
    'an unknown kind of actuator',
    actuator('flagdd: {file: a, flag: b}'),
    '4:5 VALUES_UNKNOWN_KEY actuators[0]: unknown key "flagdd", did you mean "flagd"? | known keys: ' +
      actuatorKinds.map(({ kind }) => kind).join(', '),
  ],
  [
    'two kinds in one entry',
    actuator('{exec: {command: [a], flag: f}, flagd: {file: a, flag: b}}'),
    '4:5 VALUES_CHOICE actuators[0] takes one of exec, flagd, not several',
  ],
  [
    'no actuator',
    'rollout: a\nvalues_file: v.yaml\nactuators: []\n',
    '3:1 VALUES_EMPTY_LIST actuators needs at least 1 entry',
  ],
  [
    'a missing key of a kind',
    actuator('flagd: {file: a}'),
    '4:5 VALUES_MISSING_KEY actuators[0].flagd: key "flag" is missing | flag: Key of the flag in the file.',
  ],
  [
    'a date that there is not',
    with_('start: {at: 2026-02-30T09:00:00Z}'),
    '4:9 VALUES_FORMAT start.at must be a time, RFC 3339 or Unix seconds, got "2026-02-30T09:00:00Z" | write for example 2026-11-03T14:00:00Z',
  ],
  [
    'a start that is neither',
    with_('start: manualy'),
    '4:1 VALUES_ENUM start must be one of manually, immediately, got "manualy", did you mean "manually"?',
  ],
  [
    'a time zone that there is not',
    with_('forward_only: [{from: "09:00", to: "16:00", timezone: Europe/Berlim}]'),
    '4:45 ROLLOUT_TIMEZONE forward_only[0].timezone: there is no time zone "Europe/Berlim", did you mean "Europe/Berlin"? | write a name of the IANA database, such as Europe/Berlin or UTC',
  ],
  [
    'days that there are not',
    with_('forward_only: [{days: mon-thursday, from: "09:00", to: "16:00"}]'),
    '4:17 ROLLOUT_DAYS forward_only[0].days must be days of the week, got "mon-thursday" | write days or spans of them: mon-thu, or mon,wed,fri',
  ],
  [
    'an hour that there is not',
    with_('forward_only: [{from: "09:00", to: "25:00"}]'),
    '4:32 VALUES_FORMAT forward_only[0].to must be a time of day, HH:MM, got "25:00" | write it with two digits each, such as 09:00',
  ],
  [
    'hours without length',
    with_('forward_only: [{from: "09:00", to: "09:00"}]'),
    '4:32 ROLLOUT_CONTRADICTION forward_only[0].to is when the hours begin | write from: "00:00" and to: "24:00" for a whole day',
  ],
  [
    'a climb without a bound',
    with_('after_reset: {do: continue}'),
    '4:15 ROLLOUT_CONTRADICTION after_reset.do is continue without a bound | say with at_most how many times it climbs again by itself',
  ],
  [
    'a bound without a climb',
    with_('after_reset: {at_most: 3}'),
    '4:15 ROLLOUT_CONTRADICTION after_reset.at_most bounds a rollout that does not climb again by itself | take it out, or add do: continue',
  ],
  [
    'one approval twice',
    with_('approvals: [{before_step: 2}, {before_step: 2}]'),
    '4:32 ROLLOUT_CONTRADICTION approvals[1].before_step names step 2 a second time | take one of them out',
  ],
  [
    'a gate without an address',
    with_('gates: [{before_step: 2}]'),
    '4:9 ROLLOUT_NEEDS gates[0] needs one of url, url_file, url_env',
  ],
  [
    'no policy',
    'rollout: a\nactuators: [{exec: {command: [a], flag: f}}]\n',
    '1:1 ROLLOUT_POLICY a rollout file names its policy with values_file or policy_file, got neither | paths are relative to the rollout file',
  ],
  [
    'two policies',
    with_('policy_file: p.yaml'),
    '4:1 ROLLOUT_POLICY a rollout file names its policy with values_file or policy_file, got both | paths are relative to the rollout file',
  ],
  [
    'what a kind refuses',
    actuator('flagd: {file: a.yaml, flag: b}'),
    '4:13 VALUES_INVALID actuators[0].flagd.file: only a file in JSON can be changed',
  ],
  [
    'what a receiver refuses',
    with_('notify: [{slack: {on: [killed]}}]'),
    '4:11 VALUES_INVALID notify[0].slack.url: one of url, url_file and url_env is needed',
  ],
  [
    'one target twice',
    actuator('flagd: {file: /a, flag: b, on: "on"}\n  - flagd: {file: /a, flag: b}'),
    '5:5 ROLLOUT_TARGET two actuators move the same target, flagd /a b: the first is actuators[0].flagd | a target belongs to one actuator of one rollout; take one of them out',
  ],
  [
    'another document',
    'tests: []\n',
    '1:1 VALUES_WRONG_DOCUMENT this is a policy test, expected a rollout file | give it to `rollout policy test`',
  ],
])('%s is refused', async (_, text, expected) => {
  expect(await faults(text)).toEqual([expected]);
});

test.each([
  ['a token', actuator('flagd: {file: a, flag: f, token: HUSH}'), 'token_file or token_env'],
  [
    'an address with a password',
    with_('notify: [{webhook: {url: "https://me:HUSH@example.com/hook"}}]'),
    'url_file or url_env',
  ],
  [
    'an address with a token',
    with_('notify: [{webhook: {url: "https://example.com/hook?token=HUSH"}}]'),
    'url_file or url_env',
  ],
  ['the password of a server', with_('prometheus: {url: "http://me:HUSH@p"}'), 'http_config_file'],
])('%s in the file is refused, and not repeated', async (_, text, instead) => {
  const problem = await readRolloutFile(text, 'a.yaml').catch((thrown) => thrown);
  expect(JSON.stringify(problem.diagnostics)).not.toContain('HUSH');
  expect(problem.diagnostics.map(({ code, hint }: { code: string; hint: string }) => [code, hint])).toEqual([
    ['ROLLOUT_SECRET', `take it out, replace it where it is valid, and name ${instead}`],
  ]);
});
