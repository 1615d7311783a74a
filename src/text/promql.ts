import type { SyntaxNode as Part, Tree } from '@lezer/common';
import type { Seconds } from './duration.ts';
import { metricsOf, windowsOf } from './promql/facts.ts';
import { type Literal, literalsOf, maskLiterals } from './promql/literal.ts';
import { literalFaults } from './promql/matchers.ts';
import { doubtOf } from './promql/shape.ts';
import { bracketFault, callFault, unexpected } from './promql/syntax.ts';
import { speakPlainly } from './promql/types.ts';
import { newerThan242 } from './promql/versions.ts';

/**
 * syntax: no Prometheus takes it; function: not one of Prometheus', perhaps one of another server; newer: Prometheus 2.42
 * refuses it; series: it does not give exactly one value by construction.
 */
export type PromqlFaultKind = 'syntax' | 'function' | 'newer' | 'series';

/** What is wrong with a query: a sentence about one span of it, and what to do. Offsets count from 0. */
export interface PromqlFault {
  readonly kind: PromqlFaultKind;
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly fix?: string;
}

/** What a query is made of, as far as its text says. Ranges are in seconds. */
export interface PromqlReport {
  readonly faults: readonly PromqlFault[];
  readonly windows: readonly Seconds[];
  readonly metrics: readonly string[];
}

type Check = (query: string) => PromqlReport;

const loaded: { check?: Promise<Check> } = {};

/** Loads the grammar, once; the check it gives is pure and takes microseconds. */
export const loadPromql = (): Promise<Check> => (loaded.check ??= load());

async function load(): Promise<Check> {
  const [{ parser }, types] = await Promise.all([
    import('@prometheus-io/lezer-promql'),
    import('@prometheus-io/codemirror-promql/dist/cjs/parser/parser.js'),
  ]);
  // A bundler hands over a CommonJS module as `default` alone, Node under its own names as well.
  const { Parser } = types.default ?? types;
  return (query) => {
    const literals = literalsOf(query);
    const tree = parser.parse(query);
    const broken = syntaxFault(query, literals, tree);
    const faults = broken ? [broken] : shallow(() => meaningFaults(query, tree, Parser));
    return { faults, windows: windowsOf(query), metrics: metricsOf(query, tree) };
  };
}

/** What is wrong with a query that the grammar takes; doubts only where nothing is. */
function meaningFaults(query: string, tree: Tree, Parser: TypeChecker): PromqlFault[] {
  const wrong = [...typeFaults(query, tree, Parser), ...literalFaults(query, tree)];
  if (wrong.length > 0) return wrong.sort((a, b) => a.from - b.from);
  const doubt = doubtOf(query, tree.topNode.firstChild!);
  return [...newerThan242(query, tree), ...(doubt ? [{ kind: 'series', ...doubt } as const] : [])];
}

/** Types are checked recursively: of a query nested thousands deep, which the stack cannot hold, nothing is said. */
function shallow(check: () => PromqlFault[]): PromqlFault[] {
  try {
    return check();
  } catch (problem) {
    if (problem instanceof RangeError) return [];
    throw problem;
  }
}

/** The first reason why the text is no query at all; one, because the rest of it would be noise. */
function syntaxFault(query: string, literals: readonly Literal[], tree: Tree): PromqlFault | undefined {
  const open = literals.find((literal) => !literal.closed);
  if (open)
    return {
      kind: 'syntax',
      from: open.from,
      to: open.to,
      message: 'the string is not closed',
      fix: `add ${query[open.from]}`,
    };
  const code = maskLiterals(query, literals);
  if (code.trim() === '' && literals.every((literal) => literal.kind === 'comment')) {
    return { kind: 'syntax', from: 0, to: query.length, message: 'the query is empty' };
  }
  return bracketFault(code) ?? callFault(code) ?? unexpected(query, tree);
}

interface Typed {
  readonly severity: string;
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

/** The upstream type checker reads its tree and text from an editor; these two members are all it uses. */
type TypeChecker = new (editor: never) => { analyze(): void; getDiagnostics(): readonly Typed[] };

function typeFaults(query: string, tree: Tree, Parser: TypeChecker): PromqlFault[] {
  const editor = { field: () => ({ tree }), sliceDoc: (from: number, to: number) => query.slice(from, to) };
  const checker = new Parser(editor as never);
  checker.analyze();
  const found = checker.getDiagnostics().filter(({ severity }) => severity === 'error');
  const faults = found.map(
    ({ message, from, to }): PromqlFault => ({ kind: 'syntax', from, to, ...speakPlainly(message) }),
  );
  const top = tree.topNode.firstChild!;
  const [from, to] = [top.from, top.to];
  if (faults.length === 0 && /^(Matrix|Subquery)/.test(bare(top).name)) {
    faults.push({
      kind: 'syntax',
      from,
      to,
      message: 'a range of samples is not one value',
      fix: 'put a function around it: rate(...), max_over_time(...)',
    });
  }
  if (faults.length === 0 && bare(top).name === 'StringLiteral') {
    faults.push({ kind: 'syntax', from, to, message: 'text is not a value', fix: 'leave the quotes out' });
  }
  return faults;
}

/** Without the brackets and modifiers around it. */
function bare(part: Part): Part {
  const inner = /^(Paren|Offset|StepInvariant|Smoothed|Anchored)Expr$/.test(part.name)
    ? part.getChild('Expr')
    : null;
  return inner ? bare(inner) : part;
}
