import { formatSeconds, type Seconds } from '../../text/duration.ts';
import { literalsOf, maskLiterals } from '../../text/promql/literal.ts';

/**
 * The same query without `{{`, which the templates of other tools begin with: it stands in texts and comments alone.
 * A line of its own, as a block of YAML.
 */
export function plainQuery(query: string): string {
  let plain = '';
  let end = 0;
  for (const { from, to } of literalsOf(query)) {
    plain += query.slice(end, from) + withoutBraces(query.slice(from, to));
    end = to;
  }
  return `${(plain + query.slice(end)).trim()}\n`;
}

function withoutBraces(literal: string): string {
  if (!literal.includes('{{')) return literal;
  if (literal.startsWith('#')) return literal.replace(/\{(?=\{)/g, '{ ');
  const quoted = literal.startsWith('`') ? JSON.stringify(literal.slice(1, -1)) : literal;
  return quoted.replace(/\{(?=\{)/g, '\\x7b');
}

/** A query in brackets, whatever comment it ends with. */
export function inBrackets(query: string): string {
  if (query.includes('#')) return `(${query.trim()}\n)`;
  return `(${query.trim()})`;
}

/** A query of one value with its labels, where it may give a bare number. */
export const asVector = (query: string): string => (isScalar(query) ? `vector${inBrackets(query)}` : query);

/** Numbers, `time()`, `pi()` and `scalar(...)` are bare numbers, and so is what is computed of them. */
function isScalar(query: string): boolean {
  let code = maskLiterals(query, literalsOf(query)).replace(/\b(time|pi)\s*\(\s*\)/g, '1');
  for (let before = ''; before !== code; ) {
    before = code;
    code = code.replace(CALL, (_, name: string) => (name === 'scalar' ? '1' : 'v'));
  }
  return /^[\s\d.()+\-*/%^]*$/.test(code.replace(/\b\d+(\.\d+)?(e[-+]?\d+)?\b/gi, '1'));
}

/** A call with no call inside. */
const CALL = /\b([a-z_]\w*)\s*\([^()]*\)/gi;

/** A duration as PromQL takes it: whole seconds or milliseconds. */
export function promDuration(seconds: Seconds): string {
  if (Number.isInteger(seconds)) return formatSeconds(seconds);
  return `${Math.max(1, Math.round(seconds * 1000))}ms`;
}
