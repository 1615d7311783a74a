import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';
import { type Leaf, leavesOf } from '../../text/leaves.ts';
import { toDotted, toPointer } from '../../text/pointer.ts';
import type { Document } from '../../text/yaml.ts';

/** Keys that people give secrets, and what is written instead. */
const SECRET_KEYS: Readonly<Record<string, string>> = {
  token: 'token_file or token_env',
  api_key: 'token_file or token_env',
  api_token: 'token_file or token_env',
  secret: 'secret_file or secret_env',
  password: 'url_file or url_env',
  connection_string: 'url_file or url_env',
  webhook_url: 'url_file or url_env',
};
const ADDRESS = 'url_file or url_env';
const WITH_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*@/i;
const WITH_TOKEN = /^https?:\/\/hooks\.slack\.com\/|[?&](token|key|secret|api_key|access_token)=/i;

/** A secret in a file, and where. */
export interface WrittenSecret {
  readonly pointer: string;
  readonly diagnostic: Diagnostic;
}

/** Secrets that are written in a rollout file; none is repeated in its diagnostic, nor is its line. */
export function writtenSecrets(document: Document): WrittenSecret[] {
  return leavesOf(document.value).flatMap((leaf) => {
    const instead = insteadOf(leaf);
    if (instead === undefined) return [];
    const pointer = toPointer(leaf.path);
    const at = { ...document.locate(pointer), text: undefined };
    const place = { at, path: toDotted(pointer) };
    return [{ pointer, diagnostic: diagnostic('ROLLOUT_SECRET', { path: place.path, instead }, place) }];
  });
}

/** What stands for the secret that a value is; undefined where it is none. */
function insteadOf({ path, value }: Leaf): string | undefined {
  const key = path.at(-1);
  if (typeof value !== 'string') return undefined;
  if (typeof key === 'string' && Object.hasOwn(SECRET_KEYS, key)) return SECRET_KEYS[key];
  if (path[0] === 'prometheus' && WITH_PASSWORD.test(value)) return 'http_config_file';
  return WITH_PASSWORD.test(value) || WITH_TOKEN.test(value) ? ADDRESS : undefined;
}
