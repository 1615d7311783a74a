import { expect, test } from 'vitest';
import { spanOf, tickTime } from '../../../../src/render/plot/time.ts';
import type { RunResult } from '../../../../src/run/result.ts';

const result = (kind: 'history' | 'scenario', from: string, ticks: number, interval_seconds: number) =>
  ({ ticks, interval_seconds, source: { kind, from }, events: [] as RunResult['events'] }) as RunResult;

test.each<[string, RunResult, ReturnType<typeof spanOf>]>([
  [
    'a scenario is in its own clock',
    result('scenario', '2024-01-01T00:00:00Z', 600, 0.5),
    { clock: 'run', from: 0, to: 300, interval: 0.5 },
  ],
  [
    'a history is in UTC',
    result('history', '2026-11-03T12:00:00Z', 360, 10),
    { clock: 'utc', from: 1_793_707_200, to: 1_793_710_800, interval: 10 },
  ],
])('the span of %s', (_title, of, expected) => {
  expect(spanOf(of)).toEqual(expected);
});

test.each<[RunResult, number, string]>([
  [result('scenario', '2024-01-01T00:00:00Z', 9999, 1), 150, 't+2m30s'],
  [result('scenario', '2024-01-01T00:00:00Z', 9999, 1), 3600, 't+1h'],
  [result('history', '2026-11-03T12:00:00Z', 9999, 10), 733, '3 Nov 14:02:10'],
  [result('history', '2025-11-20T00:00:00Z', 525_600, 60), 525_600, '20 Nov 2026 00:00:00'],
])('the time of a tick', (of, tick, expected) => {
  expect(tickTime(of, tick)).toBe(expected);
});

test('a run with gaps has the time in which it ran, and its ticks their own times', () => {
  const gap = (tick: number, kind: 'clock' | 'dropped', time: string) => ({ tick, kind, time });
  const events = [gap(3, 'dropped', '2026-11-03T12:01:00Z'), gap(6, 'clock', '2026-11-03T11:00:00Z')];
  const of = { ...result('history', '2026-11-03T12:00:00Z', 9, 10), events } as unknown as RunResult;
  expect(spanOf(of)).toEqual({ clock: 'run', from: 0, to: 90, interval: 10 });
  expect([2, 3, 5, 6, 8].map((tick) => tickTime(of, tick))).toEqual([
    '3 Nov 12:00:20',
    '3 Nov 12:01:00',
    '3 Nov 12:01:20',
    '3 Nov 11:00:00',
    '3 Nov 11:00:20',
  ]);
});
