import type { Seconds } from '../text/duration.ts';

/** What alerts on a rollout go by. */
export interface AlertSubject {
  readonly rollout: string;
  /** From tick to tick. */
  readonly interval: Seconds;
  /** How long a query may be without a value. */
  readonly withoutData: Seconds;
  /** The longest time for which the ramp stays at one percentage by itself. */
  readonly longestPlateau: Seconds;
  /** Whether people approve steps. */
  readonly hasApprovals: boolean;
  /** Address of the page that says what to do; each alert is a heading of it. */
  readonly runbook: string;
}

type Severity = 'critical' | 'warning' | 'info';

interface Rule {
  readonly alert: string;
  readonly severity: Severity;
  /** How long it must hold before somebody is told. */
  readonly after: Seconds;
  readonly expr: string;
  readonly summary: string;
}

/** So many are no more than a server or a target that is started anew. */
const FEW_FAILURES = 5;
const HOUR: Seconds = 3600;
/** States in which nothing is to move. */
const AT_REST = 'not_started|scheduled|paused|baking|reset|killed|completed|ended';
const OVER = 'completed|ended';

/** A file of alerting rules for one rollout, on the metrics of `rollout run --listen`, as Prometheus reads it. */
export function alertRules(subject: AlertSubject): object {
  const { rollout, runbook } = subject;
  const rules = rulesOf(subject).map(({ alert, severity, after, expr, summary }) => ({
    alert,
    expr,
    for: promDuration(after),
    labels: { severity },
    annotations: { summary, runbook_url: `${runbook}#${alert.toLowerCase()}` },
  }));
  return { groups: [{ name: `rollout ${rollout}`, rules }] };
}

/** As Prometheus takes it: whole seconds. */
const promDuration = (seconds: Seconds): string => `${Math.ceil(seconds)}s`;

function rulesOf(subject: AlertSubject): Rule[] {
  const metric = (name: string, matchers = ''): string =>
    `${name}{rollout=${JSON.stringify(subject.rollout)}${matchers}}`;
  const rules = [
    controllerGone(metric),
    ticksLate(metric, subject),
    ticksDelayed(metric, subject),
    reset(metric),
    killed(metric),
    blind(metric, subject),
    drifted(metric),
    targetFailing(metric),
    queriesFailing(metric),
    stuck(metric, subject),
  ];
  return subject.hasApprovals ? [...rules, waitsForApproval(metric)] : rules;
}

type MetricOf = (name: string, matchers?: string) => string;

/** It was held in the last hour, is held by nobody now, and was not over when it was seen last. */
const controllerGone = (metric: MetricOf): Rule => ({
  alert: 'RolloutControllerGone',
  severity: 'critical',
  after: 120,
  expr: [
    `max by (rollout) (max_over_time(${metric('rollout_leader')}[1h])) == 1`,
    `unless on (rollout) ${metric('rollout_leader')} == 1`,
    `unless on (rollout) max by (rollout) (last_over_time(${metric('rollout_state', `, state=~"${OVER}"`)}[1h])) == 1`,
  ].join('\n'),
  summary: 'No controller holds {{ $labels.rollout }}: nobody takes it back if its metrics turn bad.',
});

const ticksLate = (metric: MetricOf, { interval }: AlertSubject): Rule => ({
  alert: 'RolloutTicksLate',
  severity: 'critical',
  after: 0,
  expr: [
    `time() - ${metric('rollout_last_tick_timestamp_seconds')} > ${Math.max(60, 10 * interval)}`,
    `unless on (rollout) ${metric('rollout_state', `, state=~"${OVER}"`)} == 1`,
  ].join('\n'),
  summary: 'The last tick of {{ $labels.rollout }} was {{ $value | humanizeDuration }} ago.',
});

/** It keeps up, and each tick is late: its machine has too much to do. */
const ticksDelayed = (metric: MetricOf, { interval }: AlertSubject): Rule => ({
  alert: 'RolloutTicksDelayed',
  severity: 'warning',
  after: 300,
  expr: `min_over_time(${metric('rollout_tick_delay_seconds')}[2m]) > ${interval / 2}`,
  summary: 'The ticks of {{ $labels.rollout }} come late by {{ $value | humanizeDuration }} or more.',
});

