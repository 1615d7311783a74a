import { describe, expect, test } from 'vitest';
import {
  type PicturedRollout,
  type PictureOptions,
  rolloutsPicture,
} from '../../../src/render/rollout-picture.ts';
import { widthOf } from '../../../src/text/width.ts';

const NOW = Date.parse('2026-11-22T15:01:30Z') / 1000;

/** Latency goes up to its threshold and down again. */
const readings = Array.from({ length: 90 }, (_, b) => (b === 0 ? null : 40 + Math.min(b, 90 - b)));

const TARGET = {
  name: 'flagd flags.json new-checkout',
  asked: 12.5,
  confirmed: 12.5,
  in_force: 12.5,
  lag_seconds: 0,
  outcome: 'confirmed',
  error: null,
};

const entry = (time: string, kind: string, percentage: number, reason: string, by: string | null = null) => ({
  time: `2026-11-22T${time}Z`,
  kind,
  percentage,
  reason,
  by,
});

const PICTURE = {
  server: 'prometheus:9090',
  started_at: '2026-11-22T15:00:00Z',
  next_tick_at: '2026-11-22T15:01:34Z',
  decision_since: '2026-11-22T15:00:30Z',
  has_gaps: false,
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
        ] as const,
        readings,
      },
    ],
    events: [],
  },
  entries: [
    entry('15:00:00', 'start', 0, 'the week looks good', 'ada@laptop'),
    entry('15:00:01', 'started', 1, 'average latency 41 ms < 75 ms'),
    entry('15:00:40', 'actuator_failed', 5, 'exec ./tell.sh: ended with 1'),
  ],
};

const ROLLOUT: PicturedRollout = {
  rollout: 'checkout-v2',
  state: 'running',
  percentage: 12.5,
  step: 1,
  steps: 3,
  decision: 'forward',
  remaining_seconds: 480,
  reasons: [{ text: 'average latency 41 ms < 75 ms (AVERAGE_LATENCY_0)', until: null }],
  blind: [],
  actuators: [TARGET],
  changed_on_disk: [],
  controller: {},
  tick: 90,
  interval_seconds: 1,
  picture: PICTURE,
};

const WAITING: Partial<PicturedRollout> = {
  state: 'waiting',
  decision: 'hold',
  remaining_seconds: null,
  reasons: [
    { text: 'waits for approval before step 2', until: null },
    { text: 'outside of its hours', until: '2026-11-23T08:00:00Z' },
  ],
};

const draw = (given: Partial<PicturedRollout>, options: Partial<PictureOptions> = {}): string =>
  rolloutsPicture([{ ...ROLLOUT, ...given }], 0, {
    columns: 60,
    rows: 22,
    colour: false,
    unicode: false,
    now: NOW,
    ...options,
  }).join('\n');

test('a window of 60 columns in ASCII: ramp, state, target, course against thresholds, journal', () => {
  expect(`\n${draw({})}\n`).toMatchInlineSnapshot(`
    "
    checkout-v2  live prometheus:9090     next evaluation in 4 s
    =====O---------------------------------  12.5 %  step 2 of 3
    1 %       25 %                    100 %
    running, forward: average latency 41 ms < 75 ms
    (AVERAGE_LATENCY_0)
    8 min left at this pace
    flagd flags.json new-checkout  confirmed 12.5 %

    accept percentage, % of requests
      100 +----------------------------------------------------
       50 +
    1, 25 +----------------------------------------------------
    average latency (AVERAGE_LATENCY_0)
      41 to 85 ms, now 41 ms, forward < 75 ms, reset > 100 ms
      100 +------------------------*****-----------------------
       75 +------------*************---**************----------
       50 + ***********                             ***********
    15:00:00     0 %  start  by ada@laptop: the week looks good
    15:00:01     1 %  started  average latency 41 ms < 75 ms
    15:00:40     5 %  actuator failed  exec ./tell.sh: ended wi…
    "
  `);
});

