import { describe, expect, test } from 'vitest';
import { main } from '../../../../../src/main.ts';
import { parseYaml } from '../../../../../src/text/yaml.ts';
import { type FakeWorld, fakeIO } from '../../../../support/fake-io.ts';

const SELECTORS = '[{service: checkout.prod.svc, control_point: ingress}]';
const NAME = ['--name', 'average-latency', '--set', 'policy.policy_name=checkout-v2'];
const SAMPLER = ['--set', `policy.load_ramp.sampler.selectors=${SELECTORS}`];
const DRIVER = [
  '--set',
  `policy.drivers.average_latency_drivers=[{selectors: ${SELECTORS}, criteria: {forward: {threshold: 75}, reset: {threshold: 100}}}]`,
];
const STAGES = ['--stage', '1,0s', '--stage', '100,300s'];
const WHOLE = [...NAME, ...SAMPLER, ...DRIVER, ...STAGES];
const VALUES = `# blueprint: average-latency
policy:
  policy_name: p
  load_ramp:
    sampler: {selectors: ${SELECTORS}}
    steps: [{target_accept_percentage: 100, duration: 5m}]
  drivers:
    average_latency_drivers:
      - {selectors: ${SELECTORS}, criteria: {forward: {threshold: 75}, reset: {threshold: 100}}}
`;

interface WrittenPolicy {
  readonly policy_name: string;
  readonly load_ramp: {
    readonly steps: readonly { readonly target_accept_percentage: number; readonly duration: string }[];
  };
  readonly drivers?: unknown;
}

async function generate(args: readonly string[], world: FakeWorld = {}) {
  const io = fakeIO(world);
  const exit = await main(['blueprints', 'generate', ...args], io);
  const written = io.files.get('values.yaml');
  const values =
    written === undefined
      ? undefined
      : (parseYaml(written, 'values.yaml').value as { policy: WrittenPolicy });
  return { exit, io, written, values, stdout: io.stdout(), stderr: io.stderr() };
}

const steps = ({ values }: Awaited<ReturnType<typeof generate>>) =>
  values!.policy.load_ramp.steps.map((step) => `${step.target_accept_percentage},${step.duration}`).join(' ');

describe('blueprints generate', () => {
  test('writes a commented file from flags alone', async () => {
    const run = await generate(WHOLE);
    expect(run).toMatchObject({ exit: 0, stdout: 'wrote values.yaml\n' });
    expect(run.written).toMatch(
      /^# yaml-language-server: .*\n# blueprint: policies\/feature-rollout\/average-latency\n/,
    );
    expect(run.values!.policy).toMatchObject({
      policy_name: 'checkout-v2',
      drivers: { average_latency_drivers: [{ criteria: { reset: { threshold: 100 } } }] },
    });
    expect(steps(run)).toBe('1,0s 100,300s');
    expect(run.stderr).toBe(
      'the fastest way to 100 % takes 5 min 1 s\na lasting breach resets the ramp within 32 s (30 s to fill the window of average latency, 1 s to its next evaluation, 1 s until the circuit sees it)\n',
    );
  });

  test('what it wrote is taken again, unchanged', async () => {
    const { written } = await generate(WHOLE);
    const again = await generate(['--values-file', 'values.yaml'], { files: { 'values.yaml': written! } });
    expect(again).toMatchObject({ exit: 0, written, stdout: 'values.yaml is valid; nothing was written\n' });
  });

  test('flags go over the file, --set over steps', async () => {
    const args = [
      '--values-file',
      'old.yaml',
      ...STAGES,
      '--set',
      'policy.load_ramp.steps[0].duration=1m',
      '--set',
      'policy.rollout=true',
    ];
    const run = await generate(args, { files: { 'old.yaml': VALUES } });
    expect(steps(run)).toBe('1,1m 100,300s');
    expect(run.values!.policy).toMatchObject({ policy_name: 'p', rollout: true });
  });

  test('draws a curve and says its steps', async () => {
    const run = await generate([
      ...NAME,
      ...SAMPLER,
      ...DRIVER,
      '--curve',
      'linear',
      '--over',
      '4h',
      '--steps',
      '5',
    ]);
    expect(run.stderr).toContain('steps of the linear curve: 1,0s 26,1h 51,1h 75,1h 100,1h\n');
    expect(steps(run)).toBe('1,0s 26,1h 51,1h 75,1h 100,1h');
  });

  test('prints JSON that names what was written', async () => {
    const { stdout, stderr } = await generate([...WHOLE, '-o', 'json']);
    expect(JSON.parse(stdout)).toEqual({
      blueprint: 'policies/feature-rollout/average-latency',
      policy: 'checkout-v2',
      values_file: 'values.yaml',
      written: ['values.yaml'],
      facts: { fastest_completion_seconds: 301, worst_breach_to_reset_seconds: 32 },
      diagnostics: [],
    });
    expect(stderr).toBe('');
  });

  test('writes the values to standard output', async () => {
    const { stdout, stderr } = await generate([...WHOLE, '--output-file', '-']);
    expect(parseYaml(stdout, '-').value).toMatchObject({ policy: { policy_name: 'checkout-v2' } });
    expect(stdout.endsWith('threshold: 100\n')).toBe(true);
    expect(stderr).toContain('the fastest way');
  });

  test('warns of what is probably not meant', async () => {
    const { exit, stderr } = await generate([...NAME, ...SAMPLER, ...DRIVER, '--stage', '50,5m']);
    expect(exit).toBe(0);
    expect(stderr).toContain('--stage 50,5m warning LINT_LAST_STEP the ramp ends at 50 %');
  });
});

