import { studentQuantile } from '../../numerics/student.ts';
import type { Rate, Verdict } from '../assessment.ts';
import { wilson } from '../statistics/wilson.ts';
import type { Limits } from './input.ts';

/** A rate and the limit that it is to keep. */
interface Limited {
  readonly rate: Rate;
  readonly limit: number;
  /** A rate of false alarms is to be at most its limit, one of what is caught at least. */
  readonly isMost: boolean;
}

export interface Decision {
  readonly verdict: Verdict;
  /** How many times as long a history would decide it, as the shares are now; null where that cannot be said. */
  readonly factor: number | null;
}

/** More history than so many times is not worth naming. */
const MAX_FACTOR = 1000;

/** Whether the limits are kept, intervals included; no limit, no verdict. */
export function verdictOf(falseAlarms: Rate, caught: readonly Rate[], limits: Limits): Decision {
  const { maxFalseAlarms, minCaught } = limits;
  const limited: Limited[] = [];
  if (maxFalseAlarms !== undefined) limited.push({ rate: falseAlarms, limit: maxFalseAlarms, isMost: true });
  if (minCaught !== undefined)
    limited.push(...caught.map((rate) => ({ rate, limit: minCaught, isMost: false })));
  const verdicts = limited.map(judge);
  if (verdicts.length === 0) return { verdict: null, factor: null };
  if (verdicts.includes('beyond')) return { verdict: 'beyond', factor: null };
  if (!verdicts.includes('cannot tell')) return { verdict: 'within', factor: null };
  return {
    verdict: 'cannot tell',
    factor: decidingFactor(limited.filter((one) => judge(one) === 'cannot tell')),
  };
}

/** Beyond where even the interval's good end is, within where its bad end is. */
function judge({ rate: { interval }, limit, isMost }: Limited): Verdict {
  if (!interval) return 'cannot tell';
  const [low, high] = interval;
  const [good, bad] = isMost ? [low, high] : [-high, -low];
  const bound = isMost ? limit : -limit;
  if (good > bound) return 'beyond';
  return bad <= bound ? 'within' : 'cannot tell';
}

function decidingFactor(limited: readonly Limited[]): number | null {
  const factors = limited.map(factorOf);
  return factors.includes(null) ? null : Math.max(...factors.map(Number));
}

/** The least factor of the effective draws at which the interval leaves the limit out. */
function factorOf({ rate, limit, isMost }: Limited): number | null {
  const { share, n_effective, interval } = rate;
  if (!interval) return null;
  const decides = (factor: number): boolean => {
    const n = n_effective * factor;
    return (
      judge({
        rate: { ...rate, interval: wilson(share, n, studentQuantile(0.975, n - 1)) },
        limit,
        isMost,
      }) !== 'cannot tell'
    );
  };
  if (!decides(MAX_FACTOR)) return null;
  let [low, high] = [1, MAX_FACTOR];
  while (high / low > 1.01) {
    const middle = Math.sqrt(low * high);
    if (decides(middle)) high = middle;
    else low = middle;
  }
  return high;
}
