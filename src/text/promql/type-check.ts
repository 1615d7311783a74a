import type { SyntaxNode as Part, Tree } from '@lezer/common';
import type { FaultText, PromqlFault } from './fault.ts';
import { plainTypeFault } from './types.ts';

interface TypeDiagnostic {
  readonly severity: string;
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

/** The upstream type checker reads its tree and text from an editor, of which it uses two members. */
export type TypeChecker = new (
  editor: never,
) => {
  analyze(): void;
  getDiagnostics(): readonly TypeDiagnostic[];
};

const NOT_A_VALUE: readonly (readonly [RegExp, FaultText])[] = [
  [
    /^(Matrix|Subquery)/,
    {
      message: 'a range of samples is not one value',
      fix: 'put a function around it: rate(...), max_over_time(...)',
    },
  ],
  [/^StringLiteral$/, { message: 'text is not a value', fix: 'leave the quotes out' }],
];

/** The type errors of a query; where there are none, whether its result is no number at all. */
export function typeFaults(query: string, tree: Tree, Parser: TypeChecker): PromqlFault[] {
  const editor = { field: () => ({ tree }), sliceDoc: (from: number, to: number) => query.slice(from, to) };
  const checker = new Parser(editor as never);
  checker.analyze();
  const errors = checker.getDiagnostics().filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    return errors.map(({ message, from, to }) => ({ kind: 'syntax', from, to, ...plainTypeFault(message) }));
  const top = tree.topNode.firstChild!;
  const text = NOT_A_VALUE.find(([name]) => name.test(withoutModifiers(top).name))?.[1];
  if (!text) return [];
  return [{ kind: 'syntax', from: top.from, to: top.to, ...text }];
}

/** The expression inside brackets, offsets and the like. */
function withoutModifiers(part: Part): Part {
  if (!/^(Paren|Offset|StepInvariant|Smoothed|Anchored)Expr$/.test(part.name)) return part;
  const inner = part.getChild('Expr');
  if (!inner) return part;
  return withoutModifiers(inner);
}
