import { expect, test } from 'vitest';
import { focusOf } from '../../../../src/render/report/focus.ts';
import type { EventKind, RunResult } from '../../../../src/run/result.ts';

const resultOf = (ticks: number, events: readonly (readonly [EventKind, number])[]) =>
  ({ ticks, events: events.map(([kind, tick]) => ({ kind, tick })) }) as unknown as RunResult;

test.each([
  [
    'the first reset',
    [
      ['completed', 50],
      ['backward', 60],
      ['reset', 70],
      ['reset', 80],
    ],
    'reset',
    70,
  ],
  [
    'else the first step back',
    [
      ['completed', 50],
      ['backward', 60],
      ['backward', 65],
    ],
    'backward',
    60,
  ],
  [
    'else completion',
    [
      ['started', 1],
      ['paused', 9],
      ['completed', 50],
    ],
    'completed',
    50,
  ],
  ['else the end', [['started', 1]], 'end', 99],
] as const)('a report opens at %s', (_, events, kind, tick) => {
  expect(focusOf(resultOf(100, events))).toEqual({ tick, kind, from: 0, to: 100 });
});

test.each([
  [5000, { from: 4820, to: 5300 }],
  [10, { from: 0, to: 480 }],
  [9990, { from: 9520, to: 10_000 }],
])('a long run opens zoomed to the ticks around its event at %d', (tick, window) => {
  expect(focusOf(resultOf(10_000, [['reset', tick]]))).toMatchObject(window);
});

test('a long run in which nothing stands out, and one of no tick, are shown whole', () => {
  expect(focusOf(resultOf(10_000, []))).toEqual({ tick: 9999, kind: 'end', from: 0, to: 10_000 });
  expect(focusOf(resultOf(0, []))).toEqual({ tick: 0, kind: 'end', from: 0, to: 1 });
});
