import type { RunCounts } from '../run/run-counter.ts';
import {
  ROLLOUT_STATES,
  type RolloutStatus,
  TARGET_OUTCOMES,
  type TargetStatus,
} from '../state/rollout-status.ts';
import { exposition, type Metric, type Sample } from './exposition.ts';
import type { Reported } from './service.ts';

type Labels = Sample['labels'];
type SamplesOf = (reported: Reported) => readonly Sample[];
type Row = readonly [name: string, help: string, samples: SamplesOf];

const DECISIONS = ['forward', 'backward', 'reset', 'hold'] as const;

/** One value; none where it is null. */
const one = (value: number | null, labels: Labels = {}): Sample[] => {
  if (value === null) return [];
  return [{ labels, value }];
};

/** One value for each word: 1 for the one that holds. */
const oneOf = (label: string, words: readonly string[], holds: string): Sample[] =>
  words.map((word) => ({ labels: { [label]: word }, value: Number(word === holds) }));

/** One value for each name. */
const each = (label: string, values: Readonly<Record<string, number>>): Sample[] =>
  Object.entries(values).map(([name, value]) => ({ labels: { [label]: name }, value }));

const status =
  (figureOf: (status: RolloutStatus) => number | null): SamplesOf =>
  (reported) =>
    one(figureOf(reported.status));

const target =
  (samplesOf: (target: TargetStatus) => readonly Sample[]): SamplesOf =>
  ({ status: { actuators } }) =>
    actuators.flatMap((actuator) => {
      const { kind, name } = actuator;
      return samplesOf(actuator).map(({ labels, value }) => ({
        labels: { kind, target: name, ...labels },
        value,
      }));
    });

const counted =
  (samplesOf: (counts: RunCounts) => readonly Sample[]): SamplesOf =>
  ({ counts }) =>
    counts ? samplesOf(counts) : [];

/** What the policy itself says is no hold: it is in the decision. */
const holdKinds = ({ reasons }: RolloutStatus): string[] =>
  [...new Set(reasons.map(({ kind }) => kind))].filter((kind) => kind !== 'policy');

/** What is said of a rollout by the process that holds it. The name of a counter ends in `_total`. */
// biome-ignore format: a table
export const METRICS: readonly Row[] = [
  ['rollout_accept_percentage', 'Who has the feature, in percent, from 0 to 100.', status((now) => now.percentage)],
  ['rollout_step', 'Step of the ramp, counted from 0 as in JSON.', status((now) => now.step)],
  ['rollout_steps', 'Steps of the ramp.', status((now) => now.steps)],
  ['rollout_state', '1 for the state that the rollout is in, 0 for the others.', (all) => oneOf('state', ROLLOUT_STATES, all.status.state)],
  ['rollout_decision', '1 for what the last tick decided, 0 for the others.', (all) => oneOf('decision', DECISIONS, all.status.decision)],
  ['rollout_killed', '1 where the rollout is killed.', status(({ state }) => Number(state === 'killed'))],
  ['rollout_held', '1 for each kind of reason why nothing moves forward.', (all) => holdKinds(all.status).flatMap((reason) => one(1, { reason }))],
  ['rollout_blind_queries', 'Queries without a value at the last tick.', status(({ blind }) => blind.length)],
  ['rollout_remaining_seconds', 'Seconds to the end of the ramp at its present pace; missing while nothing moves forward.', status((now) => now.remaining_seconds)],
  ['rollout_changed_files', 'Files that are no longer what the rollout was started with.', status((now) => now.changed_on_disk.length)],
  ['rollout_target_asked', 'What a target was told, in percent.', target(({ asked }) => one(asked))],
  ['rollout_target_in_force', 'What a target said is in force, in percent.', target((at) => one(at.in_force))],
  ['rollout_target_lag_seconds', 'Seconds for which a target has not confirmed what it was told.', target((at) => one(at.lag_seconds))],
  ['rollout_target_outcome', '1 for how a target stands to what it was told, 0 for the others.', target(({ outcome }) => oneOf('outcome', TARGET_OUTCOMES, outcome))],
  ['rollout_target_failures_total', 'Calls of this process that a target did not confirm.', counted((counts) => each('target', counts.targetFailures))],
  ['rollout_query_failures_total', 'Queries of this process that the server did not answer.', counted((counts) => one(counts.queryFailures))],
  ['rollout_signal', 'What a driver read at the last tick, or was compared with, in the unit of its query; NaN for no value.', counted((counts) => each('signal', counts.signals))],
  ['rollout_ticks_total', 'Ticks of the rollout, over all its controllers.', status(({ tick }) => tick)],
  ['rollout_tick_delay_seconds', 'Seconds by which the last tick came late.', counted((counts) => one(counts.tickDelay))],
  ['rollout_tick_interval_seconds', 'Seconds from tick to tick.', status((now) => now.interval_seconds)],
  ['rollout_last_tick_timestamp_seconds', 'When the last tick was, in seconds since 1970.', status((now) => Date.parse(now.updated_at) / 1000)],
];

const LEADER = 'Whether this process holds the rollout; others stand by and say nothing else of it.';

/** The metrics of all rollouts of a process, as Prometheus reads them. */
export function metricsText(all: readonly Reported[]): string {
  const leads: SamplesOf = (reported) => one(Number(reported.leads));
  const held = all.filter((reported) => reported.leads);
  return exposition([
    metricOf(['rollout_leader', LEADER, leads], all),
    ...METRICS.map((row) => metricOf(row, held)),
  ]);
}

function metricOf([name, help, samplesOf]: Row, all: readonly Reported[]): Metric {
  const samples = all.flatMap((reported) =>
    samplesOf(reported).map(({ labels, value }) => ({
      labels: { rollout: reported.status.rollout, ...labels },
      value,
    })),
  );
  return { name, help, type: name.endsWith('_total') ? 'counter' : 'gauge', samples };
}
