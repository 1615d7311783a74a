import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { type FuzzClass, property } from '../fuzz-class.ts';
import { root } from '../root.ts';
import type { Outcome, World } from '../world.ts';

const MINUTE = 60;
const SECOND_VALUE = 30;

const criterion = (threshold: number) => `{operator: gt, threshold: ${threshold}}`;

const valuesWith = (reset: number): string => `# blueprint: promql
policy:
  policy_name: checkout
  evaluation_interval: ${MINUTE}s
  load_ramp:
    sampler:
      selectors: [{service: any, control_point: ingress}]
    steps:
      - {target_accept_percentage: 10, duration: 0s}
      - {target_accept_percentage: 100, duration: 4m}
  drivers:
    promql_drivers:
      - query_string: latency
        criteria: {forward: {operator: lt, threshold: 60}, reset: ${criterion(reset)}} # agreed on in May
      - query_string: errors
        criteria: {reset: ${criterion(SECOND_VALUE)}}
`;

/** Readings in runs: a value, or none, on so many ticks. */
const readings = fc.array(
  fc.tuple(fc.constantFrom('50', '55', '70', '90', '0', '-1', '1e300', '_'), fc.integer({ min: 1, max: 40 })),
  { minLength: 1, maxLength: 8 },
);

const odd = fc.constantFrom(
  '',
  'x',
  ':',
  'PROMQL_9: x2',
  '\u001b[31m: x2',
  'PROMQL_0: x1..2/999999',
  'PROMQL_0: xNaN',
);
const effect = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      'PROMQL_0: x2',
      'PROMQL_0: +20 from 25%',
      'PROMQL_0: =100 share arm',
      'PROMQL_0: x1.2..3/3 after 2m',
      'PROMQL_0: -10 share tail(95)',
      'PROMQL_1: +40 over 5m',
      'PROMQL_1: x1e308',
    ),
  },
  { weight: 1, arbitrary: odd },
);
const time = fc
  .integer({ min: -10, max: 200 })
  .map((minute) => new Date(minute * MINUTE * 1000).toISOString());
const incident = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(time, time).map((times) => times.sort().join('/')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '/', 'now/now', '1970-01-01T00:10:00Z/1970-01-01T00:12:00Z=<b>|\u202e'),
  },
);
const duration = fc.constantFrom('1m', '3m', '10m', '7h', '61s', '0s', 'never');
const share = fc.constantFrom('0', '1', '1/20', '50%', '2', 'x');

/** A flag and its value, in some of the inputs. */
const flag = (name: string, value: fc.Arbitrary<string>) =>
  fc.option(
    value.map((text) => [name, text]),
    { nil: [], freq: 3 },
  );

const shared = fc
  .tuple(
    flag('--every', duration),
    flag('--horizon', duration),
    flag('--incident', incident),
    flag('--jobs', fc.constantFrom('1', '2', '0')),
  )
  .map((parts) => parts.flat());

const input = fc.record({
  latency: readings,
  errors: readings,
  reset: fc.constantFrom(60, 80, 100),
  shared,
  inject: flag('--inject', effect),
  limits: fc
    .tuple(flag('--max-false-alarms', share), flag('--min-caught', share))
    .map((parts) => parts.flat()),
  detect: effect,
  format: fc.constantFrom('text', 'json', 'markdown'),
});
type Input = typeof input extends fc.Arbitrary<infer T> ? T : never;

const each = (runs: Input['latency']): string[] =>
  runs.flatMap(([value, count]) => Array<string>(count).fill(value));

/** Both series, the second over and over as long as the first. */
function seriesOf({ latency, errors }: Input): readonly string[] {
  const [first, second] = [each(latency), each(errors)];
  const repeated = first.map((_, tick) => second[tick % second.length]!);
  return [`latency=${first.join(' ')}`, `errors=${repeated.join(' ')}`];
}

function fill(world: World, one: Input): void {
  world.fill({ 'a.yaml': valuesWith(80), 'b.yaml': valuesWith(one.reset) });
  const script = join(root, 'test/support/record-series.mjs');
  execFileSync(process.execPath, [script, world.path('r.rec'), '0', String(MINUTE), ...seriesOf(one)]);
}

const HISTORY = ['--replay', 'r.rec'];

