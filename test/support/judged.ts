import type { Plan } from '../../src/circuit/plan.ts';
import type { History } from '../../src/judge/history.ts';
import { NEVER, type Outcome } from '../../src/judge/outcome.ts';
import { decide } from '../../src/rollout/decide.ts';
import { rampOf } from '../../src/rollout/ramp.ts';
import { type DynamicDocument, steer } from '../../src/run/dynamic-config.ts';
import { run } from '../../src/run/run.ts';
import type { BatchSource } from '../../src/source/source.ts';

/** A history of these readings, query by query. */
export const historyOf = (columns: readonly (readonly number[])[], interval = 1): History => ({
  start: 0,
  interval,
  ticks: columns[0]?.length ?? 0,
  columns: columns.map((column) => Float64Array.from(column)),
});

/** The part of a history from a tick on, as the source that `simulate --from` has. */
export const sourceFrom = (history: History, from: number): BatchSource => ({
  pace: 'batch',
  resultsOn: 'evaluations',
  start: history.start + from * history.interval,
  ticks: history.ticks - from,
  batch: 100,
  fill: (columns, first, count) => {
    for (const [q, column] of columns.entries())
      column.set(history.columns[q]!.subarray(from + first, from + first + count));
  },
  why: () => undefined,
  cursor: () => null,
  faults: () => [],
  facts: () => ({ kind: 'history', name: null, url: null, server: null }),
  diagnostics: () => [],
});

/** The initial frame with a document of dynamic configuration in force. */
export function steered(plan: Plan, document: DynamicDocument): Float64Array {
  const { frame } = plan.start();
  steer(plan, frame, document);
  return frame;
}

/** What a run from a tick of the history comes to, seen by a listener of `run()`: the reference of a rehearsal. */
export async function simulated(
  plan: Plan,
  history: History,
  { start, horizon, initial }: { start: number; horizon: number; initial?: DynamicDocument },
): Promise<Pick<Outcome, 'start' | 'ticks' | 'completed' | 'reset' | 'backward' | 'isAtFirstStep'>> {
  const ramp = rampOf(plan)!;
  const seen = { completed: NEVER, reset: NEVER, backward: NEVER, isAtFirstStep: false };
  let step = 0;
  const { result } = await run({
    policy: 'p',
    plan,
    source: sourceFrom(history, start),
    ticks: horizon,
    untilCompleted: true,
    steering: { initial },
    series: [],
    listeners: [
      {
        onTick(tick, frame) {
          const asks = (key: string | undefined) =>
            key === undefined ? false : Boolean(frame[plan.slotOf(key)!]);
          const { forward, backward, reset } = ramp.keys;
          const decision = decide({ forward: asks(forward), backward: asks(backward), reset: asks(reset) });
          if (decision === 'reset' && seen.reset === NEVER) {
            seen.reset = tick;
            seen.isAtFirstStep = step === 0;
          }
          if (decision === 'backward' && seen.backward === NEVER) seen.backward = tick;
          if (ramp.atEnd(frame)) seen.completed = tick;
          step = ramp.step(frame);
        },
      },
    ],
  });
  return { start, ticks: result.ticks, ...seen };
}
