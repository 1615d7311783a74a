import { describe, expect, test } from 'vitest';
import { showProgress } from '../../../../src/cli/simulate/progress.ts';
import type { Observer } from '../../../../src/run/observer.ts';
import type { RunEvent } from '../../../../src/run/result.ts';

const reset: RunEvent = {
  tick: 0,
  time: '2026-11-03T11:00:50.000Z',
  kind: 'reset',
  step: 0,
  accept_percentage: 1,
  reason: 'RESET_0: A = 103 > 100',
  because: [
    {
      direction: 'reset',
      title: 'average latency',
      unit: 'ms',
      signal: 'A',
      value: 103,
      operator: '>',
      threshold: 100,
      threshold_signal: null,
      times_average: null,
      met: true,
      lasts_seconds: 0,
    },
  ],
};
const observer = {
  decision: 'reset',
  reasonNow: () => reset,
  timeOf: (tick: number) => 1_793_703_650 + tick,
} as unknown as Observer;

/** What is shown over ticks 0, 512, 1024, ... half a second apart. */
function shown(looks: number, run: { ticks: number; pace: 'live' | 'batch'; isRemote: boolean }): string[] {
  const lines: string[] = [];
  let now = 0;
  const progress = {
    now: (text: string) => lines.push(text),
    note: (text: string) => lines.push(`note ${text}`),
    withoutSpinner: (print: () => void) => print(),
    stop() {},
  };
  const show = showProgress(progress, { ...run, ramp: undefined, now: () => now });
  show.onEvent?.(reset);
  for (let look = 0; look < looks; look++) {
    show.onTick!(look * 512, new Float64Array(), observer);
    now += 0.5;
  }
  return lines;
}

const RESET = 'note 2026-11-03T11:00:50.000Z  reset  1 %  average latency 103 ms > 100 ms (A)';

describe('what a run shows of itself', () => {
  test.each<[string, Parameters<typeof shown>, string[]]>([
    [
      'live without an end',
      [1, { ticks: Number.POSITIVE_INFINITY, pace: 'live', isRemote: true }],
      ['waiting for the first readings', RESET, 'no ramp, reset: average latency 103 ms > 100 ms (A)'],
    ],
    [
      'live with --duration: every tick as well',
      [1, { ticks: 30, pace: 'live', isRemote: true }],
      ['waiting for the first readings', RESET, 'no ramp, reset: average latency 103 ms > 100 ms (A)'],
    ],
    [
      'history: the share done and the time left',
      [2, { ticks: 5120, pace: 'batch', isRemote: true }],
      ['waiting for the first readings', '10 %  2026-11-03T11:09:22.000Z  no ramp  about 5 s left'],
    ],
    ['a scenario waits for nobody', [1, { ticks: 5120, pace: 'batch', isRemote: false }], []],
  ])('%s', (_, [looks, run], lines) => expect(shown(looks, run)).toEqual(lines));
});
