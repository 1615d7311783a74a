import { Secrets } from '../../../prometheus/http/secrets.ts';
import { readAddress } from '../../address.ts';
import { notifierKinds } from '../../notifiers.ts';
import type { AddressDocument } from '../../rollout-file/document.ts';
import { secretFault } from '../../secrets.ts';
import type { FrozenEntry } from '../../state/frozen.ts';
import type { World } from '../../world.ts';

/** What is known of a receiver without telling it anything. */
export interface CheckedReceiver {
  readonly kind: string;
  /** Why nothing could be sent to it. */
  readonly fault: string | null;
}

/** Tries what notes need besides an answer, such as secrets. */
export const checkReceivers = (entries: readonly FrozenEntry[], world: World): CheckedReceiver[] =>
  entries.map(({ kind, config }) => {
    const found = notifierKinds.find((one) => one.kind === kind);
    return { kind, fault: found?.fault(config, world) ?? null };
  });

/** Why the address of a gate cannot be asked; undefined where it can. Nothing is asked. */
export const gateFault = (address: AddressDocument, world: World): string | undefined =>
  secretFault(() => readAddress(address, world, new Secrets()));
