import type { LoadRampPlaces } from '../circuit/kinds/load-ramp.ts';
import { cells } from '../circuit/kinds/signal-generator.ts';
import type { Plan } from '../circuit/plan.ts';
import { isTrue, type Reading } from '../circuit/reading.ts';
import type { Ticks } from '../text/duration.ts';
import { type Decision, decide } from './decide.ts';
import { heldTicks } from './forward-hold.ts';
import { withDemand } from './gates/demand.ts';

/** The readings of a load ramp as functions of a run's frame; none allocates. */
export interface RampReadings {
  /**
   * Makes a function to be called once a tick: whether all that moves the ramp, its step and its ends read as
   * on the tick before. The way through a step and the hold after a gap are left out.
   */
  readonly watch: () => (frame: Float64Array) => boolean;
  /** The step it is in, from 0. */
  readonly step: (frame: Float64Array) => number;
  /** Ticks spent in that step. */
  readonly count: (frame: Float64Array) => number;
  readonly atStart: (frame: Float64Array) => boolean;
  readonly atEnd: (frame: Float64Array) => boolean;
  readonly accept: (frame: Float64Array) => Reading;
  /** What its ports ask for on this tick, whatever holds it. */
  readonly ports: (frame: Float64Array) => Decision;
  /** What is asked for on this tick, whether or not it can move; after a gap, and behind a gate, a hold instead of forward. */
  readonly asked: (frame: Float64Array) => Decision;
  /** For how many ticks a gap still holds what would move forward, this one included. */
  readonly heldTicks: (frame: Float64Array) => Ticks;
}

/** The readings of a load ramp with its inner parts at these places. */
export function readingsOf(plan: Plan, { keys, generator }: LoadRampPlaces): RampReadings {
  const state = plan.stateOf(generator)!;
  const accept = plan.slotOf(keys.accept_percentage)!;
  const forward = plan.slotOf(keys.forward)!;
  const backward = plan.slotOf(keys.backward)!;
  const reset = plan.slotOf(keys.reset)!;
  const [step, count] = [state + cells.step, state + cells.count];
  const [atStart, atEnd] = [state + cells.atStart, state + cells.atEnd];
  const ports = (frame: Float64Array): Decision =>
    decide({
      forward: isTrue(frame[forward]!),
      backward: isTrue(frame[backward]!),
      reset: isTrue(frame[reset]!),
    });
  const held = (frame: Float64Array): Ticks => (ports(frame) === 'forward' ? heldTicks(frame) : 0);
  return {
    watch: () => watchOn([forward, backward, reset, step, atStart, atEnd]),
    step: (frame) => frame[step]!,
    count: (frame) => frame[count]!,
    atStart: (frame) => frame[atStart] === 1,
    atEnd: (frame) => frame[atEnd] === 1,
    accept: (frame) => frame[accept]!,
    ports,
    asked: (frame) => withDemand(ports(frame), frame),
    heldTicks: held,
  };
}

type SixSlots = readonly [number, number, number, number, number, number];

/** Whether these slots read as when it was asked before. Written out, since it is asked on every tick. */
function watchOn(slots: SixSlots): (frame: Float64Array) => boolean {
  const [a, b, c, d, e, f] = slots;
  const last = new Float64Array(6).fill(Number.NaN);
  return (frame) => {
    const isSame =
      frame[a] === last[0] &&
      frame[b] === last[1] &&
      frame[c] === last[2] &&
      frame[d] === last[3] &&
      frame[e] === last[4] &&
      frame[f] === last[5];
    if (isSame || readsAlike(frame, slots, last)) return true;
    last[0] = frame[a]!;
    last[1] = frame[b]!;
    last[2] = frame[c]!;
    last[3] = frame[d]!;
    last[4] = frame[e]!;
    last[5] = frame[f]!;
    return false;
  };
}

/** The same with invalid readings, which are equal to nothing: a port that is not connected has no other. */
function readsAlike(frame: Float64Array, slots: SixSlots, last: Float64Array): boolean {
  for (let i = 0; i < slots.length; i++) if (!Object.is(frame[slots[i]!], last[i])) return false;
  return true;
}
