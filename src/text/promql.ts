import type { Tree } from '@lezer/common';
import type { Seconds } from './duration.ts';
import { bareSelectorsOf, metricsOf, windowsOf } from './promql/facts.ts';
import type { PromqlFault } from './promql/fault.ts';
import { literalFaults } from './promql/matchers.ts';
import { type SignalWindow, signalWindowOf } from './promql/signal-window.ts';
import { singleValueFault } from './promql/single-value.ts';
import { syntaxFault } from './promql/syntax.ts';
import { type TypeChecker, typeFaults } from './promql/type-check.ts';
import { newerThan242 } from './promql/versions.ts';

export type { PromqlFault } from './promql/fault.ts';
export type { SignalWindow } from './promql/signal-window.ts';

/** What is known of a query by its text alone. Windows are in seconds. */
export interface PromqlReport {
  readonly faults: readonly PromqlFault[];
  readonly windows: readonly Seconds[];
  readonly metrics: readonly string[];
  /** The selectors without a window, each once. */
  readonly bareSelectors: readonly string[];
  /** The time that its value looks at. */
  readonly signalWindow: SignalWindow;
}

/** Characters of a query; the grammar takes some kilobytes of memory for each. */
const MAX_LENGTH = 65_536;

type Check = (query: string) => PromqlReport;

let loading: Promise<Check> | undefined;

/** Loads the grammar, once; the check it gives is pure and takes microseconds. */
export function loadPromql(): Promise<Check> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Check> {
  const [{ parser }, types] = await Promise.all([
    import('@prometheus-io/lezer-promql'),
    import('@prometheus-io/codemirror-promql/dist/cjs/parser/parser.js'),
  ]);
  // A bundler gives a CommonJS module as `default` alone, Node under its own names as well.
  const { Parser } = types.default ?? types;
  return (query) => {
    if (query.length > MAX_LENGTH) return tooLong(query);
    const tree = parser.parse(query);
    const faults = faultsOf(query, tree, Parser);
    return {
      faults,
      windows: windowsOf(query),
      metrics: metricsOf(query, tree),
      bareSelectors: bareSelectorsOf(query, tree),
      signalWindow: signalWindowOf(query, tree),
    };
  };
}

function tooLong({ length: to }: string): PromqlReport {
  const message = `the query has ${to} characters, more than ${MAX_LENGTH}`;
  return {
    faults: [{ kind: 'syntax', from: 0, to, message }],
    windows: [],
    metrics: [],
    bareSelectors: [],
    signalWindow: { window: 0, offset: 0, hasDivision: false },
  };
}

/**
 * One fault where the text is no query, since the rest would follow from it; else all faults of its meaning.
 */
function faultsOf(query: string, tree: Tree, Parser: TypeChecker): PromqlFault[] {
  const broken = syntaxFault(query, tree);
  if (broken) return [broken];
  try {
    return meaningFaults(query, tree, Parser);
  } catch (problem) {
    // Types are checked recursively: a query nested thousands of levels deep overflows the stack and is not
    // checked.
    if (problem instanceof RangeError) return [];
    throw problem;
  }
}

/**
 * The faults of a query that the grammar takes: wrong ones, else what some servers or some data may not
 * allow.
 */
function meaningFaults(query: string, tree: Tree, Parser: TypeChecker): PromqlFault[] {
  const wrong = [...typeFaults(query, tree, Parser), ...literalFaults(query, tree)];
  if (wrong.length > 0) return wrong.sort((a, b) => a.from - b.from);
  const several = singleValueFault(query, tree.topNode.firstChild!);
  const newer = newerThan242(query, tree);
  if (several) newer.push(several);
  return newer;
}
