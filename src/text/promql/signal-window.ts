import type { SyntaxNode as Part, Tree } from '@lezer/common';
import type { Seconds } from '../duration.ts';
import { readRange } from './facts.ts';

/** The time a selector looks at: `window` long, its end `offset` before the evaluation. */
export interface SelectorWindow {
  readonly window: Seconds;
  readonly offset: Seconds;
}

/** What the value of a query looks at, by the first selector on the left of a division, else the first of all. */
export interface SignalWindow extends SelectorWindow {
  /** That selector with its range, as written; undefined where the query selects nothing. */
  readonly selector?: string;
  /** What keeps the text from saying it: a computed range or offset, or a fixed time. */
  readonly unknown?: string;
  /** What the same selector on the right of the division looks at, where that is another time. */
  readonly baseline?: SelectorWindow;
  readonly hasDivision: boolean;
  /** The first function in the query whose value is no mean over its window. */
  readonly notMean?: string;
}

/** Functions whose value does not follow the share of their window that is under an effect. */
const NOT_MEANS = new Set([
  'MaxOverTime',
  'MinOverTime',
  'QuantileOverTime',
  'StddevOverTime',
  'StdvarOverTime',
  'MadOverTime',
  'Deriv',
  'Delta',
  'Idelta',
  'PredictLinear',
]);

type Read = (part: Part) => string;

/** The parts of a query that matter here, in the order of the text, outer ones first. */
interface Parts {
  readonly selectors: readonly Part[];
  readonly divisions: readonly Part[];
  readonly functions: readonly Part[];
}

export function signalWindowOf(query: string, tree: Tree): SignalWindow {
  const read: Read = ({ from, to }) => query.slice(from, to);
  const { selectors, divisions, functions } = partsOf(tree);
  const notMean = functions.find((one) => NOT_MEANS.has(one.firstChild?.name ?? ''));
  const facts = { hasDivision: divisions.length > 0, notMean: notMean && read(notMean) };
  const division = divisions.find((one) => inside(one.firstChild, selectors).length > 0);
  const [selector] = division ? inside(division.firstChild, selectors) : selectors;
  if (!selector) return { window: 0, offset: 0, ...facts };
  const window = windowOf(selector, read);
  const others = isRatio(division) ? inside(division.lastChild, selectors) : [];
  const baseline = others
    .filter((other) => read(other) === read(selector))
    .map((other) => windowOf(other, read))
    .find((other) => isOther(other, window) && other.unknown === undefined);
  return { ...window, baseline: baseline && bare(baseline), ...facts };
}

function partsOf(tree: Tree): Parts {
  const selectors: Part[] = [];
  const divisions: Part[] = [];
  const functions: Part[] = [];
  tree.iterate({
    enter: ({ name, node }) => {
      if (name === 'VectorSelector') selectors.push(node);
      else if (name === 'FunctionIdentifier') functions.push(node);
      else if (name === 'BinaryExpr' && node.getChild('Div')) divisions.push(node);
    },
  });
  return { selectors, divisions, functions };
}

const inside = (whole: Part | null, parts: readonly Part[]): readonly Part[] =>
  whole ? parts.filter(({ from, to }) => from >= whole.from && to <= whole.to) : [];

/** Whether the value of the query is a division, but for factors and what it is aggregated by. */
function isRatio(division: Part | undefined): division is Part {
  for (let part = division?.parent; part; part = part.parent)
    if (part.name === 'BinaryExpr' && !part.getChild('Mul') && !part.getChild('Div')) return false;
  return division !== undefined;
}

const isOther = (one: SelectorWindow, other: SelectorWindow): boolean =>
  one.window !== other.window || one.offset !== other.offset;

const bare = ({ window, offset }: SelectorWindow): SelectorWindow => ({ window, offset });

/** Its own range and those of the subqueries around it, and all their offsets. */
function windowOf(selector: Part, read: Read) {
  let window: Seconds = 0;
  let offset: Seconds = 0;
  let text = read(selector);
  let unknown: string | undefined;
  for (let part = selector.parent; part; part = part.parent) {
    if (part.name === 'MatrixSelector') text = read(part);
    const seconds = secondsOf(part, read);
    if (seconds === undefined) unknown ??= read(part);
    else if (part.name === 'OffsetExpr') offset += seconds;
    else window += seconds;
  }
  return { selector: text, window, offset, unknown };
}

/** What a part around a selector adds to its window or offset; undefined where the text does not say it. */
function secondsOf(part: Part, read: Read): Seconds | undefined {
  if (part.name === 'StepInvariantExpr') return undefined;
  if (part.name === 'OffsetExpr') return readOffset(read(part.getChild('OffsetDurationExpr') ?? part));
  if (part.name !== 'MatrixSelector' && part.name !== 'SubqueryExpr') return 0;
  const range = part.getChild('DurationExpr');
  return range ? readRange(read(range)) : undefined;
}

/** An offset into the future delays nothing. */
const readOffset = (text: string): Seconds | undefined => (/^\s*-/.test(text) ? 0 : readRange(text));
