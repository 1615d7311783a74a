import { placesOf } from '../circuit/kinds/load-ramp.ts';
import { cells, type GeneratorPath, valueAt } from '../circuit/kinds/signal-generator.ts';
import type { Plan } from '../circuit/plan.ts';
import { rampOf } from './ramp.ts';
import { rampPath } from './ramp-way.ts';

/** Takes a ramp back, between two ticks; false where even its first point is above the percentage: it stands there then. */
export type RampBack = (frame: Float64Array, percentage: number) => boolean;

/** A step from 0, and the ticks that passed in it. */
interface Point {
  readonly step: number;
  readonly count: number;
}

/**
 * Takes the ramp of a plan back to the nearest point on the way behind it that is not above a percentage: what was in force
 * when a run ended may be less than what its frame says. Never moves it forward.
 */
export function rampBack(plan: Plan): RampBack {
  const path = rampPath(plan);
  const state = plan.stateOf(placesOf(rampOf(plan)!.id).generator)!;
  const stand = standingOn(plan, path);
  return (frame, percentage) => {
    const present = { step: frame[state + cells.step]!, count: frame[state + cells.count]! };
    const point = nearestBehind(path, present, percentage);
    if (point !== present) stand(frame, point);
    return acceptAt(path, point) <= percentage;
  };
}

/**
 * Puts the ramp of a plan, wherever it stands, at the highest of its points that is not above a percentage, and the first
 * of those that are as high: for a frame that knows nothing of the run before.
 */
export function rampAt(plan: Plan): RampBack {
  const path = rampPath(plan);
  const stand = standingOn(plan, path);
  return (frame, percentage) => {
    const point = firstAsHigh(path, nearestBehind(path, endOf(path), percentage));
    stand(frame, point);
    return acceptAt(path, point) <= percentage;
  };
}

/** Puts the ramp of a plan at the end of the step that it is in. */
export function rampOn(plan: Plan): (frame: Float64Array) => void {
  const path = rampPath(plan);
  const state = plan.stateOf(placesOf(rampOf(plan)!.id).generator)!;
  const stand = standingOn(plan, path);
  const end = endOf(path);
  return (frame) => {
    const step = frame[state + cells.step]!;
    stand(frame, step === end.step ? end : { step: step + 1, count: 0 });
  };
}

function standingOn(plan: Plan, path: GeneratorPath): (frame: Float64Array, point: Point) => void {
  const { generator, keys } = placesOf(rampOf(plan)!.id);
  const state = plan.stateOf(generator)!;
  const accept = plan.slotOf(keys.accept_percentage)!;
  return (frame, point) => {
    frame[state + cells.step] = point.step;
    frame[state + cells.count] = point.count;
    frame[state + cells.atStart] = isFirst(point) ? 1 : 0;
    frame[state + cells.atEnd] = isEnd(path, point) ? 1 : 0;
    frame[accept] = acceptAt(path, point);
  };
}

function nearestBehind(path: GeneratorPath, present: Point, percentage: number): Point {
  let point = present;
  while (acceptAt(path, point) > percentage && !isFirst(point)) point = before(path, point);
  return point;
}

function firstAsHigh(path: GeneratorPath, last: Point): Point {
  let point = last;
  while (!isFirst(point) && acceptAt(path, before(path, point)) === acceptAt(path, last))
    point = before(path, point);
  return point;
}

function before(path: GeneratorPath, { step, count }: Point): Point {
  return count > 0 ? { step, count: count - 1 } : { step: step - 1, count: path.lengths[step - 1]! - 1 };
}

const acceptAt = (path: GeneratorPath, { step, count }: Point): number => valueAt(path, step, count);
const isFirst = ({ step, count }: Point): boolean => step === 0 && count === 0;

function endOf({ lengths }: GeneratorPath): Point {
  const step = lengths.length - 1;
  return { step, count: lengths[step]! };
}

function isEnd(path: GeneratorPath, { step, count }: Point): boolean {
  const end = endOf(path);
  return step === end.step && count === end.count;
}
