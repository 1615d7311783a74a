import { Secrets } from '../../prometheus/http/secrets.ts';
import type { ConfigFault } from '../actuators/kind.ts';
import { type AddressKeys, addressSchema, checkAddress, readAddress } from '../address.ts';
import { guardedApply } from '../guarded.ts';
import { outcomeOf, send } from '../http.ts';
import { secretFault } from '../secrets.ts';
import type { NotifierKind } from './notifier.ts';
import { sentenceOf } from './sentence.ts';

const { url: _url, ...secretAddressSchema } = addressSchema;

/** An incoming webhook of Slack; its address is a secret. */
export const slack: NotifierKind<AddressKeys> = {
  kind: 'slack',
  summary: 'A message by an incoming webhook of Slack, or of what takes the same.',
  schema: { properties: secretAddressSchema, required: [] },
  check: checkSlack,
  fault: (config, world) => secretFault(() => readAddress(config, world, new Secrets())),
  open:
    (config, world) =>
    (note, { signal }) =>
      guardedApply(async () => {
        const secrets = new Secrets();
        const url = readAddress(config, world, secrets);
        const sentence = escapeSlack(sentenceOf(note));
        const block = { type: 'section', text: { type: 'mrkdwn', text: sentence } };
        const text = JSON.stringify({ text: sentence, blocks: [block] });
        return outcomeOf(await send(world, { url, method: 'POST', text, signal }), secrets);
      }),
};

function checkSlack(config: AddressKeys): readonly ConfigFault[] {
  if (config.url !== undefined) return [{ path: 'url', why: 'it is a secret; use url_file or url_env' }];
  return checkAddress(config);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Of a text of Slack these characters begin links, mentions and entities; the others begin formats, and are kept from it. */
const escapeSlack = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ENTITIES[character]!).replace(/[*_~`]/g, (mark) => `\u200b${mark}`);
