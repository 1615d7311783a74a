import type { RunningRun } from '../../control/running-state.ts';
import { paceText } from '../../render/live/decision.ts';
import { acceptText } from '../../render/plot/number.ts';
import { nowSentence } from '../../render/sentence/event.ts';
import { formatSpoken } from '../../text/duration.ts';
import type { Moment } from '../../text/time.ts';
import { table } from '../table.ts';

const HEADER = [
  'POLICY',
  'SOURCE',
  'STEP',
  'ACCEPT',
  'DECISION',
  'TIME LEFT',
  'RUNS FOR',
  'AGE',
  'PID',
  'REASON',
];

/** Running simulations as a table. */
export function simulationTable(running: readonly RunningRun[], now: Moment): string {
  if (running.length === 0) return 'no simulation is running\n';
  return table(
    HEADER,
    running.map((run) => rowOf(run, now)),
  );
}

const rowOf = (run: RunningRun, now: Moment): string[] => [
  run.policy,
  run.source.name ?? run.source.url ?? run.source.kind,
  `${run.step + 1}/${run.steps}`,
  acceptText(run.accept_percentage) || '-',
  run.decision,
  timeLeft(run, now),
  runsFor(run, now),
  formatSpoken(Math.floor(run.age_seconds)),
  String(run.pid),
  nowSentence(run).text,
];

/** What does not move forward has no time left, and says for how long it has stood still. */
function timeLeft(run: RunningRun, now: Moment): string {
  const { decision, remaining_seconds: left } = run;
  if (decision === 'forward' && left) return formatSpoken(left);
  return paceText(run, now) || '-';
}

function runsFor({ started_at }: RunningRun, now: Moment): string {
  if (started_at === undefined) return '-';
  return formatSpoken(Math.max(0, Math.floor(now - Date.parse(started_at) / 1000)));
}
