import type { Diagnostic } from '../errors/rollout-error.ts';

const CODES: ReadonlySet<string> = new Set(['PROM_WARNING', 'PROM_INFO', 'PROM_PART']);

/** Whether a server said it, in an answer. */
export const isOfServer = ({ code }: Diagnostic): boolean => CODES.has(code);

/** The first of those with the same words. */
export const eachOnce = (warnings: readonly Diagnostic[]): readonly Diagnostic[] =>
  warnings.filter((one, i) => warnings.findIndex(({ message }) => message === one.message) === i);