describe('refuses', () => {
  test.each<[string, string[], number, string[]]>([
    ['no blueprint', ['--no-input'], 2, ['the blueprint is missing: give --name NAME']],
    ['an unknown blueprint', ['--name', 'promq'], 3, ['did you mean "promql"?']],
    [
      'nothing but a name',
      ['--name', 'average-latency'],
      2,
      [
        'the name of the policy is missing: give --set policy.policy_name=NAME',
        "which requests are sampled is missing: give --set 'policy.load_ramp.sampler.selectors=[{service: SERVICE, control_point: POINT}]'",
        "what drives the ramp is missing: give --set 'policy.drivers.average_latency_drivers=[...]'",
        'the ramp is missing: give --stage PCT,DURATION or --curve SHAPE',
      ],
    ],
    [
      'no steps',
      [...NAME, ...SAMPLER, ...DRIVER],
      2,
      ['the ramp is missing: give --stage PCT,DURATION or --curve SHAPE'],
    ],
    ['a bad stage', [...NAME, '--stage', '25'], 2, ['--stage takes PCT,DURATION, such as 25,2h, got "25"']],
    ['a bad path', [...WHOLE, '--set', 'policy..x=1'], 2, ['--set takes PATH=VALUE']],
    [
      'stages and a curve',
      [...WHOLE, '--curve', 'linear', '--over', '1h'],
      2,
      ['--stage and --curve cannot be given together'],
    ],
    [
      'an unknown curve',
      [...NAME, '--curve', 'exponentail', '--over', '1h'],
      2,
      ['--curve must be one of linear, exponential, s-curve, got "exponentail"'],
    ],
    [
      'a curve without length',
      [...NAME, '--curve', 'linear'],
      2,
      ['how long the curve takes is missing: give --over DURATION'],
    ],
    [
      'a curve of a wrong length',
      [...NAME, '--curve', 'linear', '--over', '3'],
      2,
      ['--over takes a duration', 'got "3"'],
    ],
    [
      'a curve from nothing',
      [...NAME, '--curve', 'exponential', '--over', '3h', '--from', '0'],
      2,
      ['--from takes a percentage above 0 for an exponential curve, got "0"'],
    ],
    ['an idle curve flag', [...WHOLE, '--over', '3h'], 2, ['the curve that --over is about is missing']],
    [
      'a wrong value',
      [...WHOLE, '--set', 'policy.rollout=maybe'],
      3,
      ['--set policy.rollout=maybe error VALUES_TYPE policy.rollout must be'],
    ],
    [
      'a wrong name',
      [...WHOLE, '--set', 'policy.policy_name=../../etc/x'],
      3,
      ['--set policy.policy_name=../../etc/x error VALUES_FORMAT'],
    ],
    [
      'a broken query',
      [
        '--name',
        'promql',
        ...NAME.slice(2),
        ...SAMPLER,
        ...STAGES,
        '--set',
        'policy.drivers.promql_drivers=[{query_string: "sum(x", criteria: {reset: {operator: gt, threshold: 1}}}]',
      ],
      3,
      ['PROMQL_SYNTAX PromQL: "(" is never closed'],
    ],
    ['a missing file', ['--values-file', 'none.yaml'], 3, ['none.yaml: no such file']],
  ])('%s', async (_, args, exit, said) => {
    const run = await generate(args);
    expect(run).toMatchObject({ exit, stdout: '', written: undefined });
    for (const line of said) expect(run.stderr).toContain(line);
  });

  test('to replace a file', async () => {
    const files = { 'values.yaml': 'kept' };
    expect(await generate(WHOLE, { files })).toMatchObject({ exit: 2, stdout: '' });
    const io = fakeIO({ files });
    await main(['blueprints', 'generate', ...WHOLE], io);
    expect(io.files.get('values.yaml')).toBe('kept');
    expect((await generate([...WHOLE, '--overwrite'], { files })).exit).toBe(0);
  });

  test('a placeholder of a file, at its line', async () => {
    const files = { 'v.yaml': VALUES.replace('policy_name: p', 'policy_name: __REQUIRED_FIELD__') };
    const { exit, stderr } = await generate(['--values-file', 'v.yaml'], { files });
    expect(exit).toBe(3);
    expect(stderr).toContain('v.yaml:3:3 error VALUES_PLACEHOLDER policy.policy_name');
  });

  test('to ask without a terminal, or with --no-input', async () => {
    expect((await generate(['--name', 'base'])).exit).toBe(2);
    expect(
      (await generate(['--name', 'base', '--no-input'], { isTTY: { stdin: true, stderr: true } })).exit,
    ).toBe(2);
  });
});
