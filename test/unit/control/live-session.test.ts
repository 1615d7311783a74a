import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LiveSession } from '../../../src/control/live-session.ts';
import { Store } from '../../../src/control/store.ts';
import type { Diagnostic } from '../../../src/errors/rollout-error.ts';
import { rampOf } from '../../../src/rollout/ramp.ts';
import type { DynamicDocument } from '../../../src/run/dynamic-config.ts';
import type { Observer } from '../../../src/run/observer.ts';
import { latencyPlan, planOf } from '../../support/plans.ts';

const plan = latencyPlan([[100, '1m']]);
const facts = { kind: 'live', name: null, url: null, server: null } as const;
const observer = {
  decision: 'hold',
  timeOf: () => 0,
  reasonNow: () => ({ reason: '' }),
  remaining: () => undefined,
} as unknown as Observer;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rollout-steering-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** A live run in `dir` whose ticks are a second apart; its warnings are the codes. */
function session(initial?: DynamicDocument) {
  const warnings: Diagnostic['code'][] = [];
  const notes: string[] = [];
  let now = 0;
  const live = new LiveSession({
    store: new Store(dir),
    policy: 'p',
    plan,
    ramp: undefined,
    facts,
    initial,
    pid: process.pid,
    monotonic: () => now++,
    warn: ({ code }) => warnings.push(code),
    note: (text) => notes.push(text),
  });
  const frame = plan.start().frame;
  return {
    warnings,
    notes,
    initial: live.initial,
    poll: live.poll,
    end: () => live.end(),
    tick: (tick = 0) => live.onTick(tick, frame, observer),
  };
}

test('a state directory that cannot be written ends a run before it begins', () => {
  writeFileSync(join(dir, 'running'), '');
  const { tick, warnings } = session();
  expect(tick).toThrow(/cannot be written/);
  expect(warnings).toEqual([]);
});

test('one that is lost on the way is a warning, once, and the status is written when it can be again', () => {
  const { tick, warnings, end } = session();
  const running = join(dir, 'running');
  tick();
  rmSync(running, { recursive: true });
  writeFileSync(running, '');
  tick();
  tick();
  expect(warnings).toEqual(['STATUS_LOST']);
  rmSync(running);
  tick();
  expect(new Store(dir).running('p')).toHaveLength(1);
  end();
  expect(warnings).toEqual(['STATUS_LOST']);
});

test('a configuration that cannot be read is a warning, once, and the next good one is applied', () => {
  const { poll, warnings } = session();
  const folder = join(dir, 'dynamic-config');
  mkdirSync(folder);
  writeFileSync(join(folder, 'p.json'), '{');
  expect([poll(1), poll(2)]).toEqual([undefined, undefined]);
  expect(warnings).toEqual(['DYNAMIC_LOST']);
  new Store(dir).apply('p', { rollout: true });
  expect([poll(3), poll(4)]).toEqual([{ rollout: true }, undefined]);
  rmSync(folder, { recursive: true });
  symlinkSync('dynamic-config', folder);
  expect([poll(5), poll(6)]).toEqual([undefined, undefined]);
  expect(warnings).toEqual(['DYNAMIC_LOST', 'DYNAMIC_LOST']);
});

test.each([
  ['a document stored earlier', undefined, { rollout: true }, true],
  ['what the command line gave, where it gave something', { reset: true }, { reset: true }, false],
])('in force from the start: %s', (_title, given, expected, isStored) => {
  const { revision } = new Store(dir).apply('p', { rollout: true });
  const { initial, poll, tick } = session(given);
  tick();
  expect([initial, poll(1)]).toEqual([expected, undefined]);
  expect(new Store(dir).running('p')[0]?.taken).toEqual(isStored ? { revision, tick: 0 } : null);
});

test('the status is written a fifth of a second apart, and at once where a configuration is applied, whose tick is written too', () => {
  let now = 0;
  const store = new Store(dir);
  const options = { store, policy: 'p', plan, ramp: undefined, facts, initial: undefined, pid: process.pid };
  const live = new LiveSession({ ...options, monotonic: () => now, warn: () => {}, note: () => {} });
  const { frame } = plan.start();
  const ticks = [0, 0.1, 0.19, 0.2, 0.3].map((time, tick) => {
    now = time;
    live.onTick(tick, frame, observer);
    return store.running('p')[0]?.tick;
  });
  expect(ticks).toEqual([0, 0, 0, 3, 3]);
  const { revision } = store.apply('p', {});
  expect(live.poll(5)).toEqual({});
  const stood = { step: 0, accept_percentage: null };
  expect(store.running('p')).toMatchObject([{ tick: 4, taken: { revision, tick: 5, stood } }]);
  now = 0.4;
  live.onTick(5, frame, observer);
  expect(store.running('p')).toMatchObject([{ tick: 5 }]);
  live.end();
  expect(store.running('p')).toEqual([]);
});

