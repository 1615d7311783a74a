import { ROLLOUT_STATES, TARGET_OUTCOMES, type TargetStatus } from '../state/rollout-status.ts';
import { exposition, type Metric, type Sample } from './exposition.ts';
import type { Reported, RunCounts } from './service.ts';

const DECISIONS = ['forward', 'backward', 'reset', 'hold'] as const;

/** One metric of a rollout that this process holds. */
interface Definition {
  readonly name: string;
  readonly help: string;
  readonly type?: 'counter' | 'gauge';
  readonly samples: (reported: Reported) => readonly Sample[];
}

type Labels = Sample['labels'];

/** One value; none where it is null. */
const one = (value: number | null, labels: Labels = {}): Sample[] =>
  value === null ? [] : [{ labels, value }];

/** One value for each word: 1 for the one that holds. */
const oneOf = (label: string, words: readonly string[], holds: string): Sample[] =>
  words.map((word) => ({ labels: { [label]: word }, value: Number(word === holds) }));

const targets = ({ status }: Reported, samplesOf: (target: TargetStatus) => readonly Sample[]): Sample[] =>
  status.actuators.flatMap((target) =>
    samplesOf(target).map(({ labels, value }) => ({
      labels: { kind: target.kind, target: target.name, ...labels },
      value,
    })),
  );

const counted = ({ counts }: Reported, samplesOf: (counts: RunCounts) => Sample[]): Sample[] =>
  counts ? samplesOf(counts) : [];

/** What the policy itself says is no hold: it is in the decision. */
const holdKinds = ({ reasons }: Reported['status']): string[] =>
  [...new Set(reasons.map(({ kind }) => kind))].filter((kind) => kind !== 'policy');

const seconds = (time: string): number => Date.parse(time) / 1000;

/** What is said of a rollout by the process that holds it. */
export const METRICS: readonly Definition[] = [
  {
    name: 'rollout_accept_percentage',
    help: 'Who has the feature, from 0 to 100.',
    samples: ({ status }) => one(status.percentage),
  },
  {
    name: 'rollout_step',
    help: 'Step of the ramp, counted from 1.',
    samples: ({ status }) => one(status.step + 1),
  },
  { name: 'rollout_steps', help: 'Steps of the ramp.', samples: ({ status }) => one(status.steps) },
  {
    name: 'rollout_state',
    help: '1 for the state that the rollout is in.',
    samples: ({ status }) => oneOf('state', ROLLOUT_STATES, status.state),
  },
  {
    name: 'rollout_decision',
    help: '1 for what the last tick decided.',
    samples: ({ status }) => oneOf('decision', DECISIONS, status.decision),
  },
  {
    name: 'rollout_killed',
    help: 'Whether the rollout is killed.',
    samples: ({ status }) => one(Number(status.state === 'killed')),
  },
  {
    name: 'rollout_held',
    help: '1 for each kind of reason why nothing moves forward.',
    samples: ({ status }) => holdKinds(status).flatMap((kind) => one(1, { reason: kind })),
  },
  {
    name: 'rollout_blind_queries',
    help: 'Queries without a value.',
    samples: ({ status }) => one(status.blind.length),
  },
  {
    name: 'rollout_remaining_seconds',
    help: 'Time to the end of the ramp at its present pace; missing while nothing moves forward.',
    samples: ({ status }) => one(status.remaining_seconds),
  },
  {
    name: 'rollout_changed_files',
    help: 'Files that are no longer what the rollout was started with.',
    samples: ({ status }) => one(status.changed_on_disk.length),
  },
  {
    name: 'rollout_target_asked',
    help: 'Percentage that a target was told.',
    samples: (reported) => targets(reported, ({ asked }) => one(asked)),
  },
  {
    name: 'rollout_target_in_force',
    help: 'Percentage that a target said is in force.',
    samples: (reported) => targets(reported, ({ in_force }) => one(in_force)),
  },
  {
    name: 'rollout_target_lag_seconds',
    help: 'For how long a target has not confirmed what it was told.',
    samples: (reported) => targets(reported, ({ lag_seconds }) => one(lag_seconds)),
  },
  {
    name: 'rollout_target_outcome',
    help: '1 for how a target stands to what it was told.',
    samples: (reported) => targets(reported, ({ outcome }) => oneOf('outcome', TARGET_OUTCOMES, outcome)),
  },
  {
    name: 'rollout_ticks_total',
    help: 'Ticks of the rollout, over all its controllers.',
    type: 'counter',
    samples: ({ status }) => one(status.tick),
  },
  {
    name: 'rollout_last_tick_timestamp_seconds',
    help: 'When the last tick was.',
    samples: ({ status }) => one(seconds(status.updated_at)),
  },
  {
    name: 'rollout_tick_interval_seconds',
    help: 'Time from tick to tick.',
    samples: ({ status }) => one(status.interval_seconds),
  },
  {
    name: 'rollout_tick_delay_seconds',
    help: 'By how much the last tick was late.',
    samples: (reported) => counted(reported, ({ tickDelay }) => one(tickDelay)),
  },
  {
    name: 'rollout_query_failures_total',
    help: 'Queries without an answer.',
    type: 'counter',
    samples: (reported) => counted(reported, ({ queryFailures }) => one(queryFailures)),
  },
  {
    name: 'rollout_target_failures_total',
    help: 'Calls that a target did not confirm.',
    type: 'counter',
    samples: (reported) =>
      counted(reported, ({ targetFailures }) =>
        Object.entries(targetFailures).flatMap(([target, count]) => one(count, { target })),
      ),
  },
  {
    name: 'rollout_signal',
    help: 'Signals of the circuit at the last tick; NaN for an invalid one.',
    samples: (reported) =>
      counted(reported, ({ signals }) =>
        Object.entries(signals).flatMap(([signal, value]) => one(value, { signal })),
      ),
  },
];

const LEADER = {
  type: 'gauge',
  name: 'rollout_leader',
  help: 'Whether this process holds the rollout; others stand by and say nothing else of it.',
} as const;

/** The metrics of all rollouts of a process, as Prometheus reads them. */
export function metricsText(all: readonly Reported[]): string {
  const leader = all.map(({ status, leads }) => ({ labels: labelsOf(status), value: Number(leads) }));
  const held = all.filter(({ leads }) => leads);
  return exposition([
    { ...LEADER, samples: leader },
    ...METRICS.map((definition) => metricOf(definition, held)),
  ]);
}

const labelsOf = ({ rollout }: Reported['status']): Labels => ({ rollout });

function metricOf({ name, help, type = 'gauge', samples }: Definition, held: readonly Reported[]): Metric {
  const all = held.flatMap((reported) =>
    samples(reported).map(({ labels, value }) => ({
      labels: { ...labelsOf(reported.status), ...labels },
      value,
    })),
  );
  return { name, help, type, samples: all };
}
