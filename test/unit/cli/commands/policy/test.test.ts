import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { test as policyTest } from '../../../../../src/cli/commands/policy/test.ts';
import { RolloutError } from '../../../../../src/errors/rollout-error.ts';
import { type FakeIO, fakeIO } from '../../../../support/fake-io.ts';

const FOLDER = 'examples/policy-tests';
const onDisk = Object.fromEntries(
  readdirSync(FOLDER).map((name) => [`${FOLDER}/${name}`, readFileSync(`${FOLDER}/${name}`, 'utf8')]),
);
const AVERAGE = `${FOLDER}/average-latency.test.yaml`;
const VALUES = `${FOLDER}/average-latency.values.yaml`;

let io: FakeIO;
const run = (file: string, options = {}) => policyTest.run({ output: 'text', ...options }, [file], io);
beforeEach(() => {
  io = fakeIO({ files: onDisk });
});

test.each(Object.keys(onDisk).filter((name) => name.endsWith('.test.yaml')))('%s is green', async (file) => {
  const code = await run(file);
  expect([io.stdout().match(/FAIL[\s\S]*/)?.[0], code]).toEqual([undefined, 0]);
  expect(io.stderr()).toBe('');
});

test('every blueprint has tests', () => {
  const blueprints = readdirSync('blueprints/policies/feature-rollout').sort();
  const tested = Object.keys(onDisk).flatMap((name) => /([\w-]+)\.test\.yaml$/.exec(name)?.[1] ?? []);
  expect(tested.sort()).toEqual(blueprints);
});

describe('with a threshold changed', () => {
  beforeEach(() => {
    io.files.set(VALUES, onDisk[VALUES]!.replace('reset: {threshold: 120}', 'reset: {threshold: 140}'));
  });

  test('the example is red and says why', async () => {
    expect(await run(AVERAGE)).toBe(1);
    expect(io.stdout()).toContain('FAIL  goes back to the start at once when it is far too slow');
    expect(io.stdout()).toContain(`RESET at 2m1s (tick 121)  ${AVERAGE}:45`);
    expect(io.stdout()).toContain(
      'because  average latency 130 ms, reset needs > 140 ms (AVERAGE_LATENCY_0)',
    );
    expect(io.stdout()).toMatch(/1 failed, 6 passed\n$/);
  });

  test('--run picks tests by name, -o json and --junit carry the result', async () => {
    expect(await run(AVERAGE, { run: 'far too slow', output: 'json', junit: 'out.xml' })).toBe(1);
    const { passed, failed, files } = JSON.parse(io.stdout());
    expect([passed, failed, files[0].tests.length]).toEqual([0, 1, 1]);
    expect(io.files.get('out.xml')).toContain('<testsuites tests="1" failures="1">');
    await expect(run(AVERAGE, { junit: 'out.xml' })).rejects.toThrow('exists and was kept');
  });

  test('--update says what it would change and writes nothing', async () => {
    expect(await run(AVERAGE, { update: true })).toBe(1);
    expect(io.stderr()).toContain(`${AVERAGE}:45 would change true to false`);
    expect(io.stderr()).toContain('nothing was written; add --overwrite');
    expect(io.files.get(AVERAGE)).toBe(onDisk[AVERAGE]);
  });

  test('--update --overwrite writes single values and leaves the rest to a person', async () => {
    expect(await run(AVERAGE, { update: true, overwrite: true })).toBe(1);
    expect(io.stderr()).toContain('1 failure needs a person');
    const [before, after] = [onDisk[AVERAGE]!.split('\n'), io.files.get(AVERAGE)!.split('\n')];
    expect(after.filter((line, i) => line !== before[i])).toEqual([
      expect.stringContaining('signals: {RESET: false}'),
      '    outcome: in_progress',
    ]);
  });
});

test.each<[string, string, string]>([
  ['neither values nor policy', 'tests: [{name: a}]', 'TEST_POLICY'],
  ['a key that is none', `values_file: ${VALUES}\ntests: [{name: a, expects: []}]`, 'VALUES_UNKNOWN_KEY'],
  ['no tests', `values_file: ${VALUES}\ntests: []`, 'VALUES_EMPTY_LIST'],
  ['the same name twice', `values_file: ${VALUES}\ntests: [{name: a}, {name: a}]`, 'TEST_NAME'],
  [
    'a fault in a scenario',
    `values_file: ${VALUES}\ntests: [{name: a, scenario: {trafic: {}}}]`,
    'VALUES_UNKNOWN_KEY',
  ],
  [
    'a scenario that is none',
    `values_file: ${VALUES}\ntests: [{name: a, scenario: helthy}]`,
    'SCENARIO_UNKNOWN',
  ],
  [
    'a signal no query feeds',
    `values_file: ${VALUES}\ntests: [{name: a, input: {AVERAGE_LATENCY_1: 1}}]`,
    'SCENARIO_SIGNAL_UNKNOWN',
  ],
  [
    'series that are none',
    `values_file: ${VALUES}\ntests: [{name: a, input: {AVERAGE_LATENCY_0: 1 2 x}}]`,
    'SCENARIO_SERIES',
  ],
  [
    'what is fed and what is expected, together',
    `values_file: ${VALUES}\ntests: [{name: a, expect: [{at: 5s, step: 0, signals: {FORWRD: 1}}], input: {AVERAGE_LATENCY_1: 1}}]`,
    'TEST_SIGNAL,SCENARIO_SIGNAL_UNKNOWN',
  ],
  ['values that are missing', 'values_file: nowhere.yaml\ntests: [{name: a}]', 'FILE_MISSING'],
])('%s is refused', async (_name, text, code) => {
  io.files.set('bad.test.yaml', text);
  const problem = await run('bad.test.yaml').catch((e: unknown) => e);
  expect(problem).toBeInstanceOf(RolloutError);
  expect((problem as RolloutError).diagnostics.map((d) => d.code)).toEqual(code.split(','));
});