test('the status says the types of the keys that the policy reads', () => {
  const store = new Store(dir);
  const typed = planOf([
    { bool_variable: { config_key: 'canary', out_ports: { output: { signal_name: 'ON' } } } },
    {
      variable: {
        constant_output: { value: 3 },
        config_key: 'limits.upper',
        out_ports: { output: { signal_name: 'UPPER' } },
      },
    },
  ]);
  const options = { store, policy: 'p', plan: typed, ramp: undefined, facts, initial: undefined };
  const live = new LiveSession({
    ...options,
    pid: process.pid,
    monotonic: () => 0,
    warn: () => {},
    note: () => {},
  });
  live.onTick(0, typed.start().frame, observer);
  expect(store.running('p').map(({ keys, types }) => ({ keys, types }))).toEqual([
    { keys: ['canary', 'limits.upper'], types: { canary: 'boolean', 'limits.upper': 'constant' } },
  ]);
});

test('a request is in force for one tick, over what is stored meanwhile, and is stored nowhere', () => {
  const { tick, poll } = session({ rollout: true });
  const store = new Store(dir);
  tick(0);
  const [run] = store.running('p');
  const id = store.requests.ask(run!, 'reset', true);
  expect(store.requests.ask(run!, 'reset', true)).toBe(id);
  expect(poll(1)).toEqual({ rollout: true, reset: true });
  store.apply('p', { rollout: false });
  expect(poll(1)).toEqual({ rollout: false, reset: true });
  expect(poll(1)).toBeUndefined();
  expect(store.running('p')[0]).toMatchObject({
    request: { id, tick: 1 },
    dynamic_config: { rollout: false },
  });
  tick(1);
  expect([poll(2), poll(2)]).toEqual([{ rollout: false }, undefined]);
  expect(store.get('p')?.document).toEqual({ rollout: false });
});

test('what was asked of a run that is gone is taken by no later one, of the same number or another', () => {
  const first = session();
  const store = new Store(dir);
  first.tick(0);
  const [run] = store.running('p');
  store.requests.ask(run!, 'reset', true);
  const { poll, tick } = session();
  tick(0);
  expect(poll(1)).toBeUndefined();
  const other = new Store(dir, { processStart: () => 'earlier' });
  other.requests.ask(run!, 'reset', true);
  expect(poll(2)).toBeUndefined();
});

test('a run that starts with what is stored says so, and since when', () => {
  expect(session().notes).toEqual([]);
  new Store(dir).apply('p', { reset: true });
  utimesSync(join(dir, 'dynamic-config/p.json'), 0, Date.UTC(2026, 10, 1, 15, 23) / 1000);
  expect(session().notes).toEqual(['dynamic configuration from the store, 1 Nov 15:23 UTC: reset: true']);
  expect(session({ rollout: true }).notes).toEqual([]);
});

test('the status says since when it runs and decides as it does, and when the next tick is due', () => {
  const { tick } = session();
  const store = new Store(dir);
  tick(0);
  tick(3);
  expect(store.running('p')[0]).toMatchObject({
    started_at: '1970-01-01T00:00:00.000Z',
    decision_since: '1970-01-01T00:00:00.000Z',
    next_tick_at: '1970-01-01T00:00:01.000Z',
    controls: { rollout: null, reset: null },
  });
});

test('what pictures show of a run is bounded however long it is, and keeps its extremes', () => {
  const store = new Store(dir);
  const own = latencyPlan([[100, '1m']]);
  const options = {
    store,
    policy: 'p',
    plan: own,
    ramp: rampOf(own),
    facts,
    initial: undefined,
    pid: process.pid,
  };
  const live = new LiveSession({ ...options, monotonic: () => 0, warn: () => {}, note: () => {} });
  const { frame } = own.start();
  const slot = own.columns.find(({ name }) => name === 'LATENCY')!.slot;
  for (let tick = 0; tick < 100_000; tick++) {
    frame[slot] = tick === 5000 ? 1 / 3 : 50;
    live.onTick(tick, frame, observer);
    live.onEvent({
      tick,
      time: '2026-01-01T00:00:00.000Z',
      kind: 'step',
      step: 0,
      accept_percentage: 1,
      reason: 'x'.repeat(1000),
    });
  }
  live.poll(100_000);
  store.apply('p', {});
  live.poll(100_000);
  const [run] = store.running('p');
  const { drivers, ticks, ticks_per_bucket, events } = run!.view!;
  expect([ticks, ticks_per_bucket, drivers.map(({ readings }) => readings.length)]).toEqual([
    100_000,
    512,
    [196],
  ]);
  expect(drivers[0]!.readings[9]).toEqual([0.33333, 50]);
  expect(drivers[0]!.now).toBe(50);
  expect(events.map(({ tick, reason }) => [tick, reason.length])).toEqual(
    Array.from({ length: 12 }, (_, i) => [99_988 + i, 300]),
  );
  expect(statSync(join(dir, 'running', `p@${process.pid}.json`)).size).toBeLessThan(10_000);
});
