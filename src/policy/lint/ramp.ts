import type { Report } from '../../circuit/compile/report.ts';
import type { Plan } from '../../circuit/plan.ts';
import { rampOf } from '../../rollout/ramp.ts';
import { formatSpoken } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import { lookbackOf } from '../../text/promql/facts.ts';

/** Steps that go down, a ramp that ends early, and one that is over before a query can see its effect. */
export function lintRamp(plan: Plan, report: Report): void {
  const ramp = rampOf(plan);
  if (!ramp) return;
  const pointer = `${ramp.pointer}/parameters/steps`;
  const targets = ramp.steps.map(({ target }) => target);
  targets.forEach((target, i) => {
    const before = targets[i - 1] ?? 0;
    if (target < before)
      report(
        'LINT_STEP_DOWN',
        { step: i + 1, from: formatNumber(before), to: formatNumber(target) },
        `${pointer}/${i}/target_accept_percentage`,
      );
  });
  const last = targets.at(-1) ?? 0;
  if (last < 100)
    report(
      'LINT_LAST_STEP',
      { last: formatNumber(last) },
      `${pointer}/${targets.length - 1}/target_accept_percentage`,
    );
  const slowest = plan.queries
    .map((query) => ({ signal: query.signal, window: lookbackOf(query.query_string) }))
    .reduce((a, b) => (b.window > a.window ? b : a), { signal: '', window: 0 });
  if (ramp.duration >= slowest.window) return;
  report(
    'LINT_RAMP_SHORT',
    { total: formatSpoken(ramp.duration), window: formatSpoken(slowest.window), signal: slowest.signal },
    pointer,
  );
}
