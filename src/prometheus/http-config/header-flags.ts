import { fail, type RolloutError } from '../../errors/rollout-error.ts';
import { HEADER_NAME, RESERVED_HEADERS } from './shape.ts';

/**
 * Reads `--header 'K: V'` flags: values by names in lower case. Throws PROM_HEADER, which never shows a
 * value. Of the reserved headers only Authorization may be given.
 */
export function readHeaderFlags(flags: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const flag of flags) {
    const colon = flag.indexOf(':');
    if (colon < 0) throw headerFault('***', 'a colon between name and value is missing');
    const name = flag.slice(0, colon).trim();
    const key = name.toLowerCase();
    const shown = `'${name}: ***'`;
    if (!HEADER_NAME.test(name)) throw headerFault(shown, 'that is not a header name');
    if (RESERVED_HEADERS.has(key) && key !== 'authorization')
      throw headerFault(shown, 'rollout sets this header itself');
    headers[key] = flag.slice(colon + 1).trim();
  }
  return headers;
}

const headerFault = (got: string, why: string): RolloutError => fail('PROM_HEADER', { got, why });
