import type { RolloutStatus, StatusReason, TargetStatus } from '../../control/state/rollout-status.ts';
import { acceptText } from '../../render/plot/number.ts';
import { formatSpoken } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import { printableLine } from '../../text/printable.ts';
import type { Moment } from '../../text/time.ts';
import { holderName } from '../rollouts/holder-name.ts';
import { table } from '../table.ts';

const HEADER = ['ROLLOUT', 'STATE', 'STEP', 'ACCEPT', 'DECISION', 'TIME LEFT', 'AGE', 'CONTROLLER', 'REASON'];

/** Rollouts as a table. */
export const statusTable = (all: readonly RolloutStatus[], now: Moment): string =>
  table(
    HEADER,
    all.map((status) => rowOf(status, now)),
  );

function rowOf(status: RolloutStatus, now: Moment): string[] {
  const { rollout, state, percentage, decision, remaining_seconds: left } = status;
  return [
    rollout,
    state.replaceAll('_', ' '),
    stepText(status),
    acceptText(percentage) || '-',
    decision,
    left === null ? '-' : formatSpoken(left),
    ageText(status, now),
    controllerText(status),
    status.reasons.map(({ text }) => text).join('; ') || '-',
  ];
}

function stepText({ step, steps }: RolloutStatus): string {
  if (steps === 0) return '-';
  return `${step + 1}/${steps}`;
}

function ageText({ pid, updated_at }: RolloutStatus, now: Moment): string {
  if (pid === 0) return '-';
  return formatSpoken(Math.max(0, Math.floor(now - Date.parse(updated_at) / 1000)));
}

function controllerText({ controller }: RolloutStatus): string {
  if (controller === null) return '-';
  return holderName(controller.id);
}

/** What is below the table where one rollout is asked for: why it stands, and how its targets do. */
export function statusDetails(status: RolloutStatus): string {
  const { reasons, actuators, blind, changed_on_disk, decision } = status;
  const lines = [
    ...reasons.map((reason) => reasonText(reason, decision)),
    ...blind.map((title) => `without a value: ${title}`),
    ...actuators.map(targetText),
    ...changed_on_disk.map((file) => `changed since it runs: ${file}`),
  ];
  return lines.map((line) => `  ${printableLine(line)}\n`).join('');
}

/** What the policy decides, and why; all other reasons hold it. */
const DECIDES = { forward: 'goes forward', backward: 'goes back', reset: 'goes to its start', hold: 'holds' };

function reasonText({ kind, text, until }: StatusReason, decision: RolloutStatus['decision']): string {
  const does = kind === 'policy' ? DECIDES[decision] : DECIDES.hold;
  if (until === null) return `${does}: ${text}`;
  return `${does}: ${text} (until ${until})`;
}

function targetText({ name, asked, confirmed, in_force, outcome, error }: TargetStatus): string {
  const parts = [`told ${percentText(asked)}`, `confirmed ${percentText(confirmed)}`];
  if (in_force !== null && in_force !== confirmed) parts.push(`in force ${percentText(in_force)}`);
  if (error !== null) parts.push(error);
  return `target ${name}: ${outcome}, ${parts.join(', ')}`;
}

const percentText = (percentage: number | null): string => {
  if (percentage === null) return 'nothing';
  return `${formatNumber(percentage)} %`;
};
