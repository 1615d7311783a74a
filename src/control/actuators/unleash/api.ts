import { isReply } from '../../../prometheus/http/exchange.ts';
import { Secrets } from '../../../prometheus/http/secrets.ts';
import { isText, isTruth, listOf, mapOf, mappingOf, orMissing, orNull } from '../../../text/shape.ts';
import { type AddressKeys, readAddress } from '../../address.ts';
import { describe, isDone, outcomeOf, send } from '../../http.ts';
import { refused } from '../../outcome.ts';
import { readSecret, type SecretKeys } from '../../secrets.ts';
import type { World } from '../../world.ts';
import type { Outcome } from '../actuator.ts';

export interface UnleashConfig extends AddressKeys, SecretKeys<'token'> {
  readonly flag: string;
  readonly project?: string;
  readonly environment?: string;
  readonly stickiness?: string;
}

/** A strategy as Unleash tells it. */
export interface Strategy {
  readonly id: string;
  readonly name: string;
  readonly title?: string | null;
  readonly disabled?: boolean | null;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly constraints?: readonly unknown[];
  readonly segments?: readonly unknown[];
}

/** One flag in one environment. */
export interface FlagState {
  readonly enabled: boolean;
  readonly strategies: readonly Strategy[];
}

const isState = mappingOf({
  enabled: isTruth,
  strategies: listOf(
    mappingOf({
      id: isText,
      name: isText,
      title: orMissing(orNull(isText)),
      disabled: orMissing(orNull(isTruth)),
      parameters: orMissing(mapOf(isText)),
    }),
  ),
});

/** What cannot go on: its outcome is that of the whole call. */
export class Failed extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super(outcome.kind === 'confirmed' ? '' : outcome.why);
    this.outcome = outcome;
  }
}

/** The part of Unleash's admin API that moves one flag in one environment. Every call throws Failed or SecretFault. */
export class UnleashApi {
  readonly #world: World;
  readonly #signal: AbortSignal;
  readonly #secrets = new Secrets();
  readonly #base: string;
  readonly #token: string;

  constructor(config: UnleashConfig, world: World, signal: AbortSignal) {
    const { flag, project = 'default', environment = 'production' } = config;
    const [inProject, ofFlag, at] = [project, flag, environment].map(encodeURIComponent);
    const url = readAddress(config, world, this.#secrets)
      .replace(/\/+$/, '')
      .replace(/\/api$/, '');
    this.#base = `${url}/api/admin/projects/${inProject}/features/${ofFlag}/environments/${at}`;
    this.#token = readSecret(config, 'token', world) ?? '';
    this.#secrets.add(this.#token);
    this.#world = world;
    this.#signal = signal;
  }

  /** Throws a refusal: to look changes nothing. */
  async state(): Promise<FlagState> {
    const reply = await this.#send('GET', '');
    const isGood = isReply(reply) && isDone(reply);
    const state = isGood ? parse(reply.body.json) : undefined;
    if (isState(state)) return state as FlagState;
    throw new Failed(
      refused(`${isGood ? 'not an answer of Unleash: ' : ''}${describe(reply, this.#secrets)}`),
    );
  }

  /** Sends a change. */
  async change(method: 'POST' | 'PUT', path: string, body?: object): Promise<void> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const outcome = outcomeOf(await this.#send(method, path, text), this.#secrets);
    if (outcome.kind !== 'confirmed') throw new Failed(outcome);
  }

  #send(method: 'GET' | 'POST' | 'PUT', path: string, text?: string) {
    const headers: Record<string, string> = this.#token === '' ? {} : { authorization: this.#token };
    return send(this.#world, { url: `${this.#base}${path}`, method, headers, text, signal: this.#signal });
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
