import { diagnostic } from '../../errors/rollout-error.ts';
import { type Path, toDotted, toPointer } from '../../text/pointer.ts';
import { suggest } from '../../text/suggest.ts';
import type { Reader } from './reader.ts';

const KEYS = ['from', 'to', 'name'];

/** Whether a mapping has the keys of an incident and no others; notes the faults. A misspelt key is one fault, not two. */
export function checkKeys(value: object, path: Path, { faults, placeOf }: Reader): boolean {
  const before = faults.length;
  const where = toDotted(toPointer(path));
  const meant = new Set<string | undefined>();
  for (const key of Object.keys(value)) {
    if (KEYS.includes(key)) continue;
    const suggestion = suggest(key, KEYS);
    meant.add(suggestion);
    const params = { path: where, key, suggestion, known: KEYS.join(', ') };
    faults.push(diagnostic('VALUES_UNKNOWN_KEY', params, placeOf([...path, key])));
  }
  for (const key of ['from', 'to'])
    if (!(key in value || meant.has(key)))
      faults.push(diagnostic('VALUES_MISSING_KEY', { path: where, key }, placeOf(path)));
  const { name } = value as { readonly name?: unknown };
  if (name === undefined || name === null || typeof name === 'string') return faults.length === before;
  const params = { path: `${where}.name`, expected: 'text', got: JSON.stringify(name) };
  faults.push(diagnostic('VALUES_TYPE', params, placeOf([...path, 'name'])));
  return false;
}
