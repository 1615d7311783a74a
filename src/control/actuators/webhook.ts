import { isReply } from '../../prometheus/http/exchange.ts';
import { Secrets } from '../../prometheus/http/secrets.ts';
import { formatMoment } from '../../text/time.ts';
import { type AddressKeys, addressSchema, checkAddress, readAddress, shownAddress } from '../address.ts';
import type { Decision } from '../decision.ts';
import { guardedApply, guardedRead } from '../guarded.ts';
import { describe, isDone, outcomeOf, type Sent, send } from '../http.ts';
import { percentageRead, unreadable } from '../outcome.ts';
import { readSecret, type SecretKeys, secretFault, secretSchema } from '../secrets.ts';
import { messageHeaders } from '../standard-webhook.ts';
import type { World } from '../world.ts';
import type { Actuator, Call, Outcome, Reading } from './actuator.ts';
import type { ActuatorKind } from './kind.ts';
import { decimalsSchema, roundDown } from './rounding.ts';

interface WebhookConfig extends AddressKeys, SecretKeys<'secret'>, SecretKeys<'token'> {
  readonly flag: string;
  readonly read_back?: boolean;
  readonly refuses_old_numbers?: boolean;
  readonly decimals?: number;
}

/** A receiver of the user's: it takes the decision by PUT, and a status of 2xx says that it is in force. */
export const webhook: ActuatorKind<WebhookConfig> = {
  kind: 'webhook',
  summary:
    'A receiver takes the decision as JSON by PUT, signed as Standard Webhooks; 2xx says that it is in force.',
  schema: {
    properties: {
      ...addressSchema,
      flag: { type: 'string', minLength: 1, description: 'Name of the flag, given to the receiver.' },
      ...secretSchema('secret', 'the key of signatures, whsec_...'),
      ...secretSchema('token', 'a token, sent as Authorization: Bearer'),
      read_back: {
        type: 'boolean',
        default: false,
        description: 'Whether a GET of the address answers {"percentage": ...}, what is in force.',
      },
      refuses_old_numbers: {
        type: 'boolean',
        default: false,
        description: 'Whether the receiver refuses a number in Rollout-Number that is lower than one before.',
      },
      decimals: decimalsSchema,
    },
    required: ['flag'],
  },
  check: checkAddress,
  open: openWebhook,
};

function openWebhook(config: WebhookConfig, world: World): Actuator {
  const { flag, decimals = 6, read_back = false, refuses_old_numbers = false } = config;
  const round = (percentage: number) => roundDown(percentage, decimals);
  return {
    kind: 'webhook',
    target: `webhook ${shownAddress(config)} ${flag}`,
    flag,
    isFencing: refuses_old_numbers,
    round,
    apply: (decision, call) => {
      const told = { ...decision, percentage: round(decision.percentage) };
      return guardedApply(() => put(config, world, told, call));
    },
    read: read_back ? (call) => guardedRead(() => get(config, world, call)) : undefined,
    check: () => secretFault(() => requestOf(config, world, '')),
  };
}

async function put(config: WebhookConfig, world: World, told: Decision, { signal }: Call): Promise<Outcome> {
  const timestamp = formatMoment(world.now());
  const text = JSON.stringify({ type: 'rollout.decision', timestamp, data: told });
  const { request, secrets } = requestOf(config, world, text);
  const headers = { ...request.headers, 'rollout-number': String(told.number) };
  return outcomeOf(await send(world, { ...request, method: 'PUT', headers, text, signal }), secrets);
}

async function get(config: WebhookConfig, world: World, { signal }: Call): Promise<Reading> {
  const { request, secrets } = requestOf(config, world, '');
  const reply = await send(world, { ...request, method: 'GET', signal });
  if (!isReply(reply) || !isDone(reply)) return unreadable(describe(reply, secrets));
  const percentage = percentageIn(reply.body.json);
  if (percentage !== undefined) return percentageRead(percentage);
  return unreadable(`the answer has no percentage: ${describe(reply, secrets)}`);
}

function percentageIn(json: string): number | undefined {
  try {
    const { percentage } = JSON.parse(json);
    return typeof percentage === 'number' && percentage >= 0 && percentage <= 100 ? percentage : undefined;
  } catch {
    return undefined;
  }
}

/** Address and headers of one message, and what of them is secret. Throws SecretFault. */
function requestOf(config: WebhookConfig, world: World, body: string) {
  const secrets = new Secrets();
  const url = readAddress(config, world, secrets);
  const secret = readSecret(config, 'secret', world);
  const token = readSecret(config, 'token', world);
  secrets.add(secret, token);
  const signed = messageHeaders({ id: world.newId(), time: world.now(), body }, secret);
  const request: Pick<Sent, 'url' | 'headers'> = {
    url,
    headers: token === undefined ? signed : { ...signed, authorization: `Bearer ${token}` },
  };
  return { request, secrets };
}
