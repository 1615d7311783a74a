import type { Diagnostic } from './rollout-error.ts';

/** By line and column; what has none (a flag) comes first. Keeps the order of equals. */
export const inFileOrder = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  [...diagnostics].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
