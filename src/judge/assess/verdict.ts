import { studentQuantile } from '../../numerics/student.ts';
import type { Assessment, IncidentsCaught, Rate, Verdict } from '../assessment.ts';
import { wilson } from '../statistics/wilson.ts';
import { MIN_INCIDENTS } from './incidents.ts';
import type { Limits } from './input.ts';

/** A share and the limit that it is to keep. */
interface Limited {
  readonly name: LimitName;
  readonly share: number;
  readonly interval: Rate['interval'];
  /** How many draws it counts as; under `least` there is no interval. */
  readonly draws: number;
  readonly least: number;
  readonly limit: number;
}

/** False alarms are to be at most their limit, what is caught at least. */
export type LimitName = 'false alarms' | 'caught' | 'incidents caught';

export interface Decision {
  readonly verdict: Verdict;
  /** What cannot be told, each once. */
  readonly undecided: readonly LimitName[];
  /** Whether there is an interval for each of these, which holds the limit. */
  readonly hasIntervals: boolean;
  /** How many times as long a history would decide it, as the shares are now; null where that cannot be said. */
  readonly factor: number | null;
}

/** What a verdict rests on. */
export type VerdictBasis = Pick<Assessment, 'injections' | 'incidents_caught'> & {
  readonly false_alarms: Pick<Assessment['false_alarms'], 'reset'>;
};

/** More history than so many times is not worth naming. */
const MAX_FACTOR = 1000;

const NONE = { undecided: [], hasIntervals: false, factor: null };

/** Whether the limits are kept, intervals included; no limit, no verdict. */
export function decisionOf(basis: VerdictBasis, limits: Limits): Decision {
  const limited = limitedOf(basis, limits);
  const verdicts = limited.map(judge);
  if (verdicts.length === 0) return { verdict: null, ...NONE };
  if (verdicts.includes('beyond')) return { verdict: 'beyond', ...NONE };
  if (!verdicts.includes('cannot tell')) return { verdict: 'within', ...NONE };
  const undecided = limited.filter((one) => judge(one) === 'cannot tell');
  return {
    verdict: 'cannot tell',
    undecided: [...new Set(undecided.map(({ name }) => name))],
    hasIntervals: undecided.every(({ interval }) => interval !== null),
    factor: decidingFactor(undecided),
  };
}

function limitedOf({ false_alarms, injections, incidents_caught }: VerdictBasis, limits: Limits): Limited[] {
  const { maxFalseAlarms, minCaught } = limits;
  const limited: Limited[] = [];
  if (maxFalseAlarms !== undefined)
    limited.push(limitedRate('false alarms', false_alarms.reset, maxFalseAlarms));
  if (minCaught === undefined) return limited;
  limited.push(...injections.map(({ caught }) => limitedRate('caught', caught, minCaught)));
  if (incidents_caught && (injections.length === 0 || incidents_caught.interval))
    limited.push(limitedIncidents(incidents_caught, minCaught));
  return limited;
}

const limitedRate = (name: LimitName, { share, interval, n_effective }: Rate, limit: number): Limited => ({
  name,
  share,
  interval,
  draws: n_effective,
  least: 0,
  limit,
});

const limitedIncidents = ({ count, of, interval }: IncidentsCaught, limit: number): Limited => ({
  name: 'incidents caught',
  share: count / of,
  interval,
  draws: of,
  least: MIN_INCIDENTS,
  limit,
});

/** Beyond where even the interval's good end is, within where its bad end is. */
function judge({ name, interval, limit }: Pick<Limited, 'name' | 'interval' | 'limit'>): Verdict {
  if (!interval) return 'cannot tell';
  const [low, high] = interval;
  const isMost = name === 'false alarms';
  const [good, bad] = isMost ? [low, high] : [-high, -low];
  const bound = isMost ? limit : -limit;
  if (good > bound) return 'beyond';
  return bad <= bound ? 'within' : 'cannot tell';
}

function decidingFactor(limited: readonly Limited[]): number | null {
  const factors = limited.map(factorOf);
  return factors.includes(null) ? null : Math.max(...factors.map(Number));
}

/** The least factor of the draws at which there is an interval that leaves the limit out. */
function factorOf(limited: Limited): number | null {
  const { share, draws, least, interval } = limited;
  if (!interval && least === 0) return null;
  const decides = (factor: number): boolean => {
    const n = draws * factor;
    if (n < least) return false;
    return judge({ ...limited, interval: wilson(share, n, studentQuantile(0.975, n - 1)) }) !== 'cannot tell';
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
