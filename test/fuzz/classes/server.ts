import { blindModes, hostileModes, hostilePrometheus } from '../../support/hostile-prometheus.ts';
import { each } from '../fuzz-class.ts';
import type { Outcome, World } from '../world.ts';

const VALUES = `# blueprint: promql
policy:
  policy_name: p
  evaluation_interval: 250ms
  load_ramp:
    sampler: {selectors: [{control_point: c}]}
    steps: [{target_accept_percentage: 1, duration: 1s}, {target_accept_percentage: 100, duration: 10s}]
  drivers:
    promql_drivers:
      - {query_string: latency, criteria: {forward: {operator: lt, threshold: 75}, reset: {operator: gt, threshold: 100}}}
`;

const SECRET = 'S3cret ~pass!%20word';
const AUTHORIZATION = `Bearer ${SECRET}`;
const SECRETS = [SECRET, encodeURIComponent(SECRET), Buffer.from(SECRET).toString('base64')];

const values = ['--values-file', 'values.yaml'];
const impatient = ['--timeout', '800ms', '--retries', '1', '--header', `Authorization: ${AUTHORIZATION}`];
const OUTPUTS = ['state', 'h.csv', 'h.rec', 'l.csv', 'l.rec'];

/** The three ways to use a server; each goes through the built binary. */
const WAYS: Readonly<Record<'validate' | 'history' | 'live', readonly string[]>> = {
  validate: ['policy', 'validate', ...values, '--at', '1000000'],
  history: ['simulate', ...values, '--start', '--from', '1000000', '--to', '1000020', '--no-preflight'],
  live: ['simulate', ...values, '--start', '--duration', '1s', '--no-preflight', '--quiet'],
};
const FILES = {
  validate: [],
  history: ['--trace', 'h.csv', '--record', 'h.rec'],
  live: ['--trace', 'l.csv', '--record', 'l.rec'],
};

/** A hostile Prometheus, used in three ways at once. */
export const server = each(Object.keys(hostileModes), async (world: World, mode) => {
  const isEverywhere = mode.length % 2 === 0;
  const fake = await hostilePrometheus(hostileModes[mode]!, isEverywhere);
  world.fill({ 'values.yaml': VALUES, 'mode.txt': mode });
  const argvOf = (way: keyof typeof WAYS): string[] => [
    ...WAYS[way],
    '--prometheus',
    fake.url,
    ...impatient,
    ...FILES[way],
    '-o',
    'json',
  ];
  try {
    const ways = [argvOf('validate'), argvOf('history'), argvOf('live')];
    const given = { outputs: OUTPUTS, secrets: SECRETS, isBinary: true };
    const [, ...runs] = await world.runAll(ways, given);
    if (blindModes.has(mode)) for (const one of runs) checkBlind(world, mode, one);
  } finally {
    await fake.close();
  }
});

/** Without a reading nothing moves forward. */
function checkBlind(world: World, mode: string, outcome: Outcome): void {
  if (outcome.stdout === '') return;
  const { counts } = JSON.parse(outcome.stdout) as { readonly counts?: { readonly forward: number } };
  if (counts && counts.forward > 0) world.refuse(`${mode}: ${counts.forward} ticks forward`, outcome);
}
