import { describe, expect, test } from 'vitest';
import { livePicture, type PicturedRun, type PictureOptions } from '../../../src/render/live-picture.ts';
import { widthOf } from '../../../src/text/width.ts';

const NOW = Date.parse('2026-11-21T15:01:30Z') / 1000;

/** Latency goes up to its threshold and down again. */
const course = Array.from({ length: 90 }, (_, b) => (b === 0 ? null : 40 + Math.min(b, 90 - b)));

const RUN: PicturedRun = {
  policy: 'checkout-v2',
  source: { kind: 'live', name: null, url: 'http://localhost:9090' },
  interval_seconds: 1,
  tick: 89,
  step: 1,
  steps: 3,
  accept_percentage: 12.5,
  decision: 'forward',
  reason: 'average latency 41 ms < 75 ms (AVERAGE_LATENCY_0)',
  remaining_seconds: 480,
  started_at: '2026-11-21T15:00:00Z',
  next_tick_at: '2026-11-21T15:01:34Z',
  decision_since: '2026-11-21T15:00:30Z',
  view: {
    steps: [
      { target: 1, seconds: 0 },
      { target: 25, seconds: 60 },
      { target: 100, seconds: 600 },
    ],
    ticks_per_bucket: 1,
    ticks: 90,
    accept: Array.from({ length: 90 }, (_, b) => Math.max(1, b / 8)),
    drivers: [
      {
        title: 'average latency',
        signal: 'AVERAGE_LATENCY_0',
        unit: 'ms',
        now: 41,
        criteria: [
          { direction: 'forward', operator: '<', threshold: 75, against: null },
          { direction: 'reset', operator: '>', threshold: 100, against: null },
        ],
        readings: course,
      },
    ],
    events: [
      {
        tick: 1,
        time: '2026-11-21T15:00:01Z',
        kind: 'started',
        step: 0,
        accept_percentage: 1,
        reason: 'by rollout: true',
      },
      {
        tick: 40,
        time: '2026-11-21T15:00:40Z',
        kind: 'paused',
        step: 1,
        accept_percentage: 5,
        reason: 'average latency 80 ms is not < 75 ms (AVERAGE_LATENCY_0)',
      },
    ],
  },
};

const draw = (run: Partial<PicturedRun>, options: Partial<PictureOptions>): string =>
  livePicture(
    { ...RUN, ...run },
    { columns: 60, rows: 20, colour: false, unicode: false, now: NOW, ...options },
  ).join('\n');

test('a small window in ASCII: ramp, decision, course against thresholds, events', () => {
  expect(`\n${draw({}, {})}\n`).toMatchInlineSnapshot(`
    "
    checkout-v2  live http://localhost:9… next evaluation in 4 s
    =====O---------------------------------  12.5 %  step 2 of 3
    1 %       25 %                    100 %
    forward: average latency 41 ms < 75 ms (AVERAGE_LATENCY_0)
    8 min left at this pace

    accept percentage, % of requests
      100 +----------------------------------------------------
       50 +
    1, 25 +----------------------------------------------------
    average latency (AVERAGE_LATENCY_0)
      41 to 85 ms, now 41 ms, forward < 75 ms, reset > 100 ms
      100 +------------------------*****-----------------------
       75 +------------*************---**************----------
       50 + ***********                             ***********
    15:00:01     1 %  started  by rollout: true
    15:00:40     5 %  paused  average latency 80 ms is not < 75…
    "
  `);
});

test.each<[string, Partial<PicturedRun>, Partial<PictureOptions>]>([
  ['twenty columns by five rows', {}, { columns: 20, rows: 5 }],
  ['no room for a chart: readings in words', {}, { columns: 40, rows: 12 }],
  [
    'held: no time left, but since when it stands still',
    { decision: 'hold', reason: 'by rollout: false' },
    { rows: 5 },
  ],
  ['late: nobody evaluates any more', { next_tick_at: '2026-11-21T15:00:30Z' }, { rows: 1 }],
  [
    'complete',
    { decision: 'hold', reason: 'the last step is done', remaining_seconds: 0, accept_percentage: 100 },
    { columns: 50, rows: 12 },
  ],
  [
    'a run of an older release, which says less',
    {
      view: undefined,
      next_tick_at: undefined,
      decision_since: undefined,
      started_at: undefined,
      decision: 'hold',
    },
    { rows: 12 },
  ],
  ['no ramp', { steps: 0, step: 0, accept_percentage: null, view: undefined }, { columns: 50, rows: 12 }],
])('%s', (_title, run, options) => {
  expect(`\n${draw(run, options)}\n`).toMatchSnapshot();
});

describe('every size', () => {
  const sizes = [20, 21, 33, 43, 44, 45, 59, 60, 80, 140, 300].flatMap((columns) =>
    [1, 2, 3, 4, 5, 8, 11, 12, 13, 16, 24, 40, 100].map((rows) => [columns, rows] as const),
  );
  const two = {
    ...RUN,
    view: { ...RUN.view!, drivers: [RUN.view!.drivers[0]!, { ...RUN.view!.drivers[0]!, now: null }] },
  };

  test.each([RUN, two, { ...RUN, view: { ...RUN.view!, ticks: 0, accept: [], drivers: [] } }])(
    'is filled and not left (%#)',
    (run) => {
      for (const [columns, rows] of sizes) {
        const lines = livePicture(run, { columns, rows, colour: true, now: NOW });
        expect(lines.length, `${columns}x${rows}`).toBeLessThanOrEqual(rows);
        expect(Math.max(...lines.map(widthOf)), `${columns}x${rows}`).toBeLessThanOrEqual(columns);
      }
    },
  );
});

test('what others wrote is text', () => {
  const hostile = '\u001b[2Jx\u0007';
  const lines = livePicture(
    { ...RUN, policy: hostile, reason: hostile, source: { kind: hostile, name: hostile, url: null } },
    { columns: 80, rows: 24, colour: false, now: NOW },
  );
  expect(lines.join('')).not.toMatch(/[\u0000-\u001f]/);
});
