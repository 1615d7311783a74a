import { expect, test } from 'vitest';
import { codesOf, faults, withActuators, withLines } from '../../../support/control/rollout-file-faults.ts';

test('an unknown setting hides no other fault', async () => {
  const found = await faults(withLines('aproval: []\nafter_reset: {do: continue}'));
  expect(found.map((fault) => fault.split(' ')[1])).toEqual(['VALUES_UNKNOWN_KEY', 'ROLLOUT_CONTRADICTION']);
});

test('a fault of form hides no other fault, also not one of its own entry', async () => {
  const text = withActuators(`flagd: {file: a.yaml, flag: b, apply_every: soon}
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
  const text = withLines(`approvals: {before_step: 2}
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
  expect(await codesOf(withLines('notify: [{webhook: {url: example}}]'))).toEqual(['4:21 VALUES_FORMAT']);
});

test('a file of thousands of faults ends with those of its shape', async () => {
  const found = await codesOf(withLines(`gates: [${'3, '.repeat(3000)}3]`));
  expect(new Set(found.map((fault) => fault.split(' ')[1]))).toEqual(new Set(['VALUES_TYPE']));
});
