import { type Diagnostic, diagnostic, type Place } from '../../errors/rollout-error.ts';
import type { Entry } from './rollout-file.ts';

/** Keys of which a mapping takes one. */
interface Choice {
  readonly keys: readonly string[];
  readonly isNeeded: boolean;
}

const address: Choice = { keys: ['url', 'url_file', 'url_env'], isNeeded: true };
const secretAddress: Choice = { keys: ['url_file', 'url_env'], isNeeded: true };
const token: Choice = { keys: ['token_file', 'token_env'], isNeeded: true };
const secret: Choice = { keys: ['secret_file', 'secret_env'], isNeeded: false };

/** By the list and the kind of an entry. */
const CHOICES: Readonly<Record<string, readonly Choice[]>> = {
  'actuators webhook': [address, secret],
  'actuators unleash': [token],
  'actuators launchdarkly': [token],
  'actuators postgres': [secretAddress],
  'notify webhook': [address, secret],
  'notify slack': [secretAddress],
};

/** Faults of entries that name an address or a secret in no way, or in several. */
export const entryChoices = (
  list: 'actuators' | 'notify',
  entries: readonly Entry[],
  placeOf: (pointer: string) => Place,
): Diagnostic[] =>
  entries.flatMap(({ kind, config, pointer }) =>
    (CHOICES[`${list} ${kind}`] ?? []).flatMap((choice) => choiceFault(choice, config, placeOf(pointer))),
  );

/** The fault of a mapping that needs an address. */
export const addressFault = (config: object, place: Place): Diagnostic[] =>
  choiceFault(address, config, place);

function choiceFault({ keys, isNeeded }: Choice, config: object, place: Place): Diagnostic[] {
  const given = keys.filter((key) => key in config);
  const path = place.path ?? '';
  if (given.length > 1) return [diagnostic('VALUES_CHOICE', { path, keys: given.join(', ') }, place)];
  if (given.length === 1 || !isNeeded) return [];
  return [diagnostic('ROLLOUT_NEEDS', { path, keys: keys.join(', ') }, place)];
}
