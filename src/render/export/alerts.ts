import { NEGATED, signOf } from '../../rollout/criterion.ts';
import { formatSeconds } from '../../text/duration.ts';
import { type Check, checksOf } from './checks.ts';
import { asVector, inBrackets } from './query.ts';
import { type Exported, type ExportSubject, rampIn } from './subject.ts';

const EFFECTS = {
  forward: { name: 'Hold', severity: 'info', effect: 'holds' },
  backward: { name: 'Backward', severity: 'warning', effect: 'takes back' },
  reset: { name: 'Reset', severity: 'critical', effect: 'resets' },
} as const;

/** The criteria of a policy as alerting rules of Prometheus; that of forward fires where it does not hold. Throws EXPORT_NO_RAMP. */
export function criteriaAlerts(subject: ExportSubject): Exported {
  const { name, plan } = subject;
  rampIn(subject);
  const { checks, losses } = checksOf(plan);
  return {
    note: 'Name this file in rule_files of Prometheus.',
    resources: [
      {
        groups: [
          { name, interval: formatSeconds(plan.interval), rules: checks.map((one) => rule(one, name)) },
        ],
      },
    ],
    losses: ['the ramp: rules say what the criteria say, and move nothing', ...losses],
  };
}

function rule(check: Check, rollout: string): object {
  const { metric, query, direction, operator, threshold, every, lasts } = check;
  const { name, severity, effect } = EFFECTS[direction];
  const sign = signOf(direction === 'forward' ? NEGATED[operator] : operator);
  const breach = `${sign} ${threshold}`;
  return {
    alert: `${pascal(metric)}${name}`,
    expr: `${inBrackets(asVector(query))} ${breach}`,
    for: formatSeconds(Math.ceil(lasts * every)),
    labels: { severity, rollout, direction },
    annotations: { summary: `${metric} is {{ $value | humanize }} (${breach}): this ${effect} ${rollout}.` },
  };
}

/** `error-rate` as `ErrorRate`. */
const pascal = (name: string): string =>
  name.replace(/(?:^|-)(\w)/g, (_, first: string) => first.toUpperCase());
