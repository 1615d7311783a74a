import type { Diagnostic } from './rollout-error.ts';

/** By line and column; diagnostics without a line (of a flag) come first. Stable. */
export const inFileOrder = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  [...diagnostics].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
