import { createHmac } from 'node:crypto';
import type { Moment } from '../text/time.ts';
import { SecretFault } from './secrets.ts';

/** One message as it is signed by Standard Webhooks, version 1. */
export interface Message {
  readonly id: string;
  readonly time: Moment;
  /** The body as it is sent. */
  readonly body: string;
}

const PREFIX = 'whsec_';
const MIN_KEY_BYTES = 24;
const MAX_KEY_BYTES = 64;

/** The headers of a message; without a secret it is not signed. Throws SecretFault. */
export function messageHeaders(
  { id, time, body }: Message,
  secret: string | undefined,
): Record<string, string> {
  const timestamp = String(Math.floor(time));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (secret === undefined) return headers;
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}

function keyOf(secret: string): Buffer {
  const encoded = secret.slice(PREFIX.length);
  const key = Buffer.from(encoded, 'base64');
  const isKey = secret.startsWith(PREFIX) && /^[A-Za-z0-9+/]+={0,2}$/.test(encoded);
  if (isKey && key.length >= MIN_KEY_BYTES && key.length <= MAX_KEY_BYTES) return key;
  throw new SecretFault(`the secret is not ${PREFIX} with the base64 of 24 to 64 bytes`);
}
