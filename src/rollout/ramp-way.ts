import { type GeneratorPath, pathOf, valueAt } from '../circuit/kinds/signal-generator.ts';
import type { Plan } from '../circuit/plan.ts';
import { type Seconds, type Ticks, ticksOf } from '../text/duration.ts';
import { rampOf } from './ramp.ts';

/** A load ramp as the places it can stand in: so many ticks of forward, less those back, since its start. */
export interface RampWay {
  /** At the last place the ramp is complete. */
  readonly length: Ticks;
  /** Before this place the ramp is in its first step. */
  readonly firstStep: Ticks;
  /** The accept percentages at the places to before a number of them. */
  readonly accepts: (count: number) => Float64Array;
}

export function rampWay(plan: Plan): RampWay {
  const path = rampPath(plan);
  return {
    length: path.lengths.reduce((sum, length) => sum + length, 0),
    firstStep: path.lengths[0]!,
    accepts: (count) => acceptsAlong(path, count),
  };
}

/** The way of the ramp as its generator runs it. */
export function rampPath(plan: Plan): GeneratorPath {
  const steps = rampOf(plan)!.steps.map(({ target, duration }) => ({
    target_output: { value: target },
    duration,
  }));
  return pathOf(steps, (duration: Seconds) => ticksOf(duration, plan.interval));
}

function acceptsAlong(path: GeneratorPath, count: number): Float64Array {
  const accepts = new Float64Array(count).fill(path.targets.at(-1)!);
  let place = 0;
  for (const [step, length] of path.lengths.entries())
    for (let passed = 0; passed < length && place < count; passed++) {
      accepts[place] = valueAt(path, step, passed);
      place++;
    }
  return accepts;
}
