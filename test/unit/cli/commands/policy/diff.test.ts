import { describe, expect, test } from 'vitest';
import { main } from '../../../../../src/main.ts';
import { fakeIO } from '../../../../support/fake-io.ts';

const values = ({
  target = 25,
  reset = 100,
  title = 'T',
  header = '# blueprint: average-latency\n',
  duration = '2h',
} = {}) => `${header}policy:
  policy_name: p
  load_ramp:
    sampler: {selectors: [{control_point: ingress}]}
    steps: [{target_accept_percentage: ${target}, duration: ${duration}}, {target_accept_percentage: 100, duration: 1h}]
  drivers:
    average_latency_drivers: [{selectors: [{control_point: ingress}], criteria: {forward: {threshold: 75}, reset: {threshold: ${reset}}}}]
dashboard: {title: ${title}}
`;

async function diff(files: Record<string, string>, ...args: string[]) {
  const io = fakeIO({ files });
  return { exit: await main(['policy', 'diff', ...args], io), stdout: io.stdout(), stderr: io.stderr() };
}

describe('policy diff', () => {
  test('prints differences in meaning and exits with 1', async () => {
    const files = { a: values(), b: values({ target: 30, reset: 120, title: 'U' }) };
    expect(await diff(files, 'a', 'b')).toEqual({
      exit: 1,
      stdout:
        '~ step 1: 25 % -> 30 %\n~ reset threshold of average latency (AVERAGE_LATENCY_0): 100 ms -> 120 ms\n~ dashboard: title: "T" -> "U"\n',
      stderr: '',
    });
  });

  test('spelling is no difference', async () => {
    const files = { a: values(), b: `# a comment\n${values({ duration: '120m' })}` };
    expect(await diff(files, 'a', 'b')).toEqual({
      exit: 0,
      stdout: 'no difference in meaning\n',
      stderr: '',
    });
  });

  test('values and the policy they become are the same', async () => {
    const io = fakeIO({ files: { a: values() } });
    await main(['policy', 'render', '--values-file', 'a', '--output-file', 'p.yaml'], io);
    await main(
      ['policy', 'render', '--values-file', 'a', '--format', 'spec', '-o', 'json', '--output-file', 'p.json'],
      io,
    );
    const files = Object.fromEntries(io.files);
    expect(await diff(files, 'a', 'p.yaml')).toMatchObject({ exit: 0 });
    expect(await diff(files, 'p.yaml', 'p.json')).toMatchObject({ exit: 0 });
  });

  test('is data with -o json', async () => {
    const { exit, stdout } = await diff({ a: values(), b: values({ target: 30 }) }, 'a', 'b', '-o', 'json');
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      equal: false,
      differences: [
        { change: 'changed', subject: 'step 1', before: 25, after: 30, text: 'step 1: 25 % -> 30 %' },
      ],
    });
  });

  test.each<[string, Record<string, string>, string[], number, string]>([
    ['one file', { a: values() }, ['a'], 2, 'missing'],
    ['standard input twice', { '-': values() }, ['-', '-'], 2, '- and - cannot be given together'],
    ['a missing file', { a: values() }, ['a', 'b'], 3, 'b: no such file'],
    [
      'values of no blueprint',
      { a: values(), b: values({ header: '' }) },
      ['a', 'b'],
      2,
      'the blueprint of b is missing',
    ],
    ['wrong values', { a: values(), b: values({ target: 101 }) }, ['a', 'b'], 3, 'b:6:14 error VALUES_RANGE'],
  ])('refuses %s', async (_, files, args, exit, said) => {
    const run = await diff(files, ...args);
    expect(run).toMatchObject({ exit, stdout: '' });
    expect(run.stderr).toContain(said);
  });
});
