import type { TargetTimes } from '../../control/actuators/times.ts';
import type { HoldKind } from '../../rollout/gates/gate.ts';
import type { GateRules } from '../../rollout/gates/rules.ts';
import { formatSpoken, type Ticks } from '../../text/duration.ts';

/** What a run has besides, and a rehearsal takes as given: what people, servers and targets of the present do. */
export type Assumption =
  | 'hours'
  | 'start'
  | 'approvals'
  | 'gates'
  | 'requests'
  | 'prometheus'
  | 'bake'
  | 'targets'
  | 'outages';

/** What its rollout file says of a run. */
export interface RunRules {
  readonly rules: GateRules;
  readonly times: TargetTimes;
}

const HELD: Readonly<Record<HoldKind, string>> = {
  killed: 'killed',
  not_started: 'not started',
  paused: 'paused',
  reset: 'reset by hand',
  after_reset: 'waiting for a start after a reset',
  gave_up: 'given up',
  hours: 'outside of its hours',
  approval: 'waiting for approval',
  gate: 'waiting for a gate',
  requests: 'waiting for requests',
  no_data: 'without a value of a query',
  no_prometheus: 'without an answer of Prometheus',
  controller: 'waiting for its targets',
};

/** What held a tick, by the name in a trace; names of others stand as they are. */
export const heldWords = (name: string): string => HELD[name as HoldKind] ?? name;

/** How many ticks each gate held, a line each. */
export function heldLines(heldTicks: ReadonlyMap<HoldKind, Ticks>, ticks: Ticks): string[] {
  if (heldTicks.size === 0) return ['nothing but its policy held it'];
  return [...heldTicks].map(([kind, count]) => heldText(kind, count, ticks));
}

const heldText = (kind: HoldKind, ticks: Ticks, of: Ticks): string =>
  `${ticks.toLocaleString('en-US')} of ${of.toLocaleString('en-US')} ticks ${HELD[kind]}`;

const steps = (all: readonly number[]): string =>
  `${all.length === 1 ? 'step' : 'steps'} ${[...new Set(all)].map((step) => step + 1).join(', ')}`;

/** What a run would wait for, and this rehearsal did not. */
const ASSUMED: Readonly<Record<Assumption, (run: RunRules) => string>> = {
  start: () => 'not rehearsed on a scenario, which has no calendar: the time of its start',
  hours: () => 'not rehearsed on a scenario, which has no calendar: its hours',
  approvals: ({ rules }) => `taken as given at once: the approval before ${steps(rules.approvals)}`,
  gates: ({ rules }) => `taken as open: the gate before ${steps(rules.gates)}`,
  requests: ({ rules }) =>
    `taken as given: ${rules.requestsPerStep.toLocaleString('en-US')} requests of the feature in each step`,
  prometheus: () => 'taken as given: that Prometheus answers',
  bake: ({ rules }) => `not rehearsed to its end: its bake, ${formatSpoken(rules.bake)} after the last step`,
  targets: ({ times }) =>
    `taken as confirmed at once: what targets are told; a run waits for that after each raise, and raises at most every ${formatSpoken(times.applyEvery)} (--actuator-lag)`,
  outages: ({ times }) =>
    `not rehearsed: outages; a run holds for ${formatSpoken(times.timeout + times.settle)} after a call without an answer, and for a window of its queries after a gap`,
};

/** What a run would wait for and a rehearsal does not, a line each. */
export const assumedLines = (assumed: readonly Assumption[], run: RunRules): string[] =>
  assumed.map((one) => ASSUMED[one](run));
