import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ControlKeys, RunningState } from '../../../src/control/running-state.ts';
import { steer } from '../../../src/control/steer.ts';
import { Store } from '../../../src/control/store.ts';
import type { DynamicDocument } from '../../../src/run/dynamic-config.ts';
import { runningRun } from '../../support/running-run.ts';

let dir: string;
let store: Store;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rollout-steer-'));
  store = new Store(dir);
});
afterEach(() => rmSync(dir, { recursive: true }));

const running = (
  controls: ControlKeys | undefined = { rollout: 'rollout', reset: 'reset' },
  dynamic_config?: DynamicDocument,
): RunningState => runningRun({ interval_seconds: 1, keys: ['rollout'], controls, dynamic_config });

test.each([
  ['start', {}, { rollout: true }],
  ['resume', { rollout: false, other: 1 }, { rollout: true, other: 1 }],
  ['pause', { pass_through_label_values: ['a'] }, { pass_through_label_values: ['a'], rollout: false }],
  ['start', { reset: true }, { rollout: true }],
] as const)('%s changes one key of %j, which is in force, and keeps no reset', (action, inForce, stored) => {
  store.apply('p', { rollout: 'elsewhere' });
  const { isTaken, before } = steer(store, [running(undefined, inForce)], action);
  const latest = store.latest('p')!;
  expect(latest.document).toEqual(stored);
  const stood = { step: 0, accept_percentage: 1 };
  const taken = { revision: latest.revision, tick: 9, stood };
  const run = { ...running(), tick: 10, step: 1, accept_percentage: 2, taken };
  expect([isTaken(running()), isTaken(run)]).toEqual([false, true]);
  expect(before(run)).toMatchObject({ ...stood, tick: 9 });
});

test('keys of other names are set where they stand', () => {
  steer(
    store,
    [running({ rollout: 'canary.go', reset: 'canary.stop' }, { canary: { stop: true, width: 2 } })],
    'pause',
  );
  expect(store.get('p')?.document).toEqual({ canary: { width: 2, go: false } });
});

test('a reset is asked of the run, and what is stored of one goes', () => {
  store.apply('p', { rollout: true, reset: true });
  const { isTaken, withdraw } = steer(store, [running()], 'reset');
  expect(store.get('p')?.document).toEqual({ rollout: true });
  expect(isTaken(running())).toBe(false);
  withdraw();
  expect(readdirSync(join(dir, 'requests'))).toEqual([]);
});

test('a reset stores nothing', () => {
  steer(store, [running()], 'reset');
  expect(store.latest('p')).toBeUndefined();
  expect(store.requests.take(running())).toMatchObject({ key: 'reset', value: true });
  expect(store.requests.take(running())).toBeUndefined();
});

test.each([
  ['pause', { rollout: null, reset: 'reset' }, /cannot be paused: .* that holds it$/],
  ['reset', { rollout: 'rollout', reset: null }, /cannot be reset: .* that takes it to its start$/],
] as const)('%s of a policy without that key says so', (action, controls, message) => {
  expect(() => steer(store, [running(controls)], action)).toThrow(message);
  expect(store.latest('p')).toBeUndefined();
});

test('a run of an older release is started by the usual key, and not reset', () => {
  const { controls: _, ...older } = running();
  steer(store, [older], 'start');
  expect(store.get('p')?.document).toEqual({ rollout: true });
  expect(() => steer(store, [older], 'reset')).toThrow(/cannot be reset/);
});
