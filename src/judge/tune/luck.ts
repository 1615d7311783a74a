import { NEVER, type StartOutcomes } from '../outcome.ts';
import type { Starts } from '../starts.ts';
import { meanInterval } from '../statistics/bootstrap.ts';
import { isSlipped } from './measure.ts';
import { keepsCompletion, keepsFalseAlarms, type Measured, type TuneLimits } from './score.ts';
import type { Found } from './search.ts';

/** What a chosen setting is better in, in the order of the choice. */
export type Gain = 'false alarms' | 'completed' | 'caught' | 'exposure' | 'time';

/** Rehearsals of the chosen settings and of the one in use, in pairs from the same starts. */
export interface Pairs {
  readonly chosen: readonly StartOutcomes[];
  readonly inUse: readonly StartOutcomes[];
}

/** The blocks of the bootstrap, in horizons. */
const BLOCK_HORIZONS = 2;
const SEED = 1;

/** What the chosen setting gains over the one in use, on the history that both were measured on. */
export function gainOf({ inUse, chosen, limits }: Found<Measured>): Gain | undefined {
  if (chosen === inUse) return undefined;
  if (!keepsFalseAlarms(inUse.measured, limits)) return 'false alarms';
  if (!keepsCompletion(inUse.measured, limits)) return 'completed';
  const [before, after] = [inUse.measured, chosen.measured];
  if (before.exposure === Number.POSITIVE_INFINITY && after.caught > before.caught) return 'caught';
  return after.exposureToEnd < before.exposureToEnd ? 'exposure' : 'time';
}

/** What a rehearsal costs, by what is gained: less is better. */
const COSTS: Readonly<Record<Gain, (one: StartOutcomes) => number>> = {
  'false alarms': ({ healthy }) => Number(healthy.reset !== NEVER),
  completed: ({ healthy }) => Number(healthy.completed === NEVER),
  caught: ({ injected: [one] }) => Number(one !== undefined && isSlipped(one)),
  exposure: ({ injected: [one] }) => one?.requests ?? one?.percentHours ?? 0,
  time: ({ healthy }) => healthy.ticks,
};

/**
 * Whether the gain on a history that was not tuned on may be chance: the mean of the paired differences does not leave 0, or
 * the good end of the false alarms is over the limit. Null where the history is too short to say it.
 */
export function isLuck(
  gain: Gain,
  { chosen, inUse }: Pairs,
  {
    starts,
    limits,
    falseAlarms,
  }: {
    readonly starts: Starts;
    readonly limits: TuneLimits;
    /** The 95 % interval of the chosen settings there. */
    readonly falseAlarms: readonly [number, number] | null;
  },
): boolean | null {
  const costOf = COSTS[gain];
  const differences = chosen.map((one, i) => costOf(one) - costOf(inUse[i]!));
  const block = Math.ceil((BLOCK_HORIZONS * starts.horizon) / starts.every);
  const interval = meanInterval(differences, block, SEED);
  if (!interval || !falseAlarms) return null;
  return interval[1] >= 0 || falseAlarms[0] > limits.maxFalseAlarms;
}
