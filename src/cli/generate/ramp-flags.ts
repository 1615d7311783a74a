import { type CurveShape, curveFault, drawCurve } from '../../blueprint/curve.ts';
import { assignStages, stepAssignments } from '../../blueprint/stage.ts';
import { fail } from '../../errors/rollout-error.ts';
import type { Assignment } from '../../text/assign.ts';
import { parseDuration } from '../../text/duration.ts';

/** commander's form of the flags that give the steps of the ramp. */
export interface RampFlags {
  readonly stage?: readonly string[];
  readonly curve?: CurveShape;
  readonly from?: string;
  readonly to?: string;
  readonly over?: string;
  readonly steps?: string;
}

/** The steps that flags give, and what is printed of them. */
export interface GivenRamp {
  readonly assignments: readonly Assignment[];
  readonly note?: string;
}

/** Reads --stage, or --curve and what it takes. Throws USAGE_CONFLICT, USAGE_MISSING, USAGE_VALUE. */
export function readRampFlags(flags: RampFlags): GivenRamp {
  const { stage, curve, over } = flags;
  if (!curve) {
    checkNoCurveFlags(flags);
    return { assignments: assignStages(stage ?? []) };
  }
  if (stage) throw fail('USAGE_CONFLICT', { flags: '--stage and --curve' });
  if (over === undefined)
    throw fail('USAGE_MISSING', { what: 'how long the curve takes', flag: '--over DURATION' });
  const stages = drawCurve(readCurve(curve, over, flags));
  const words = stages.map((one) => `${one.target_accept_percentage},${one.duration}`).join(' ');
  return {
    assignments: stepAssignments(stages, (i) => `--curve ${curve} (step ${i + 1})`),
    note: `steps of the ${curve} curve: ${words}\n`,
  };
}

/** What is typed behind each flag of a curve. */
const curveFlags = ({ from, to, over, steps }: RampFlags): Readonly<Record<string, string | undefined>> => ({
  '--from': from,
  '--to': to,
  '--over': over,
  '--steps': steps,
});

function checkNoCurveFlags(flags: RampFlags): void {
  const given = Object.entries(curveFlags(flags)).find(([, text]) => text !== undefined);
  if (given)
    throw fail('USAGE_MISSING', { what: `the curve that ${given[0]} is about`, flag: '--curve SHAPE' });
}

function readCurve(shape: CurveShape, over: string, flags: RampFlags): Parameters<typeof drawCurve>[0] {
  const curve = {
    shape,
    from: numberOf(flags.from, 1),
    to: numberOf(flags.to, 100),
    over: parseDuration(over) ?? Number.NaN,
    steps: numberOf(flags.steps, 8),
  };
  const fault = curveFault(curve);
  if (fault) throw fail('USAGE_VALUE', { ...fault, got: curveFlags(flags)[fault.flag] ?? fault.got });
  return curve;
}

/** NaN for what is no number. */
function numberOf(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  return text.trim() === '' ? Number.NaN : Number(text);
}
