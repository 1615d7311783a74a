import { cells } from '../circuit/kinds/signal-generator.ts';
import type { Plan } from '../circuit/plan.ts';
import { isTrue, type Reading } from '../circuit/reading.ts';
import type { Component } from '../circuit/tree.ts';
import { type Diagnostic, diagnostic } from '../errors/rollout-error.ts';
import type { Seconds } from '../text/duration.ts';
import { rampConfigOf, rampOf } from './drivers.ts';

export type Decision = 'forward' | 'backward' | 'reset' | 'hold';

/** One step of the ramp: where it leads, and how long it takes when nothing holds it. */
export interface RampStep {
  readonly target: number;
  readonly duration: Seconds;
}

/** The load ramp of a plan, as places in the frame. `keys` name the signals that drive it, for reasons. */
export interface Ramp {
  readonly steps: readonly RampStep[];
  readonly keys: Readonly<Record<'forward' | 'backward' | 'reset', string | undefined>>;
  /** The flow label its sampler tells requests apart by; empty samples at random. */
  readonly labelKey: string;
  readonly passThrough: readonly string[];
  readonly passThroughKey: string | undefined;
  /** A watch on what moves it and on where it stands, but for its way through a step: whether all reads as on the tick before. */
  readonly watch: () => (frame: Float64Array) => boolean;
  readonly step: (frame: Float64Array) => number;
  readonly count: (frame: Float64Array) => number;
  readonly atStart: (frame: Float64Array) => boolean;
  readonly atEnd: (frame: Float64Array) => boolean;
  readonly accept: (frame: Float64Array) => Reading;
  /** What the ports ask for this tick; `hold` when forward and backward are both true, or neither. */
  readonly asked: (frame: Float64Array) => Decision;
}

/** The ramp a run is about; undefined when the policy has none. */
export function findRamp(plan: Plan): Ramp | undefined {
  const component = rampOf(plan);
  const state = component && plan.stateOf(`${component.id}.0`);
  if (!component || state === undefined) return undefined;
  const slot = (name: string) => plan.slotOf(`${component.id}/${name}`)!;
  const [accept, forward, backward, reset] = ['ACCEPT_PERCENTAGE', 'FORWARD', 'BACKWARD', 'RESET'].map(
    slot,
  ) as [number, number, number, number];
  const config = rampConfigOf(component);
  const { parameters } = config;
  return {
    steps: parameters.steps.map((step) => ({
      target: step.target_accept_percentage ?? 0,
      duration: step.duration,
    })),
    keys: {
      forward: keyOf(component, 'forward'),
      backward: keyOf(component, 'backward'),
      reset: keyOf(component, 'reset'),
    },
    labelKey: parameters.sampler?.label_key ?? '',
    passThrough: config.pass_through_label_values ?? [],
    passThroughKey: config.pass_through_label_values_config_key,
    watch: () =>
      watchOn(forward, backward, reset, state + cells.step, state + cells.atStart, state + cells.atEnd),
    step: (frame) => frame[state + cells.step]!,
    count: (frame) => frame[state + cells.count]!,
    atStart: (frame) => frame[state + cells.atStart] === 1,
    atEnd: (frame) => frame[state + cells.atEnd] === 1,
    accept: (frame) => frame[accept]!,
    asked: (frame) => ask(isTrue(frame[forward]!), isTrue(frame[backward]!), isTrue(frame[reset]!)),
  };
}

/** Whether these six slots read as when it was asked before. Written out, for it is asked on every tick. */
function watchOn(a: number, b: number, c: number, d: number, e: number, f: number) {
  const last = new Float64Array(6).fill(Number.NaN);
  return (frame: Float64Array): boolean => {
    const isSame =
      frame[a] === last[0] &&
      frame[b] === last[1] &&
      frame[c] === last[2] &&
      frame[d] === last[3] &&
      frame[e] === last[4] &&
      frame[f] === last[5];
    if (isSame) return true;
    last[0] = frame[a]!;
    last[1] = frame[b]!;
    last[2] = frame[c]!;
    last[3] = frame[d]!;
    last[4] = frame[e]!;
    last[5] = frame[f]!;
    return false;
  };
}

/** A warning where a policy has more ramps than the one a run is about. */
export function severalRamps(plan: Plan): Diagnostic[] {
  const count = countRamps(plan.tree);
  return count > 1 ? [diagnostic('SEVERAL_RAMPS', { count, followed: rampOf(plan)!.id })] : [];
}

const countRamps = (components: readonly Component[]): number =>
  components.reduce(
    (sum, { kind, children }) => sum + (kind.kind === 'load_ramp' ? 1 : countRamps(children)),
    0,
  );

function ask(forward: boolean, backward: boolean, reset: boolean): Decision {
  if (reset) return 'reset';
  if (forward === backward) return 'hold';
  return forward ? 'forward' : 'backward';
}

const keyOf = (
  component: { in: Readonly<Record<string, readonly { signal?: string }[]>> },
  port: string,
): string | undefined => component.in[port]?.[0]?.signal;
