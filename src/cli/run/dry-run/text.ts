import type { CheckedState } from '../../../control/run/check/state.ts';
import type { CheckedTarget } from '../../../control/run/check/targets.ts';
import type { Frozen } from '../../../control/state/frozen.ts';
import { preflightTable } from '../../../preflight/table.ts';
import { hoursText } from '../../../rollout/gates/hours-text.ts';
import type { GateRules } from '../../../rollout/gates/rules.ts';
import { rampOf } from '../../../rollout/ramp.ts';
import { formatSpoken } from '../../../text/duration.ts';
import { formatNumber } from '../../../text/number.ts';
import { printableLine, printableText } from '../../../text/printable.ts';
import { formatMinute } from '../../../text/time.ts';
import { holderName } from '../../rollouts/holder-name.ts';
import { type CheckedFile, canStart, type DryRun } from './check.ts';

type Line = readonly [string, string];

/** What was found, for people. */
export const dryRunText = (files: readonly CheckedFile[]): string =>
  files.flatMap((one) => (one.found ? [fileText(one, one.found)] : [])).join('\n');

function fileText(checked: CheckedFile, found: DryRun): string {
  const { frozen, plan } = found.subject;
  const ramp = rampOf(plan)!;
  const steps = `${ramp.steps.length} ${ramp.steps.length === 1 ? 'step' : 'steps'}`;
  const lines: readonly Line[] = [
    ['ramp', `${steps} to ${percent(ramp.steps.at(-1)!.target)}, ${formatSpoken(ramp.duration)} long`],
    ['starts', startText(frozen, found.state)],
    ['state', stateText(found.state)],
    ...holdLines(frozen.rules).map((text): Line => ['waits for', text]),
    ...found.targets.map((target): Line => ['target', targetText(target)]),
    ...found.receivers.map(({ kind, fault }): Line => ['notifies', `${kind}: ${fault ?? 'can be sent to'}`]),
  ];
  const head = `${frozen.rollout} ${canStart(checked) ? 'can run' : 'cannot run'}\n`;
  const body = lines.map(([name, text]) => `  ${name.padEnd(9)}  ${printableLine(text)}\n`);
  const table = printableText(preflightTable(found.queries));
  return [head, ...body, table === '' ? '' : `\n${table}`].join('');
}

function startText({ rollout, rules: { start } }: Frozen, { record }: CheckedState): string {
  if (record?.killed) return `not before \`rollout unkill ${rollout}\`: it is killed`;
  if (record?.ended) return `with \`rollout start ${rollout}\`: it has ended`;
  if (record?.started) return 'it is started: goes on';
  if (start === 'immediately') return 'at once';
  if (start === 'manually') return `with \`rollout start ${rollout}\``;
  return `at ${formatMinute(start.at)}`;
}

function stateText({ place, record, holder }: CheckedState): string {
  const stands = record ? `has it at ${percent(record.target)}` : 'has nothing of it yet';
  const led = holder === null ? '' : `; ${holderName(holder)} leads it, a run would stand by`;
  return `${place}: ${stands}${led}`;
}

const holdLines = (rules: GateRules): string[] => [
  ...stepsLine('approval before', rules.approvals),
  ...stepsLine('the gate before', rules.gates),
  ...rules.forwardOnly.map(hoursText),
  ...countLine(rules),
];

const stepsLine = (what: string, steps: readonly number[]): string[] => {
  if (steps.length === 0) return [];
  return [`${what} step ${steps.map((step) => step + 1).join(', ')}`];
};

const countLine = ({ requestsPerStep: count }: GateRules): string[] => {
  if (count === 0) return [];
  return [`${count.toLocaleString('en-US')} requests of the feature in each step`];
};

function targetText({ name, in_force, would_be_told, fault }: CheckedTarget): string {
  const has = in_force === null ? 'cannot say what it has' : `has ${percent(in_force)}`;
  const told = `${name}: ${has}, would be told ${percent(would_be_told)} first`;
  if (fault === null) return told;
  return `${name}: ${fault}`;
}

const percent = (percentage: number): string => `${formatNumber(percentage)} %`;
