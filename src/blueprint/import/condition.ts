import { NEGATED, type Operator } from '../../rollout/criterion.ts';
import { parseNumber } from '../../text/number.ts';

export interface Comparison {
  readonly operator: Operator;
  readonly threshold: number;
}

/** Comparisons of one result with numbers, which all must hold, or of which one is enough. */
export interface Condition {
  readonly isAny: boolean;
  readonly comparisons: readonly Comparison[];
}

const SIGNS: Readonly<Record<string, Operator>> = {
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
  '==': 'eq',
  '!=': 'neq',
};
const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** What a condition asks of a result that is missing or no number; without a value no criterion is met anyway. */
const GUARD =
  /^!?\(?(?:len\(result\)\s*(?:[=!<>]=?)\s*\d+|isNaN\(result(?:\[0\])?\)|isInf\(result(?:\[0\])?\)|result\s*[=!]=\s*nil|isNil\(result\))\)?$/;
const RESULT = '(?:asFloat\\(|asInt\\(|default\\()?result(?:\\[0\\])?(?:,\\s*[-\\d.]+\\)|\\))?';
const NUMBER = '([-+]?[\\d.]+(?:e[-+]?\\d+)?)';
const SIGN = '([<>]=?|[=!]=)';
const LEFT = new RegExp(`^${RESULT}\\s*${SIGN}\\s*${NUMBER}$`, 'i');
const RIGHT = new RegExp(`^${NUMBER}\\s*${SIGN}\\s*${RESULT}$`, 'i');

/** Reads a condition of Argo Rollouts; undefined for one that is more than comparisons of its result with numbers. */
export function readCondition(text: string): Condition | undefined {
  const isAny = text.includes('||');
  if (isAny && text.includes('&&')) return undefined;
  const parts = text.split(isAny ? '||' : '&&').map((part) => part.trim());
  const comparisons = parts.filter((part) => !GUARD.test(part)).map(readComparison);
  if (comparisons.length === 0 || comparisons.some((one) => one === undefined)) return undefined;
  return { isAny: isAny && comparisons.length > 1, comparisons: comparisons as Comparison[] };
}

/** What holds where a condition does not. */
export const negated = ({ isAny, comparisons }: Condition): Condition => ({
  isAny: !isAny && comparisons.length > 1,
  comparisons: comparisons.map(({ operator, threshold }) => ({ operator: NEGATED[operator], threshold })),
});

function readComparison(text: string): Comparison | undefined {
  const inner = /^(!?)\s*\((.*)\)$/.exec(text);
  if (inner) {
    const found = readComparison(inner[2]!.trim());
    if (!found || !inner[1]) return found;
    return { ...found, operator: NEGATED[found.operator] };
  }
  const left = LEFT.exec(text);
  if (left) return comparison(left[1]!, left[2]!);
  const right = RIGHT.exec(text);
  if (!right) return undefined;
  return comparison(TURNED[right[2]!] ?? right[2]!, right[1]!);
}

function comparison(sign: string, number: string): Comparison | undefined {
  const threshold = parseNumber(number);
  if (threshold === undefined || !Number.isFinite(threshold)) return undefined;
  return { operator: SIGNS[sign]!, threshold };
}
