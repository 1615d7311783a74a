import { isReply } from '../../../prometheus/http/exchange.ts';
import { Secrets } from '../../../prometheus/http/secrets.ts';
import { describe, outcomeOf, send } from '../../http.ts';
import { refused, unknown } from '../../outcome.ts';
import { readSecret, type SecretKeys } from '../../secrets.ts';
import type { World } from '../../world.ts';
import type { Outcome } from '../actuator.ts';
import { isRemoteFlag, type RemoteFlag } from './flag.ts';

export interface ApiKeys extends SecretKeys<'token'> {
  readonly url?: string;
  readonly project: string;
  readonly flag: string;
  readonly environment: string;
}

/** What a change came to: the flag as it is then, or the outcome of the whole call. */
type Answer = { readonly flag: RemoteFlag } | { readonly outcome: Outcome };

const API_VERSION = '20240415';
const SEMANTIC_PATCH = 'application/json; domain-model=launchdarkly.semanticpatch';

/** One flag by the REST API of LaunchDarkly. To open it throws SecretFault. */
export class LaunchDarklyApi {
  readonly #keys: ApiKeys;
  readonly #world: World;
  readonly #signal: AbortSignal;
  readonly #secrets = new Secrets();
  readonly #token: string;

  constructor(keys: ApiKeys, world: World, signal: AbortSignal) {
    this.#token = readSecret(keys, 'token', world) ?? '';
    this.#secrets.add(this.#token);
    this.#keys = keys;
    this.#world = world;
    this.#signal = signal;
  }

  /** To look changes nothing. */
  async get(): Promise<Answer> {
    const reply = await this.#send('GET');
    const flag = isReply(reply) && reply.status === 200 ? parse(reply.body.json) : undefined;
    if (flag === undefined) return { outcome: refused(describe(reply, this.#secrets)) };
    return { flag };
  }

  /** All instructions, or none; repeating them is harmless. */
  async patch(comment: string, instructions: readonly object[]): Promise<Answer> {
    const { environment } = this.#keys;
    const text = JSON.stringify({ environmentKey: environment, comment, instructions });
    const reply = await this.#send('PATCH', text);
    const outcome = outcomeOf(reply, this.#secrets);
    if (outcome.kind !== 'confirmed') return { outcome: this.#explain(outcome) };
    const flag = isReply(reply) ? parse(reply.body.json) : undefined;
    if (flag === undefined) return { outcome: unknown('the answer is not a flag') };
    return { flag };
  }

  #explain(outcome: Outcome): Outcome {
    if (outcome.kind !== 'refused' || !outcome.why.startsWith('405')) return outcome;
    return refused('405: the environment requires approvals; allow this token to bypass them');
  }

  #send(method: 'GET' | 'PATCH', text?: string) {
    const { url = 'https://app.launchdarkly.com', project, flag, environment } = this.#keys;
    const path = `/api/v2/flags/${encodeURIComponent(project)}/${encodeURIComponent(flag)}`;
    const query = method === 'GET' ? `?env=${encodeURIComponent(environment)}` : '';
    const type: Record<string, string> = method === 'GET' ? {} : { 'content-type': SEMANTIC_PATCH };
    const headers = { authorization: this.#token, 'ld-api-version': API_VERSION, ...type };
    const address = `${url.replace(/\/+$/, '')}${path}${query}`;
    return send(this.#world, { url: address, method, headers, text, signal: this.#signal });
  }
}

function parse(json: string): RemoteFlag | undefined {
  try {
    const flag: unknown = JSON.parse(json);
    if (isRemoteFlag(flag)) return flag as RemoteFlag;
    return undefined;
  } catch {
    return undefined;
  }
}
