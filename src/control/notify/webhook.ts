import { Secrets } from '../../prometheus/http/secrets.ts';
import { formatMoment } from '../../text/time.ts';
import { type AddressKeys, addressSchema, checkAddress, readAddress } from '../address.ts';
import { guardedApply } from '../guarded.ts';
import { outcomeOf, send } from '../http.ts';
import { readSecret, type SecretKeys, secretFault, secretSchema } from '../secrets.ts';
import { messageHeaders } from '../standard-webhook.ts';
import type { World } from '../world.ts';
import type { NotifierKind } from './notifier.ts';

interface WebhookConfig extends AddressKeys, SecretKeys<'secret'> {}

/** Any receiver of Standard Webhooks. */
export const webhook: NotifierKind<WebhookConfig> = {
  kind: 'webhook',
  summary: 'A POST of the note as JSON, signed as Standard Webhooks.',
  schema: {
    properties: { ...addressSchema, ...secretSchema('secret', 'the key of signatures, whsec_...') },
    required: [],
  },
  check: checkAddress,
  fault: (config, world) => secretFault(() => secretsOf(config, world)),
  open:
    (config, world) =>
    (note, { signal }) =>
      guardedApply(async () => {
        const { secrets, url, secret } = secretsOf(config, world);
        const { id, kind, time, ...data } = note;
        const text = JSON.stringify({ type: `rollout.${kind}`, timestamp: formatMoment(time), data });
        const headers = messageHeaders({ id, time: world.now(), body: text }, secret);
        return outcomeOf(await send(world, { url, method: 'POST', headers, text, signal }), secrets);
      }),
};

/** The address and the key of signatures. Throws SecretFault. */
function secretsOf(config: WebhookConfig, world: World) {
  const secrets = new Secrets();
  const url = readAddress(config, world, secrets);
  const secret = readSecret(config, 'secret', world);
  secrets.add(secret);
  return { secrets, url, secret };
}
