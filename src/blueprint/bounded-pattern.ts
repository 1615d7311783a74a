import { createContext, Script } from 'node:vm';
import { nowhere } from '../errors/location.ts';
import { fail } from '../errors/rollout-error.ts';

/** Far more than a pattern that does not backtrack without end needs for a value. */
const TIMEOUT_MS = 1000;

const search = new Script('pattern.test(text)');

/**
 * Patterns of a schema that somebody else wrote, `^(a+)+$` among them: whatever they are, a search is stopped after a second
 * and is BLUEPRINT_SCHEMA of `file`. V8 looks for the end of a script's time whenever a pattern backtracks.
 */
export function boundedPatterns(file: string) {
  const world = createContext({});
  const engine = (source: string, flags: string) => {
    const pattern = new RegExp(source, flags);
    const test = (text: string): boolean => {
      Object.assign(world, { pattern, text });
      try {
        return search.runInContext(world, { timeout: TIMEOUT_MS });
      } catch (problem) {
        if ((problem as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw problem;
        const why = `its pattern ${source} takes more than a second for a text of ${text.length} characters`;
        throw fail('BLUEPRINT_SCHEMA', { why }, { at: nowhere(file) }, problem);
      }
    };
    return { test, toString: () => String(pattern) };
  };
  return Object.assign(engine, { code: 'boundedPatterns' }); // what ajv calls it in the code it writes
}
