import type { Plan } from '../../circuit/plan.ts';
import { driversOf } from '../../rollout/drivers.ts';
import { rampOf } from '../../rollout/ramp.ts';
import { driverPanel } from './driver-panels.ts';
import { type Filters, selector } from './metrics.ts';
import type { Panel, PanelOptions, Target } from './panel.ts';
import { rampAxis, stepsSentence } from './ramp-axis.ts';
import { DIRECTION_COLOURS } from './thresholds.ts';
import { timeline } from './timeline.ts';
import { timeseries } from './timeseries.ts';

/** Fixed, so that an added driver moves no other panel's id. */
const FIRST_DRIVER_ID = 100;

type Row = readonly [
  draw: typeof timeseries | typeof timeline,
  title: string,
  description: string,
  options: Omit<PanelOptions, 'id' | 'title' | 'description'>,
  targets: readonly Target[],
];

/** What a rollout that runs says of itself, by the metrics of `rollout run --listen`. */
export function runPanels(plan: Plan, filters: Filters): Panel[] {
  const metric = (name: string, more: Filters = {}) => `rollout_${name}${selector({ ...filters, ...more })}`;
  const percentages = rampOf(plan)?.steps.map(({ target }) => target) ?? [];
  const drivers = driversOf(plan).map((driver, i) =>
    driverPanel(driver, {
      id: FIRST_DRIVER_ID + i,
      plan,
      query: metric('signal', { signal: driver.signal }),
      signal: ({ name }) => metric('signal', { signal: name }),
    }),
  );
  const stand = [...standRows(metric, percentages), ...decisionRows(metric)];
  const rows = [...stand, ...targetRows(metric), ...tickRows(metric)];
  const panels = rows.map(([draw, title, description, options, targets], i) =>
    draw({ id: i + 1, title, description, ...options }, targets),
  );
  return [...panels.slice(0, stand.length), ...drivers, ...panels.slice(stand.length)];
}

type MetricOf = (name: string, more?: Filters) => string;

/** Where it stands. */
const standRows = (metric: MetricOf, percentages: readonly number[]): Row[] => [
  [
    timeseries,
    'Accept Percentage',
    `What was decided, and what each target says is in force. ${stepsSentence(percentages)}`,
    rampAxis(percentages),
    [
      { expr: metric('accept_percentage'), legend: 'decided' },
      { expr: metric('target_in_force'), legend: '{{target}}' },
    ],
  ],
  [
    timeline,
    'State',
    'In which state it was: running, paused, waiting, blind, reset, killed and others.',
    { width: 12 },
    [{ expr: `${metric('state')} == 1`, legend: '{{state}}', color: 'blue' }],
  ],
];

/** Why it stands there. */
const decisionRows = (metric: MetricOf): Row[] => [
  [
    timeline,
    'Decisions',
    'What each tick decided. Reset wins; forward and backward together hold.',
    { width: 12 },
    (['forward', 'backward', 'reset', 'hold'] as const).map((decision) => ({
      expr: metric('decision', { decision }),
      legend: decision,
      color: decision === 'hold' ? 'blue' : DIRECTION_COLOURS[decision],
    })),
  ],
  [
    timeline,
    'Held By',
    'Each kind of reason why nothing moved forward, besides its metrics: its start, hours, approvals, targets, missing data.',
    { width: 12 },
    [{ expr: metric('held'), legend: '{{reason}}', color: 'orange' }],
  ],
];

/** Whether it can act, and see. */
const targetRows = (metric: MetricOf): Row[] => [
  [
    timeseries,
    'Target Lag',
    'For how long each target has not confirmed what it was told. Nothing moves forward meanwhile.',
    { width: 12, unit: 's', min: 0 },
    [{ expr: metric('target_lag_seconds'), legend: '{{target}}' }],
  ],
  [
    timeseries,
    'Failures',
    'Queries that the server did not answer, and calls that a target did not confirm, in each window.',
    { width: 12, min: 0 },
    [
      { expr: `increase(${metric('query_failures_total')}[$__rate_interval])`, legend: 'queries' },
      { expr: `increase(${metric('target_failures_total')}[$__rate_interval])`, legend: '{{target}}' },
    ],
  ],
  [
    timeseries,
    'Queries Without a Value',
    'How many queries had no value at a tick: it cannot see whether the feature is good.',
    { width: 12, min: 0 },
    [{ expr: metric('blind_queries'), legend: 'queries' }],
  ],
];

/** Whether it keeps its time, and who runs it. */
const tickRows = (metric: MetricOf): Row[] => [
  [
    timeseries,
    'Ticks',
    'How long ago the last tick was, by how much it came late, and the time from tick to tick.',
    { width: 12, unit: 's', min: 0 },
    [
      { expr: `time() - ${metric('last_tick_timestamp_seconds')}`, legend: 'since the last one' },
      { expr: metric('tick_delay_seconds'), legend: 'late by' },
      { expr: metric('tick_interval_seconds'), legend: 'interval' },
    ],
  ],
  [
    timeline,
    'Controllers',
    'Which process held the rollout; those that stand by are not coloured.',
    { width: 24 },
    [{ expr: metric('leader'), legend: '{{instance}}' }],
  ],
];
