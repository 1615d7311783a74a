import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { packagePath } from '../../../src/disk/package-root.ts';
import { changedDocuments } from '../document.ts';
import { property } from '../fuzz-class.ts';
import type { Files } from '../world.ts';

const TESTS = packagePath('examples/policy-tests');
const examples = (folder: string, end: string): string[] =>
  readdirSync(packagePath(folder))
    .filter((name) => name.endsWith(end))
    .map((name) => readFileSync(join(packagePath(folder), name), 'utf8'));

/** The values files that the tests of policies name, and the values of every other command. */
const around: Files = {
  ...Object.fromEntries(
    readdirSync(TESTS)
      .filter((name) => name.endsWith('.values.yaml'))
      .map((name) => [name, readFileSync(join(TESTS, name), 'utf8')]),
  ),
};
const values = ['--values-file', 'average-latency.values.yaml'];

const SCENARIO = `description: everything a scenario may say
duration: 5m
start: '2026-01-01T00:00:00Z'
seed: 7
traffic: {rate: 50, labels: {http.request.header.user_id: {anna: 0.1, ben: 0.2}}}
service:
  latency_ms: {baseline: {mean: 50, stddev: 15}, feature: {mean: 60, stddev: 20}}
  error_rate: {baseline: 0.01, feature: 0.02}
signals: {AVERAGE_LATENCY_0: '50x60 _x5 120 0+10x10 inf nan'}
events:
  - {at: 10%, for: 5%, only: feature, latency_ms: {multiply: 1.8}, error_rate: {set: 0.05}}
  - {at: 1m, rate: {add: -40}}
  - {at: 2m, for: 10s, no_data: true}
  - {at: 3m, dynamic_config: {rollout: false, pass_through_label_values: [anna]}}
`;

const DYNAMIC = [
  'rollout: true\nreset: false\npass_through_label_values: [a, b]\n',
  '{"rollout": false}',
  'reset: true\n',
];

const HTTP = [
  `basic_auth: {username: me, password: S3cret}
tls_config: {server_name: x, insecure_skip_verify: true, min_version: TLS12, ca_file: ca.pem}
http_headers: {X-A: {values: [a, b]}, X-B: {secrets: [c]}}
follow_redirects: false
`,
  'authorization: {type: Bearer, credentials: S3cret}\nproxy_url: http://127.0.0.1:9\nno_proxy: a,b\n',
  `oauth2: {client_id: i, client_secret: s, token_url: 'http://127.0.0.1:9/t', scopes: [a], endpoint_params: {a: b}}
proxy_from_environment: true
proxy_connect_header: {X-C: [d]}
`,
];

const TOWARDS = ['--prometheus', 'http://127.0.0.1:9', '--retries', '0', '--from', '1000', '--to', '1100'];

interface Kind {
  readonly sound: readonly string[];
  readonly argv: readonly string[];
  readonly outputs?: readonly string[];
}

const FILE = 'document.yaml';

/** The kinds of documents beside values and policies, and the command that takes each. */
const KINDS: readonly Kind[] = [
  {
    sound: [SCENARIO, ...examples('examples/scenarios', '.yaml')],
    argv: ['simulate', ...values, '--start', '--scenario', FILE, '--duration', '3m', '-o', 'json'],
  },
  { sound: examples('examples/policy-tests', '.test.yaml'), argv: ['policy', 'test', FILE, '-o', 'json'] },
  {
    sound: DYNAMIC,
    argv: ['simulate', ...values, '--dynamic-config', FILE, '--duration', '1m', '-o', 'json'],
  },
  {
    sound: DYNAMIC,
    argv: ['dynamic-config', 'apply', '--policy', 'p', '--file', FILE],
    outputs: ['state'],
  },
  { sound: HTTP, argv: ['simulate', ...values, ...TOWARDS, '--http-config-file', FILE, '-o', 'json'] },
];

const document = fc.constantFrom(...KINDS).chain(({ sound, argv, outputs }) =>
  fc.record({
    text: changedDocuments(sound),
    argv: fc.constant(argv),
    outputs: fc.constant(outputs),
  }),
);

/** Scenarios, tests of policies, dynamic and HTTP client configurations. */
export const documents = property(document, async (world, { text, argv, outputs }) => {
  world.fill({ ...around, [FILE]: text });
  await world.run(argv, { outputs });
});
