import type { Plan } from '../../circuit/plan.ts';
import { isTrue, type Reading } from '../../circuit/reading.ts';
import { type Criterion, isMet, type Operator } from '../../rollout/criterion.ts';
import { rampOf } from '../../rollout/ramp.ts';
import type { Ticks } from '../../text/duration.ts';
import { allCriteria } from '../criteria.ts';
import type { History } from '../history.ts';
import { NO_CRITERION } from './found-stretch.ts';

/** A run of ticks on which something is met; `to` is the last of them. */
export interface MetRun {
  readonly from: Ticks;
  to: Ticks;
  /** The left side where it is furthest beyond the right one, and the right one there. */
  extreme: Reading;
  threshold: Reading;
}

/** What is met on a tick, read from the frame, and the runs so far. */
interface Watched {
  readonly isMet: (frame: Float64Array) => boolean;
  readonly lhs: number;
  readonly rhs: (frame: Float64Array) => Reading;
  readonly operator: Operator | undefined;
  readonly runs: MetRun[];
}

/** All runs of a history on which a reset criterion is met, by the criterion's position; those of the reset itself too. */
export type MetRuns = ReadonlyMap<number, readonly MetRun[]>;

/** Runs the circuit over the whole history once, every reading as it is asked on each tick. */
export function metRunsOf(plan: Plan, { columns, ticks }: History): MetRuns {
  const watched = watchedIn(plan);
  const all = [...watched.values()];
  const slots = plan.queries.map(({ resultSlot }) => resultSlot);
  const { frame, tick: advance } = plan.start();
  for (let tick = 0; tick < ticks; tick++) {
    advance();
    for (const one of all) if (one.isMet(frame)) lengthen(one, frame, tick);
    for (let q = 0; q < slots.length; q++) frame[slots[q]!] = columns[q]![tick]!;
  }
  return new Map([...watched].map(([position, { runs }]) => [position, runs]));
}

function watchedIn(plan: Plan): Map<number, Watched> {
  const criteria = allCriteria(plan).map((criterion, position) => ({ criterion, position }));
  const watched = new Map(
    criteria
      .filter(({ criterion }) => criterion.direction === 'reset')
      .map(({ criterion, position }) => [position, watchCriterion(plan, criterion)]),
  );
  const key = rampOf(plan)?.keys.reset;
  const slot = slotOf(plan, key);
  const isMet = (frame: Float64Array): boolean => isTrue(frame[slot]!);
  return watched.set(NO_CRITERION, { isMet, lhs: 0, rhs: () => Number.NaN, operator: undefined, runs: [] });
}

function watchCriterion(plan: Plan, { component, operator, threshold }: Criterion): Watched {
  const lhs = slotOf(plan, component.in.lhs?.[0]?.signal);
  const right = slotOf(plan, component.in.rhs?.[0]?.signal);
  const output = slotOf(plan, component.out.output);
  const rhs = (frame: Float64Array): Reading => threshold ?? frame[right]!;
  return {
    // Its output too: it may stay true after what it compares is not.
    isMet: (frame) => isMet(operator, frame[lhs]!, rhs(frame)) || frame[output] === 1,
    lhs,
    rhs,
    operator,
    runs: [],
  };
}

/** Slot 0 is always invalid. */
const slotOf = (plan: Plan, key: string | undefined): number =>
  (key === undefined ? undefined : plan.slotOf(key)) ?? 0;

function lengthen({ lhs, rhs, operator, runs }: Watched, frame: Float64Array, tick: Ticks): void {
  const [extreme, threshold] = [frame[lhs]!, rhs(frame)];
  const last = runs.at(-1);
  if (last?.to !== tick - 1) {
    runs.push({ from: tick, to: tick, extreme, threshold });
    return;
  }
  last.to = tick;
  if (!(beyond(operator, extreme, threshold) > beyond(operator, last.extreme, last.threshold))) return;
  last.extreme = extreme;
  last.threshold = threshold;
}

/** How far a reading is beyond its threshold, in the sense of the operator. */
function beyond(operator: Operator | undefined, reading: Reading, threshold: Reading): number {
  if (operator === 'lt' || operator === 'lte') return threshold - reading;
  return reading - threshold;
}
