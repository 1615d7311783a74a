import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../../src/run/run.ts';
import { type RunState, readRunState } from '../../../src/run/state.ts';
import { scenario } from '../../../src/source/scenario.ts';
import { expectPartsToEqualTheWhole, PartProcesses } from '../../support/part-process.ts';
import { latencyPlan, planOf, promql } from '../../support/plans.ts';

describe('a run on a scenario that is cut and goes on in a new process', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rollout-state-'));
  let processes: PartProcesses;
  beforeAll(async () => {
    processes = await PartProcesses.in(directory);
  });
  afterAll(() => {
    processes.close();
    rmSync(directory, { recursive: true });
  });

  test('has the trace and the events of the run that was not cut', () =>
    expectPartsToEqualTheWhole(processes, { kind: 'scenario' }, { ticks: 600, runs: 12 }));
});

describe('a state that cannot be gone on from is refused', () => {
  const setting = { name: 't', interval: 1, rampDuration: 4, labelKey: '', passThrough: () => [] };
  const source = (start?: string) => {
    const queries = latencyPlan().queries;
    const document = { start, signals: { LATENCY: '50x20' } };
    return scenario(document, { ...setting, queries, placeOf: (path) => ({ path }) }).scenario!.source;
  };
  const goOn = (from: RunState, plan = latencyPlan(), readings = source()) =>
    run({ policy: 'p', plan, source: readings, from });
  const stateOf = async (): Promise<RunState> => {
    const { state } = await run({ policy: 'p', plan: latencyPlan(), source: source(), ticks: 3 });
    return JSON.parse(JSON.stringify(state()));
  };

  test.each([
    ['no mapping', null, 'it has no version'],
    ['a text', 'state', 'it has no version'],
    ['another version', { version: 2 }, 'it has version 2, this rollout reads version 1'],
  ])('%s', (_, value, why) => {
    const message = `not the state of a run that can go on: ${why}`;
    expect(() => readRunState(value)).toThrow(expect.objectContaining({ message }));
  });

  test.each([
    ['plan', { plan: { interval: 1 } }],
    ['source', { source: { kind: 'oracle', start: 0, cursor: null } }],
    ['tick', { tick: -1 }],
    ['hasResults', { hasResults: 1 }],
    ['frame', { frame: [1, 'nan'] }],
    ['missing', { missing: [3] }],
    ['observer', { observer: { ticks: 3, queries: [], ramp: { decision: 'sideways' } } }],
    ['configuration', { configuration: { planned: 0, document: [] } }],
  ])('a malformed part: %s', async (part, change) => {
    const message = `not the state of a run that can go on: its part ${part} is malformed`;
    const state = await stateOf();
    expect(() => readRunState({ ...state, ...change })).toThrow(expect.objectContaining({ message }));
  });

  const whole: readonly (readonly [number, string])[] = [
    [1, '0s'],
    [100, '5s'],
  ];
  test.each([
    ['a component with another configuration', latencyPlan(whole), 'a component has another configuration'],
    ['other signals', planOf([promql('OTHER', 'up')]), 'it had the signal LATENCY, this one has not'],
    [
      'another interval',
      planOf([promql('LATENCY', 'up', '2s')], '2s'),
      'it ticked every 1 s, this one ticks every 2 s',
    ],
  ])('of a plan of %s', async (_, plan, why) => {
    const message = `the state is that of a run of another policy: ${why}`;
    await expect(goOn(await stateOf(), plan)).rejects.toMatchObject({ message });
  });

  test('of other readings', async () => {
    const message =
      'the state is that of a run on other readings: scenario from 2024-01-01T00:00:00.000Z, not scenario from 2025-01-01T00:00:00.000Z';
    const other = source('2025-01-01T00:00:00Z');
    await expect(goOn(await stateOf(), latencyPlan(), other)).rejects.toMatchObject({ message });
  });
});
