import { expect, test } from 'vitest';
import { tickTime, timeLabels } from '../../../../src/render/plot/time.ts';
import type { RunResult } from '../../../../src/run/result.ts';

const result = (kind: 'history' | 'scenario', from: string, ticks: number, interval_seconds: number) =>
  ({ ticks, interval_seconds, source: { kind, from } }) as RunResult;

test.each<[string, RunResult, number, string[]]>([
  [
    'ten minutes',
    result('scenario', '2024-01-01T00:00:00Z', 600, 1),
    5,
    ['0s', '2m', '4m', '6m', '8m', '10m'],
  ],
  [
    'half a second',
    result('scenario', '2024-01-01T00:00:00Z', 5, 0.1),
    5,
    ['0s', '100ms', '200ms', '300ms', '400ms', '500ms'],
  ],
  [
    'an hour from ten past',
    result('history', '2026-11-03T12:10:00Z', 360, 10),
    4,
    ['3 Nov 12:15', '12:30', '12:45', '13:00'],
  ],
  [
    'over midnight',
    result('history', '2026-11-03T18:00:00Z', 4320, 10),
    4,
    ['3 Nov 18:00', '21:00', '4 Nov 00:00', '03:00', '06:00'],
  ],
  [
    'a month',
    result('history', '2026-11-03T12:00:00Z', 43_200, 60),
    6,
    ['8 Nov', '13 Nov', '18 Nov', '23 Nov', '28 Nov', '3 Dec'],
  ],
  [
    'seconds',
    result('history', '2026-11-03T12:00:58Z', 10, 1),
    5,
    ['3 Nov 12:00:58', '12:01:00', '12:01:02', '12:01:04', '12:01:06', '12:01:08'],
  ],
])('labels of %s', (_name, of, maxLabels, expected) => {
  expect(timeLabels(of, maxLabels).map(({ text }) => text)).toEqual(expected);
});

test('a label stands at its tick', () => {
  const [first] = timeLabels(result('history', '2026-11-03T12:10:00Z', 360, 10), 4);
  expect(first).toEqual({ at: 30, text: '3 Nov 12:15' });
});

test.each<[RunResult, number, string]>([
  [result('scenario', '2024-01-01T00:00:00Z', 9999, 1), 150, 't+2m30s'],
  [result('scenario', '2024-01-01T00:00:00Z', 9999, 1), 3600, 't+1h'],
  [result('history', '2026-11-03T12:00:00Z', 9999, 10), 733, '3 Nov 14:02:10'],
  [result('history', '2025-11-20T00:00:00Z', 525_600, 60), 525_600, '20 Nov 2026 00:00:00'],
])('the time of a tick', (of, tick, expected) => {
  expect(tickTime(of, tick)).toBe(expected);
});
