import { suggest } from '../suggest.ts';
import type { PromqlFault } from './fault.ts';
import { AGGREGATIONS, FUNCTIONS, KEYWORDS, NEWER_FUNCTIONS, RENAMED } from './words.ts';

const CALLABLE = [...FUNCTIONS, ...NEWER_FUNCTIONS, ...AGGREGATIONS];
const KNOWN = new Set([...CALLABLE, ...KEYWORDS]);

/**
 * The first call of a name that is no function of Prometheus: misspelt when a known name is near, else
 * perhaps a function of another server. `code` is the query without strings and comments.
 */
export function callFault(code: string): PromqlFault | undefined {
  const outside = code.replace(/\{[^{}]*\}/g, (braces) => ' '.repeat(braces.length));
  for (const match of outside.matchAll(/([A-Za-z_:][\w:]*)\s*\(/g)) {
    const fault = nameFault(match[1]!, match.index);
    if (fault) return fault;
  }
  return undefined;
}

function nameFault(name: string, from: number): PromqlFault | undefined {
  const span = { from, to: from + name.length };
  const renamed = RENAMED[name];
  if (renamed) return { kind: 'newer', ...span, message: `${name} is called ${renamed} since Prometheus 3` };
  if (isKnown(name)) return undefined;
  const near = suggest(name, [...CALLABLE.filter((known) => known.startsWith(name)), ...KNOWN]);
  if (near) {
    const message = `unknown function "${name}", did you mean "${near}"?`;
    return { kind: 'syntax', ...span, message, fix: `write ${near}` };
  }
  return {
    kind: 'function',
    ...span,
    message: `"${name}" is not a function of Prometheus`,
    fix: 'make sure that your server knows it',
  };
}

/** Functions are spelled in lower case; aggregations and keywords in any case. */
function isKnown(name: string): boolean {
  const lower = name.toLowerCase();
  return FUNCTIONS.has(name) || NEWER_FUNCTIONS.has(name) || AGGREGATIONS.has(lower) || KEYWORDS.has(lower);
}
