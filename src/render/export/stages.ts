import type { RampStep } from '../../rollout/ramp.ts';
import type { Seconds } from '../../text/duration.ts';

/** A weight that stays until the next one: whole percents, rounded down. */
export interface Stage {
  readonly weight: number;
  readonly hold: Seconds;
  /** Somebody approves before it. */
  readonly isApproved: boolean;
}

/** A ramp as weights that stay: one that grows in a step stays where that began, for its duration. */
export function stagesOf(steps: readonly RampStep[], approvals: readonly number[] = []): Stage[] {
  const stages: { weight: number; hold: Seconds; isApproved: boolean }[] = [];
  let waits = false;
  steps.forEach(({ target, duration }, i) => {
    const weight = Math.floor(target);
    const last = stages.at(-1);
    waits ||= approvals.includes(i);
    if (last) last.hold += duration;
    if (last?.weight === weight) return;
    stages.push({ weight, hold: last ? 0 : duration, isApproved: waits });
    waits = false;
  });
  return stages;
}

export const isGradual = (steps: readonly RampStep[]): boolean =>
  steps.some(({ target, duration }, i) => i > 0 && duration > 0 && target !== steps[i - 1]!.target);

export const hasFractions = (steps: readonly RampStep[]): boolean =>
  steps.some(({ target }) => !Number.isInteger(target));

const FEW_STAGES = 20;
const ROUND_INTERVALS: readonly Seconds[] = [
  10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200,
];

/** The interval after which a ramp goes on with the next weight, where all weights stay for the same time. */
export function intervalOf(steps: readonly RampStep[]): Seconds {
  const holds = steps.map(({ duration }) => Math.ceil(duration)).filter((duration) => duration > 0);
  if (holds.length === 0) return 60;
  if (!isGradual(steps)) return Math.min(...holds);
  const total = holds.reduce((sum, hold) => sum + hold, 0);
  return (
    ROUND_INTERVALS.find((one) => one >= total / FEW_STAGES) ??
    Math.ceil(total / FEW_STAGES / 86_400) * 86_400
  );
}

/** The weights of a ramp at every interval from its start on, each greater than the one before. */
export function weightsAt(steps: readonly RampStep[], interval: Seconds): number[] {
  const total = steps.reduce((sum, { duration }) => sum + duration, 0);
  const weights: number[] = [];
  for (let k = 0; k <= Math.ceil(total / interval); k++) {
    const weight = Math.floor(targetAt(steps, Math.min(k * interval, total)) + 1e-9);
    if (weight > (weights.at(-1) ?? 0)) weights.push(weight);
  }
  if (weights.length === 0) return [Math.max(1, ...steps.map(({ target }) => Math.floor(target)))];
  return weights;
}

/** The percentage of a ramp that nothing holds, so long after its start. */
function targetAt(steps: readonly RampStep[], time: Seconds): number {
  let begin = 0;
  let from = steps[0]!.target;
  for (const { target, duration } of steps) {
    if (time < begin + duration) return from + ((target - from) * (time - begin)) / duration;
    begin += duration;
    from = target;
  }
  return from;
}
