import { expect, test } from 'vitest';
import { check } from '../../../support/policy-test.ts';

test.each<[string, string]>([
  ['the accept percentage at a time', '{at: 31s, accept_percentage: 13}'],
  ['a step, and a signal', '{at: 1m2s, step: 2, signals: {LATENCY: 50, FORWARD: true, RESET_0: false}}'],
  ['an outcome on the way', '{at: 1m, outcome: in_progress}'],
  ['all through a stretch', "{from: 3m1s, to: 4m, accept_percentage: 100, signals: {LATENCY: '< 75'}}"],
  ['to the end', '{from: 2s, signals: {LATENCY: 40..60}}'],
  ['no value before the first evaluation', '{at: 0s, signals: {LATENCY: invalid}}'],
])('is met: %s', async (_name, expectation) => {
  const { report } = await check(`- {name: x, start: true, expect: [${expectation}]}`);
  expect(report!.failures).toEqual([]);
});

test.each<[string, string, string]>([
  [
    'accept percentage',
    'expect: [{at: 31s, accept_percentage: 14}]',
    'accept_percentage@31: expected 14, got 13',
  ],
  [
    'signal, at its first bad tick',
    "input: {LATENCY: '50x59 120x5 50x300'}, expect: [{from: 10s, signals: {LATENCY: '< 75'}}]",
    'LATENCY@61: expected < 75, got 120',
  ],
  ['truth', 'expect: [{at: 1m, signals: {RESET_0: true}}]', 'RESET_0@60: expected true, got 0'],
  ['outcome', 'outcome: rolled_back', 'outcome@null: expected rolled_back, got completed'],
  [
    'outcome on the way',
    'expect: [{at: 1m, outcome: completed}]',
    'outcome@60: expected completed, got in_progress',
  ],
  ['time of completion', 'completed_at: 4m', 'completed_at@null: expected 4m, got 3m1s'],
  [
    'event that did not happen',
    'events: [{kind: reset}]',
    'event reset@null: expected at least one, got none in the whole run',
  ],
  [
    'event too many',
    'events: [{kind: step, count: 0}]',
    'event step@null: expected none, got 2 (at 1s: step 2 of 3: 1 % to 25 % in 1 min; at 1m1s: step 3 of 3: 25 % to 100 % in 2 min)',
  ],
  [
    'event elsewhere',
    'events: [{kind: completed, at: 3m}]',
    'event completed@null: expected at least one at 3m, got 1 (at 3m1s: step 3 of 3 is done)',
  ],
  [
    'event for another reason',
    'events: [{kind: started, reason: LUCK}]',
    'event started@null: expected at least one with "LUCK" in its reason, got 1 (at 1s:',
  ],
  [
    'a time after the end',
    'expect: [{at: 1h, step: 2}]',
    'run@null: expected a run that reaches this time, got a run of 300 ticks',
  ],
])('fails: %s', async (_name, rest, message) => {
  const { report } = await check(`- {name: x, start: true, ${rest}}`);
  const texts = report!.failures.map(
    ({ subject, tick, expected, got }) => `${subject}@${tick}: expected ${expected}, got ${got}`,
  );
  expect(texts).toEqual([expect.stringContaining(message)]);
});

test('a failure says why, and shows the ticks around it', async () => {
  const { report } = await check(
    "- {name: x, start: true, input: {LATENCY: '50x58 120x2 50x300'}, expect: [{at: 60s, signals: {RESET_0: 0}}]}",
  );
  const { why, around } = report!.failures[0]!;
  expect(why).toBe('RESET_0: LATENCY = 120 > 100');
  expect(around!.columns).toEqual(['RESET_0', 'LATENCY', 'ERRORS', 'accept_percentage']);
  expect(around!.rows.map(({ tick, readings }) => [tick, readings[0], readings[1]])).toEqual([
    [57, 0, 50],
    [58, 0, 50],
    [59, 0, 50],
    [60, 1, 120],
    [61, 1, 120],
    [62, 1, 120],
    [63, 0, 50],
  ]);
});

test('dynamic configuration takes effect at its time', async () => {
  const { report } = await check(`- name: x
  dynamic_config: [{at: 10s, values: {rollout: true}}, {at: 30s, values: {rollout: false}}]
  expect: [{at: 9s, accept_percentage: 1}, {at: 11s, accept_percentage: 1.4}, {from: 29s, accept_percentage: 8.6}]
  events: [{kind: dynamic_config, count: 2}, {kind: paused, at: 30s, reason: rollout is false}]
  outcome: in_progress`);
  expect(report!.failures).toEqual([]);
});

test.each<[string, string, string, number]>([
  ['a misspelt signal', 'expect: [{at: 1s, signals: {LATENCI: 1}}]', 'TEST_SIGNAL', 2],
  ['no time', 'expect: [{step: 1}]', 'TEST_RANGE', 2],
  ['two sorts of time', 'expect: [{at: 1s, to: 2s, step: 1}]', 'TEST_RANGE', 2],
  ['a stretch backwards', 'expect: [{from: 3s, to: 2s, step: 1}]', 'TEST_RANGE', 2],
  ['no duration', 'expect: [{at: soon, step: 1}]', 'TEST_TIME', 2],
  ['nothing', 'expect: [{at: 1s}]', 'TEST_NOTHING', 2],
  ['no expectation', 'expect: [{at: 1s, signals: {LATENCY: low}}]', 'TEST_EXPECTED', 2],
])('is refused: %s', async (_name, rest, code, line) => {
  const { diagnostics } = await check(`- {name: x, ${rest}}`);
  expect(diagnostics.map((d) => [d.code, d.line])).toEqual([[code, line]]);
});
