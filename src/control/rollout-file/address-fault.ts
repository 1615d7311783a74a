import { type Diagnostic, diagnostic, type Place } from '../../errors/rollout-error.ts';
import type { AddressDocument } from './document.ts';

const KEYS = ['url', 'url_file', 'url_env'] as const;

/** The fault of a mapping that names its address in no way, or in several. */
export function addressFault(config: AddressDocument, place: Place): Diagnostic[] {
  const given = KEYS.filter((key) => config[key] !== undefined);
  const path = place.path ?? '';
  if (given.length > 1) return [diagnostic('VALUES_CHOICE', { path, keys: given.join(', ') }, place)];
  return given.length === 1 ? [] : [diagnostic('ROLLOUT_NEEDS', { path, keys: KEYS.join(', ') }, place)];
}
