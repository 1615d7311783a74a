import type { Report } from '../../circuit/compile/context.ts';
import type { Plan } from '../../circuit/plan.ts';
import { namedMeasure } from '../../rollout/measure.ts';
import { type Ramp, rampOf } from '../../rollout/ramp.ts';
import { formatSpoken, type Seconds } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import { lookbackOf } from '../../text/promql/facts.ts';

/** Steps that go down, a ramp that ends early, and one that is over before a query can see its effect. */
export function lintRamp(plan: Plan, report: Report): void {
  const ramp = rampOf(plan);
  if (!ramp) return;
  lintTargets(ramp, report);
  lintDuration(ramp, plan, report);
}

function lintTargets(ramp: Ramp, report: Report): void {
  const pointerTo = (step: number): string => `${stepsOf(ramp)}/${step}/target_accept_percentage`;
  let before = 0;
  ramp.steps.forEach(({ target }, i) => {
    const params = { step: i + 1, from: formatNumber(before), to: formatNumber(target) };
    if (target < before) report('LINT_STEP_DOWN', params, pointerTo(i));
    before = target;
  });
  if (before < 100)
    report('LINT_LAST_STEP', { last: formatNumber(before) }, pointerTo(ramp.steps.length - 1));
}

function lintDuration(ramp: Ramp, plan: Plan, report: Report): void {
  const { signal, window } = longestWindow(plan);
  if (ramp.duration >= window) return;
  const params = {
    total: formatSpoken(ramp.duration),
    window: formatSpoken(window),
    signal: namedMeasure(plan, signal),
  };
  report('LINT_RAMP_SHORT', params, stepsOf(ramp));
}

/** The query that looks back furthest, the first of several. */
function longestWindow(plan: Plan): { readonly signal: string; readonly window: Seconds } {
  let longest = { signal: '', window: 0 };
  for (const { signal, query_string } of plan.queries) {
    const window = lookbackOf(query_string);
    if (window > longest.window) longest = { signal, window };
  }
  return longest;
}

const stepsOf = (ramp: Ramp): string => `${ramp.pointer}/parameters/steps`;