/** Parts of an assessment are the whole. */
async function checkShards(world: World, flags: readonly string[], whole: Outcome): Promise<void> {
  const parts = ['1/2', '2/2'];
  for (const shard of parts)
    await world.run(
      ['assess', 'a.yaml', ...HISTORY, ...flags, '--shard', shard, '--output-file', `${shard[0]}.part`],
      {
        outputs: ['1.part', '2.part'],
      },
    );
  const merged = await world.run(['assess', 'merge', '2.part', '1.part', '-o', 'json']);
  if (merged.stdout !== whole.stdout || merged.exit !== whole.exit)
    world.refuse('parts are not the whole', merged, whole);
}

interface Rate {
  readonly count: number;
  readonly share: number | null;
  readonly interval: readonly [number, number] | null;
}

function checkRates(world: World, whole: Outcome): void {
  const { completed, completed_without_reset, false_alarms, injections, rehearsals } = JSON.parse(
    whole.stdout,
  );
  const rates: readonly Rate[] = [
    completed,
    completed_without_reset,
    false_alarms.reset,
    ...injections.flatMap((one: Record<string, Rate>) => [one.caught, one.reset, one.held, one.slipped]),
  ];
  for (const { count, share, interval } of rates) {
    const isHeld = share === null || !interval || (interval[0] <= share && share <= interval[1]);
    if (count > rehearsals.count || !isHeld) world.refuse('a rate is none', whole);
  }
}

async function checkAssessment(world: World, { shared, inject, limits, format }: Input): Promise<void> {
  const flags = [...shared, ...inject, ...limits];
  const whole = await world.run(['assess', 'a.yaml', ...HISTORY, ...flags, '-o', 'json']);
  const printed = ['assess', 'a.yaml', ...HISTORY, ...flags, '-o', format, '--report', 'a.html'];
  const other = await world.run(printed, { outputs: ['a.html'] });
  if (other.exit !== whole.exit) world.refuse('the exit code depends on the form', whole, other);
  if (world.has('a.html') !== whole.exit < 2) world.refuse('a report is left, or none', other);
  if (whole.exit > 1) return;
  checkRates(world, whole);
  await checkShards(world, flags, whole);
}

/** A policy beside itself is no better and no worse. */
async function checkComparison(world: World, { shared, inject, format }: Input): Promise<void> {
  const flags = [...HISTORY, ...shared, ...inject];
  await world.run(['compare', 'a.yaml', 'b.yaml', ...flags, '-o', format, '--fail-on', 'worse']);
  const same = await world.run(['compare', 'a.yaml', 'a.yaml', ...flags, '-o', 'json']);
  if (same.exit > 1) return;
  const { verdict, differences } = JSON.parse(same.stdout) as {
    verdict: string;
    differences: Record<string, { value: number | null }>;
  };
  const isSame = Object.values(differences).every(({ value }) => value === null || value === 0);
  if (!isSame || !['no difference', 'cannot tell'].includes(verdict))
    world.refuse('a policy differs from itself', same);
}

/** A tuning changes nothing of a file but numbers. */
async function checkTuning(world: World, { shared, detect }: Input): Promise<void> {
  const argv = [
    'tune',
    'a.yaml',
    ...HISTORY,
    ...shared,
    '--detect',
    detect,
    '--output-file',
    'tuned.yaml',
    '-o',
    'json',
  ];
  const tuned = await world.run(argv, { outputs: ['tuned.yaml'] });
  if (tuned.exit > 1) {
    if (world.has('tuned.yaml')) world.refuse('values are left', tuned);
    return;
  }
  const { front, settings } = JSON.parse(tuned.stdout);
  const marked = (name: string) => front.filter((one: Record<string, unknown>) => one[name]).length;
  if (marked('in_use') !== 1 || marked('chosen') !== 1 || front.length > settings)
    world.refuse('the front is none', tuned);
  const diff = await world.run(['policy', 'diff', 'a.yaml', 'tuned.yaml']);
  if (diff.exit > 1) world.refuse('the tuned values are none', tuned, diff);
}

/** Assessments, comparisons and tunings of random histories, with flags that are right and wrong. */
export const judging: FuzzClass = property(input, async (world, one) => {
  fill(world, one);
  await checkAssessment(world, one);
  await checkComparison(world, one);
  await checkTuning(world, one);
});
