import type { Diagnostic } from '../../errors/rollout-error.ts';

/** The first of those that say the same of the same place. */
export function eachOnce(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byText = new Map<string, Diagnostic>();
  for (const one of diagnostics) {
    const { code, message, file, line, column } = one;
    const text = JSON.stringify([code, message, file, line, column]);
    if (!byText.has(text)) byText.set(text, one);
  }
  return [...byText.values()];
}
