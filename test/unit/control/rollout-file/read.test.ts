import { expect, test } from 'vitest';
import { readRolloutFile } from '../../../../src/control/rollout-file/read.ts';
import { eachIsRefused, LEAST, withLines } from '../../../support/control/rollout-file-faults.ts';

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

eachIsRefused([
  [
    'an unknown key',
    withLines('aproval: []'),
    '4:1 VALUES_UNKNOWN_KEY unknown key "aproval", did you mean "approvals"?',
  ],
  [
    'a date that there is not',
    withLines('start: {at: 2026-02-30T09:00:00Z}'),
    '4:9 VALUES_FORMAT start.at must be a time, RFC 3339 or Unix seconds, got "2026-02-30T09:00:00Z" | write for example 2026-11-03T14:00:00Z',
  ],
  [
    'a start that is neither',
    withLines('start: manualy'),
    '4:1 VALUES_ENUM start must be one of manually, immediately, got "manualy", did you mean "manually"?',
  ],
  [
    'a gate without an address',
    withLines('gates: [{before_step: 2}]'),
    '4:9 ROLLOUT_NEEDS gates[0] needs one of url, url_file, url_env',
  ],
  [
    'what a receiver refuses',
    withLines('notify: [{slack: {on: [killed]}}]'),
    '4:11 VALUES_INVALID notify[0].slack.url: one of url, url_file and url_env is needed',
  ],
  [
    'another document',
    'tests: []\n',
    '1:1 VALUES_WRONG_DOCUMENT this is a policy test, expected a rollout file | give it to `rollout policy test`',
  ],
]);
