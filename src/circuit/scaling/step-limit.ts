import { arithmetic, oneOf, rounded } from './calculation.ts';
import { ACTUAL } from './scaler.ts';

type Bound = readonly ['min' | 'max', number];

/** In what the limit of a step out and that of a step in differ. */
export interface StepLimit {
  /** The signals of the step and of the scale it leads to. */
  readonly step: string;
  readonly scale: string;
  readonly operator: 'add' | 'sub';
  readonly bounds: readonly [Bound, Bound];
}

/** The farthest scale one step may lead to: a share of the actual scale, at least 1, within the bounds. */
export function stepLimit(percentage: number, { step, scale, operator, bounds }: StepLimit): unknown[] {
  const [[first, bound], [second, other]] = bounds;
  const bounded = `${scale}_POST_${first === 'max' ? 'MIN' : 'MAX'}_SCALE`;
  return [
    arithmetic(percentage / 100, 'mul', ACTUAL, `${step}_PRE_FLOOR`),
    rounded('floor', `${step}_PRE_FLOOR`, `${step}_PRE_CONSTRAINT`),
    oneOf('max', [`${step}_PRE_CONSTRAINT`, 1], step),
    arithmetic(ACTUAL, operator, step, `${scale}_PRE_CONSTRAINT`),
    oneOf(first, [`${scale}_PRE_CONSTRAINT`, bound], bounded),
    oneOf(second, [bounded, other], scale),
  ];
}
