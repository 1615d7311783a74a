import type { Plan } from '../circuit/plan.ts';
import { nowhere } from '../errors/location.ts';
import { type Diagnostic, diagnostic } from '../errors/rollout-error.ts';
import { explanation } from '../render/svg/explanation.ts';
import type { Overlay } from '../render/svg/overlay.ts';
import { traceRow } from '../run/trace-row.ts';

/** One tick of the trace in a file. */
export interface TraceTick {
  readonly file: string;
  readonly tick: number;
}

/**
 * One tick of a trace as a picture shows it. A trace without a single signal of the circuit is an error among
 * the diagnostics, missing columns are a warning. Throws TRACE_FORMAT, TRACE_TICK.
 */
export function readOverlay(
  trace: string,
  { file, tick }: TraceTick,
  { plan, policy }: { readonly plan: Plan; readonly policy: string },
): { readonly overlay: Overlay; readonly diagnostics: readonly Diagnostic[] } {
  const { readings, time } = traceRow(trace, file, tick);
  const missing = plan.columns.map(({ name }) => name).filter((name) => !readings.has(name));
  const at = nowhere(file);
  const diagnostics: Diagnostic[] = [];
  if (missing.length > 0 && missing.length === plan.columns.length)
    diagnostics.push(diagnostic('TRACE_FOREIGN', { signal: missing[0]! }, { at }));
  else if (missing.length > 0)
    diagnostics.push(diagnostic('TRACE_COLUMNS', { missing: missing.join(', ') }, { at }));
  return {
    overlay: { readings, caption: [`${policy} at tick ${tick}, ${time}`, ...explanation(plan, readings)] },
    diagnostics,
  };
}
