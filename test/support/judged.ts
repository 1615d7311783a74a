import type { Plan } from '../../src/circuit/plan.ts';
import { isTrue } from '../../src/circuit/reading.ts';
import type { History } from '../../src/judge/history.ts';
import { NEVER, type Outcome } from '../../src/judge/outcome.ts';
import { type Decision, decide } from '../../src/rollout/decide.ts';
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
  resultsOn: history.isEveryTick ? 'every tick' : 'evaluations',
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

/** What `run()` comes to on the history from a tick on. */
interface Simulation {
  readonly start: number;
  readonly horizon: number;
  readonly initial?: DynamicDocument;
  /** What the readings of the queries become by what the rollout decided. */
  readonly change?: (readings: Float64Array[], tick: number, accept: number) => void;
}

/** A tick of a run as a rehearsal sees it. */
interface SeenTick {
  readonly decision: Decision;
  /** The step of the ramp before it. */
  readonly step: number;
  readonly accept: number;
  readonly isComplete: boolean;
}

/** The ticks of a run from a tick of the history, to the one on which the ramp is complete: the reference of a rehearsal. */
export async function simulate(
  plan: Plan,
  history: History,
  { start, horizon, initial, change }: Simulation,
): Promise<readonly SeenTick[]> {
  const ramp = rampOf(plan)!;
  const ticks: SeenTick[] = [];
  let step = 0;
  const source = sourceFrom(history, start);
  const changing: BatchSource = {
    ...source,
    batch: 1,
    fill(columns, first, count, accept) {
      source.fill(columns, first, count, accept);
      change?.([...columns], first, accept);
    },
  };
  await run({
    policy: 'p',
    plan,
    source: change ? changing : source,
    ticks: horizon,
    untilCompleted: true,
    steering: { initial },
    series: [],
    listeners: [
      {
        onTick(_, frame) {
          const asks = (key: string | undefined) => key !== undefined && isTrue(frame[plan.slotOf(key)!]!);
          const { forward, backward, reset } = ramp.keys;
          const decision = decide({ forward: asks(forward), backward: asks(backward), reset: asks(reset) });
          ticks.push({ decision, step, accept: ramp.accept(frame), isComplete: ramp.atEnd(frame) });
          step = ramp.step(frame);
        },
      },
    ],
  });
  return ticks;
}

/** The outcome of such ticks, but for the criteria. */
export function outcomeOf(
  ticks: readonly SeenTick[],
  start: number,
): Pick<Outcome, 'start' | 'ticks' | 'completed' | 'reset' | 'backward' | 'isAtFirstStep'> {
  const first = (decision: Decision) => ticks.findIndex((tick) => tick.decision === decision);
  const reset = first('reset');
  return {
    start,
    ticks: ticks.length,
    completed: ticks.findIndex(({ isComplete }) => isComplete),
    reset,
    backward: first('backward'),
    isAtFirstStep: reset !== NEVER && ticks[reset]!.step === 0,
  };
}
