import type { Plan } from '../circuit/plan.ts';
import type { Diagnostic } from '../errors/rollout-error.ts';
import { explanation } from '../render/svg/explanation.ts';
import type { Overlay } from '../render/svg/overlay.ts';
import { type TraceMoment, traceRow } from '../run/trace-row.ts';
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
  const { readings, tick, time } = traceRow(trace, file, at);
  return {
    overlay: { readings, caption: [`${policy} at tick ${tick}, ${time}`, ...explanation(plan, readings)] },
    diagnostics: columnFaults(readings, plan, file),
  };
}
