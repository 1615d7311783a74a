import type { Plan } from '../circuit/plan.ts';
import type { Diagnostic } from '../errors/rollout-error.ts';
import { explanation } from '../render/svg/explanation.ts';
import type { Overlay } from '../render/svg/overlay.ts';
import { decisionIn } from '../rollout/decision-path.ts';
import { withGap } from '../run/trace-gap.ts';
import { type TraceMoment, traceRow } from '../run/trace-row.ts';
import { heldOn } from './trace-hold.ts';
import { columnFaults } from './trace-tick.ts';

/** One tick of the trace in a file. */
export interface TraceTick {
  readonly file: string;
  readonly at: TraceMoment;
}

/**
 * One tick of a trace as a picture shows it. A trace without a single signal of the circuit is an error among
 * the diagnostics, missing columns are a warning. Throws TRACE_FORMAT, TRACE_TICK.
 */
export function readOverlay(
  trace: string,
  { file, at }: TraceTick,
  { plan, policy }: { readonly plan: Plan; readonly policy: string },
): { readonly overlay: Overlay; readonly diagnostics: readonly Diagnostic[] } {
  const row = withGap(traceRow(trace, file, at), plan, { trace, file });
  const { readings, tick, time } = row;
  const held = heldOn(row, decisionIn(plan.tree, readings)?.decision ?? 'hold');
  const why = explanation(plan, readings, held);
  return {
    overlay: {
      readings,
      isHeld: held !== undefined,
      caption: [`${policy} at tick ${tick}, ${time}`, ...why],
    },
    diagnostics: columnFaults(readings, plan, file),
  };
}
