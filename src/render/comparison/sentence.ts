import type { Comparison, ComparisonVerdict, Difference } from '../../judge/comparison.ts';
import type { Style } from '../chart/paint.ts';
import { joined } from '../words.ts';

/** How each verdict is painted. */
export const VERDICT_STYLES: Readonly<Record<ComparisonVerdict, Style>> = {
  better: 'forward',
  worse: 'reset',
  mixed: 'backward',
  'no difference': 'bold',
  'cannot tell': 'backward',
};

const STARTS: Readonly<Record<ComparisonVerdict, string>> = {
  better: 'B is better',
  worse: 'B is worse',
  mixed: 'B is better at one thing and worse at another',
  'no difference': 'No difference that matters',
  'cannot tell': 'This history cannot tell which is better',
};

/** What the verdict rests on: `B is better: B resets 3 in 100 fewer healthy rollouts (1.2 fewer to 5 fewer).` */
export function comparisonSentence({ verdict, differences, a }: Comparison): string {
  const reasons = Object.entries(differences)
    .filter(([, one]) => one.verdict_interval !== undefined)
    .map(([name, one]) => reasonText(whatOf(name, a.injections[0]?.effect), one));
  return `${STARTS[verdict]}: B ${joined(reasons, ', and ')}.`;
}

interface What {
  readonly verb: string;
  readonly of: string;
}

function whatOf(name: string, effect = ''): What {
  if (name === 'false_alarms') return { verb: 'resets', of: 'healthy rollouts' };
  const [, named = effect] = /^caught \((.*)\)$/s.exec(name) ?? [];
  return { verb: 'catches', of: `rollouts with ${named}` };
}

function reasonText({ verb, of }: What, { value, verdict_interval: interval }: Difference): string {
  if (value === null) return `met no rollouts to compare: ${of}`;
  const range = interval ? ` (${sided(interval[1])} to ${sided(interval[0])})` : ' (too few to say how sure)';
  const change = value === 0 ? 'as many' : `${hundredths(value)} in 100 ${sideOf(value)}`;
  return `${verb} ${change} ${of}${range}`;
}

/** A difference is A less B: above 0, B has fewer. */
const sideOf = (difference: number): string => (difference > 0 ? 'fewer' : 'more');

const sided = (difference: number): string =>
  difference === 0 ? '0' : `${hundredths(difference)} ${sideOf(difference)}`;

const hundredths = (share: number): string => String(Number((Math.abs(share) * 100).toPrecision(2)));