test.each<[string, Partial<PicturedRollout>, Partial<PictureOptions>]>([
  ['waits: all reasons, and until when', WAITING, { rows: 20 }],
  ['waits: on one line', WAITING, { rows: 8 }],
  [
    'targets that have not confirmed come first',
    {
      actuators: [
        TARGET,
        { ...TARGET, name: 'exec ./tell.sh f', confirmed: 11, lag_seconds: 3.2, outcome: 'pending' },
        {
          ...TARGET,
          name: 'unleash http://unleash:4242 f',
          confirmed: null,
          in_force: 5,
          lag_seconds: 70,
          outcome: 'failed',
          error: 'HTTP 500',
        },
      ],
    },
    { columns: 80 },
  ],
  [
    'killed: nobody controls it, a query has no value, its file was edited',
    {
      state: 'killed',
      percentage: 0,
      step: 0,
      decision: 'hold',
      remaining_seconds: null,
      reasons: [{ text: 'killed by ada@laptop', until: null }],
      blind: ['average latency'],
      changed_on_disk: ['/srv/rollout.yaml'],
      controller: null,
    },
    {},
  ],
  ['a status of an older release, which has no picture', { picture: undefined }, { rows: 14 }],
  [
    'before its first tick',
    { picture: undefined, tick: 0, steps: 0, step: 0, percentage: 0, state: 'not_started', reasons: [] },
    {},
  ],
  ['twenty columns by five rows', {}, { columns: 20, rows: 5 }],
  ['after a gap the times of the ticks are its own', { picture: { ...PICTURE, has_gaps: true } }, {}],
])('%s', (_title, given, options) => {
  expect(`\n${draw(given, options)}\n`).toMatchSnapshot();
});

const FIVE: readonly PicturedRollout[] = [
  ROLLOUT,
  { ...ROLLOUT, ...WAITING, rollout: 'basket' },
  {
    ...ROLLOUT,
    rollout: 'a-very-long-name-of-a-rollout-of-a-team',
    state: 'not_started',
    percentage: 0,
    step: 0,
  },
  { ...ROLLOUT, rollout: 'search', state: 'completed', percentage: 100, step: 2 },
  { ...ROLLOUT, rollout: 'mail', state: 'killed', percentage: 0, step: 0 },
];

test('several: a line of each, and the selected one below', () => {
  const options = { columns: 80, rows: 22, colour: false, unicode: true, now: NOW };
  expect(`\n${rolloutsPicture(FIVE, 1, options).join('\n')}\n`).toMatchSnapshot();
});

test('of more than there is room for, those around the selected one', () => {
  const many = Array.from({ length: 100 }, (_, i) => ({ ...ROLLOUT, rollout: `r${i}` }));
  const options = { columns: 80, rows: 22, colour: false, now: NOW };
  const names = (selected: number) =>
    rolloutsPicture(many, selected, options)
      .filter((line) => /^[> ] r\d+ /.test(line))
      .map((line) => line.split(' 12.5 %')[0]!.trim());
  expect(names(0)).toEqual(['> r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6']);
  expect(names(50)).toEqual(['r47', 'r48', 'r49', '> r50', 'r51', 'r52', 'r53']);
  expect(names(99)).toEqual(['r93', 'r94', 'r95', 'r96', 'r97', 'r98', '> r99']);
});

describe('every size', () => {
  const sizes = [20, 21, 33, 43, 44, 45, 59, 60, 80, 140, 300].flatMap((columns) =>
    [1, 2, 3, 4, 5, 8, 11, 13, 14, 15, 22, 24, 40, 100].map((rows) => [columns, rows] as const),
  );
  const wide: PicturedRollout = {
    ...ROLLOUT,
    ...WAITING,
    reasons: Array.from({ length: 9 }, (_, i) => ({ text: `${i} ${'reason '.repeat(30)}`, until: null })),
    blind: ['漢字'.repeat(40)],
    actuators: Array.from({ length: 12 }, () => ({ ...TARGET, name: '漢字'.repeat(40), outcome: 'failed' })),
  };

  test.each([[[ROLLOUT]], [FIVE], [[wide]], [[{ ...ROLLOUT, picture: undefined }]]])(
    'is filled and not left (%#)',
    (all) => {
      for (const [columns, rows] of sizes) {
        const lines = rolloutsPicture(all, all.length - 1, { columns, rows, colour: true, now: NOW });
        expect(lines.length, `${columns}x${rows}`).toBeLessThanOrEqual(rows);
        expect(Math.max(...lines.map(widthOf)), `${columns}x${rows}`).toBeLessThanOrEqual(columns);
      }
    },
  );
});

test('what others wrote is text', () => {
  const hostile = '\u001b[2Jx\u0007\u202e';
  const lines = rolloutsPicture(
    [
      {
        ...ROLLOUT,
        rollout: hostile,
        state: hostile,
        decision: hostile,
        reasons: [
          { text: hostile, until: null },
          { text: hostile, until: null },
        ],
        blind: [hostile],
        changed_on_disk: [hostile],
        actuators: [{ ...TARGET, name: hostile, outcome: hostile, error: hostile }],
        picture: {
          ...PICTURE,
          server: hostile,
          entries: [entry('15:00:00', hostile, 1, hostile, hostile)],
          view: {
            ...PICTURE.view,
            drivers: [{ ...PICTURE.view.drivers[0]!, title: hostile }],
          },
        },
      },
      ROLLOUT,
    ],
    0,
    { columns: 100, rows: 40, colour: false, now: NOW },
  );
  expect(lines.join('\n')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});