const reset = (metric: MetricOf): Rule => ({
  alert: 'RolloutReset',
  severity: 'warning',
  after: 0,
  expr: [
    `(max by (rollout) (max_over_time(${metric('rollout_decision', ', decision="reset"')}[5m])) == 1`,
    `or on (rollout) ${metric('rollout_state', ', state="reset"')} == 1)`,
    `unless on (rollout) ${metric('rollout_killed')} == 1`,
  ].join('\n'),
  summary: '{{ $labels.rollout }} was taken back to its start by its metrics, or by hand.',
});

const killed = (metric: MetricOf): Rule => ({
  alert: 'RolloutKilled',
  severity: 'warning',
  after: 0,
  expr: `${metric('rollout_killed')} == 1`,
  summary: '{{ $labels.rollout }} is killed: nobody has the feature until somebody ends that.',
});

const blind = (metric: MetricOf, { withoutData }: AlertSubject): Rule => ({
  alert: 'RolloutBlind',
  severity: 'warning',
  after: withoutData,
  expr: [
    `${metric('rollout_blind_queries')} > 0`,
    `unless on (rollout) ${metric('rollout_state', `, state=~"${AT_REST.replace('baking|', '')}"`)} == 1`,
  ].join('\n'),
  summary:
    '{{ $value }} queries of {{ $labels.rollout }} have no value: it cannot see whether the feature is good.',
});

const drifted = (metric: MetricOf): Rule => ({
  alert: 'RolloutDrifted',
  severity: 'warning',
  after: 60,
  expr: `${metric('rollout_state', ', state="drifted"')} == 1`,
  summary: 'A target of {{ $labels.rollout }} is below what it was told: somebody changed it by hand.',
});

const targetFailing = (metric: MetricOf): Rule => ({
  alert: 'RolloutTargetFailing',
  severity: 'warning',
  after: 300,
  expr: [
    `max by (rollout, target) (${metric('rollout_target_outcome', ', outcome=~"failed|unknown"')}) == 1`,
    `or max by (rollout, target) (increase(${metric('rollout_target_failures_total')}[15m])) > ${FEW_FAILURES}`,
  ].join('\n'),
  summary: '{{ $labels.target }} does not confirm what {{ $labels.rollout }} tells it, or not at once.',
});

/** Others are answered between them, so that it may not be blind. */
const queriesFailing = (metric: MetricOf): Rule => ({
  alert: 'RolloutQueriesFailing',
  severity: 'warning',
  after: 300,
  expr: `increase(${metric('rollout_query_failures_total')}[10m]) > ${FEW_FAILURES}`,
  summary:
    'The server has not answered {{ $value | humanize }} queries of {{ $labels.rollout }} in 10 minutes.',
});

/** Outside of its hours it stands still as it should. */
const stuck = (metric: MetricOf, { longestPlateau }: AlertSubject): Rule => ({
  alert: 'RolloutStuck',
  severity: 'warning',
  after: 300,
  expr: [
    `changes(${metric('rollout_accept_percentage')}[${promDuration(Math.max(HOUR, 2 * longestPlateau))}]) == 0`,
    `unless on (rollout) ${metric('rollout_state', `, state=~"${AT_REST}"`)} == 1`,
    `unless on (rollout) ${metric('rollout_held', ', reason=~"hours|approval"')} == 1`,
  ].join('\n'),
  summary: '{{ $labels.rollout }} runs and has not moved for long: `rollout status` says what holds it.',
});

const waitsForApproval = (metric: MetricOf): Rule => ({
  alert: 'RolloutWaitsForApproval',
  severity: 'info',
  after: 0,
  expr: `${metric('rollout_held', ', reason="approval"')} == 1`,
  summary: '{{ $labels.rollout }} waits for somebody to approve its next step.',
});
