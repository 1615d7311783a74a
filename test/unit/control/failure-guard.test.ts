import { expect, test } from 'vitest';
import { FailureGuard } from '../../../src/control/failure-guard.ts';
import { fail } from '../../../src/errors/rollout-error.ts';
import type { Source } from '../../../src/source/source.ts';
import { fakeClock } from '../../support/fake-clock.ts';

const full = fail('FILE_UNWRITABLE', { file: 't.csv', why: 'the disk is full' });
const cut = fail('TRACE_CUT', { file: 't.csv' }).diagnostics;

const pacer = { left: () => 0, isSteady: () => true, begin: () => {} };

/** A source that gives these readings, one a tick, and fails after the last. */
const source = (readings: readonly number[], isLive: boolean): Source => ({
  ...(isLive ? { pace: 'live', clock: fakeClock(), pacer } : { pace: 'batch' }),
  resultsOn: 'evaluations',
  start: 0,
  ticks: Number.POSITIVE_INFINITY,
  batch: 1,
  async fill([column], first) {
    if (first >= readings.length) throw full;
    column![0] = readings[first]!;
  },
  why: () => undefined,
  cursor: () => null,
  faults: () => [],
  facts: () => ({ kind: 'live', name: null, url: null, server: null }),
  diagnostics: () => [],
});

/** Fills until the source fails; what came of it. */
async function play(readings: readonly number[], isLive: boolean) {
  const guard = new FailureGuard(source(readings, isLive), new AbortController().signal);
  const column = new Float64Array(1);
  for (let tick = 0; tick <= readings.length; tick++) await guard.source.fill([column], tick, 1, 0);
  return { isOver: guard.signal.aborted, codes: guard.failure(cut)?.diagnostics.map(({ code }) => code) };
}

test('a failure ends a live run that had a reading, and is reported with the notes after it', async () => {
  expect(await play([Number.NaN, 50], true)).toEqual({
    isOver: true,
    codes: ['FILE_UNWRITABLE', 'TRACE_CUT'],
  });
});

test.each([
  ['a live run that never had a reading', [Number.NaN, Number.NaN], true],
  ['history', [50, 50], false],
] as const)('%s fails at once', async (_name, readings, isLive) => {
  await expect(play(readings, isLive)).rejects.toBe(full);
});

test('a listener that fails is guarded like the source, a bug is not', async () => {
  const guard = new FailureGuard(source([50], true), new AbortController().signal);
  let problem: Error = full;
  const listener = guard.guardListener({
    onTick: () => {
      throw problem;
    },
  });
  const tick = () => listener.onTick?.(0, new Float64Array(), undefined as never);
  expect(tick).toThrow(full);
  await guard.source.fill([new Float64Array(1)], 0, 1, 0);
  tick();
  expect([guard.signal.aborted, guard.hasFailed, guard.failure()?.exit]).toEqual([true, true, 3]);
  problem = new TypeError('x is undefined');
  expect(tick).toThrow(TypeError);
});

test('a source and a listener of a run that fails at once are not wrapped', () => {
  const history = source([50], false);
  const listener = { onTick: () => {} };
  const guard = new FailureGuard(history, new AbortController().signal);
  expect(guard.source).toBe(history);
  expect(guard.guardListener(listener)).toBe(listener);
});

test('Ctrl-C reaches the run, and is no failure', () => {
  const interruption = new AbortController();
  const guard = new FailureGuard(source([], true), interruption.signal);
  interruption.abort();
  expect([guard.signal.aborted, guard.failure()]).toEqual([true, undefined]);
});
