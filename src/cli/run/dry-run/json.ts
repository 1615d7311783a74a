import { preflightJson } from '../../../preflight/json.ts';
import { hoursText } from '../../../rollout/gates/hours-text.ts';
import type { GateRules } from '../../../rollout/gates/rules.ts';
import { formatMoment } from '../../../text/time.ts';
import { toJson } from '../../diagnostics.ts';
import { holderName } from '../../rollouts/holder-name.ts';
import { type CheckedFile, canStart, type DryRun } from './check.ts';

/** What was found, for scripts: an entry a file. */
export const dryRunJson = (files: readonly CheckedFile[]): readonly object[] =>
  files.map((checked) => ({
    file: checked.file,
    can_run: canStart(checked),
    ...(checked.found && foundJson(checked.found)),
    diagnostics: toJson(checked.diagnostics),
  }));

function foundJson({ subject, state, queries, targets, receivers }: DryRun): object {
  const { frozen, changedOnDisk } = subject;
  const { place, record, holder } = state;
  return {
    rollout: frozen.rollout,
    changed_on_disk: changedOnDisk,
    state: {
      place,
      is_new: record === undefined,
      percentage: record?.target ?? 0,
      killed: record ? record.killed !== null : false,
      started: record?.started ?? false,
      controller: holder === null ? null : holderName(holder),
    },
    ...rulesJson(frozen.rules),
    queries: preflightJson(queries),
    targets,
    receivers,
  };
}

const rulesJson = ({ start, approvals, gates, forwardOnly, requestsPerStep }: GateRules): object => ({
  start: typeof start === 'string' ? start : formatMoment(start.at),
  approvals: approvals.map((step) => step + 1),
  gates: gates.map((step) => step + 1),
  forward_only: forwardOnly.map(hoursText),
  requests_per_step: requestsPerStep,
});
