import type { Seconds } from '../../text/duration.ts';
import type { TickFunction, TicksOf } from '../binding.ts';
import { constantOf } from '../constant.ts';
import { leaf } from '../kind.ts';
import { DEMAND_BACKWARD, DEMAND_NONE, DEMAND_RESET, DEMAND_SLOT } from '../plan/reserved-slots.ts';
import type { RawPort } from '../ports.ts';
import { duration, list, object, ref } from '../schema/config-schema.ts';

export interface SignalGeneratorConfig {
  readonly parameters: {
    readonly steps: readonly {
      readonly target_output?: RawPort['constant_signal'];
      readonly duration: Seconds;
    }[];
  };
}

/**
 * The cells of a signal generator, from its first: the step it is in, the ticks spent there, and whether it
 * is at either end.
 */
export const cells = { step: 0, count: 1, atStart: 2, atEnd: 3 } as const;

/** Between two finite targets the signal moves; special ones it jumps to. */
const isPath = (from: number | undefined, to: number): boolean =>
  Number.isFinite(from) && Number.isFinite(to);

/**
 * Moves through `steps` while forward is true, back while backward is true; reset wins. Between two finite
 * targets the output is interpolated; when the last step's duration has passed it is the last target exactly,
 * and at_end is 1.
 */
export const signalGenerator = leaf<SignalGeneratorConfig>()({
  kind: 'signal_generator',
  name: 'SignalGenerator',
  summary: 'A signal that moves through steps, forward, backward or back to the start.',
  in: { forward: 'optional', backward: 'optional', reset: 'optional' },
  out: { output: 'one', at_start: 'one', at_end: 'one' },
  meaning: { at_start: 'truth', at_end: 'truth' },
  config: {
    parameters: object(
      'The steps of the signal.',
      {
        steps: list(
          'The steps, in order.',
          object(
            'One step.',
            {
              target_output: ref('ConstantSignal', 'The output when the step is done.'),
              duration: duration('Time from the previous target to this one.'),
            },
            ['duration'],
          ),
          { minItems: 1 },
        ),
      },
      ['steps'],
    ),
  },
  needs: ['parameters'],
  label: ({ parameters }) => `SignalGenerator with ${parameters.steps.length} steps`,
  state: () => [0, 0, 1, 0],
  stateOutputs: { at_start: cells.atStart, at_end: cells.atEnd },
  bind({ in: { forward, backward, reset }, out: { output }, state, config, ticks }) {
    const path = pathOf(config.parameters.steps, ticks);
    const { rewind, advance, retreat } = moves(state, path.lengths);
    const [step, count] = [state + cells.step, state + cells.count];
    const moveOnDemand = (frame: Float64Array): void => {
      if (frame[reset] || frame[DEMAND_SLOT] === DEMAND_RESET) rewind(frame);
      else if (frame[DEMAND_SLOT] === DEMAND_BACKWARD || (frame[backward] && !frame[forward])) retreat(frame);
    };
    return (frame) => {
      if (frame[DEMAND_SLOT] !== DEMAND_NONE) moveOnDemand(frame);
      else if (frame[reset]) rewind(frame);
      else if (frame[forward] && !frame[backward]) advance(frame);
      else if (frame[backward] && !frame[forward]) retreat(frame);
      frame[output] = valueAt(path, frame[step]! | 0, frame[count]!);
    };
  },
});

/**
 * The steps as the generator runs them: from where each starts, where it leads, and how many ticks it takes.
 */
export interface GeneratorPath {
  readonly starts: Float64Array;
  readonly targets: Float64Array;
  readonly lengths: Float64Array;
}

export function pathOf(steps: SignalGeneratorConfig['parameters']['steps'], ticks: TicksOf): GeneratorPath {
  const targets = Float64Array.from(steps, (step) => constantOf(step.target_output));
  const starts = targets.map((target, i) => (isPath(targets[i - 1], target) ? targets[i - 1]! : target));
  const lengths = Float64Array.from(steps, (step) => Math.max(1, ticks(step.duration)));
  return { starts, targets, lengths };
}

/** The output `passed` ticks into the step at a position. */
export function valueAt({ starts, targets, lengths }: GeneratorPath, at: number, passed: number): number {
  const start = starts[at]!;
  const target = targets[at]!;
  const length = lengths[at]!;
  if (passed >= length || start === target) return target;
  return start + (target - start) * (passed / length);
}

/** What a tick does to the cells that begin at `state`: back to the start, or one tick on or back. */
function moves(state: number, lengths: Float64Array): Record<'rewind' | 'advance' | 'retreat', TickFunction> {
  const last = lengths.length - 1;
  const [step, count, atStart, atEnd] = [state, state + 1, state + 2, state + 3];
  return {
    rewind(frame) {
      frame[step] = 0;
      frame[count] = 0;
      frame[atStart] = 1;
      frame[atEnd] = 0;
    },
    advance(frame) {
      frame[atStart] = 0;
      if (frame[atEnd]) return;
      frame[count]!++;
      if (frame[count]! < lengths[frame[step]! | 0]!) return;
      if (frame[step] === last) {
        frame[atEnd] = 1;
        return;
      }
      frame[step]!++;
      frame[count] = 0;
    },
    retreat(frame) {
      frame[atEnd] = 0;
      if (frame[atStart]) return;
      frame[count]!--;
      if (frame[count]! >= 0) return;
      if (frame[step] === 0) {
        frame[atStart] = 1;
        frame[count] = 0;
        return;
      }
      frame[step]!--;
      frame[count] = lengths[frame[step]! | 0]! - 1;
    },
  };
}
