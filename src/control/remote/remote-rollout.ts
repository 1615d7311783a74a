import { codeOf, fail, RolloutError } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import { isCount, isText, isTruth, listOf, mappingOf, oneOf, orMissing } from '../../text/shape.ts';
import { suggest } from '../../text/suggest.ts';
import type { Answered, Reached } from '../commands/reached.ts';
import type { TakenWait, Taking } from '../commands/taken.ts';
import type { Request } from '../record/record.ts';
import { isRolloutStatus, type RolloutStatus } from '../state/rollout-status.ts';
import type { ServerClient } from './server-client.ts';

const POLL_INTERVAL: Seconds = 0.1;
const NETWORK_EXIT = 4;

const isAnswered = mappingOf({
  changed: isTruth,
  asked: isTruth,
  number: isCount,
  step: orMissing(isCount),
});
const isTaking = mappingOf({ kind: oneOf('taken', 'waiting', 'nobody'), holder: orMissing(isText) });

/** Whether it is the network that failed, and no answer of a rollout. */
export const isNetworkFault = (problem: unknown): problem is RolloutError =>
  problem instanceof RolloutError && problem.exit === NETWORK_EXIT;

/** What a server answers, where it has a shape. Throws SERVER_VERSION. */
export async function shaped<T>(
  client: ServerClient,
  asked: Promise<unknown>,
  is: (value: unknown) => boolean,
): Promise<T> {
  const value = await asked;
  if (is(value)) return value as T;
  throw fail('SERVER_VERSION', { url: client.url, why: 'it answers in another form' });
}

/** Who asks, as a body says it. */
export const bodyOf = ({ id, by, reason }: Pick<Request, 'id' | 'by' | 'reason'>): object => ({
  id,
  by,
  reason: reason === '' ? undefined : reason,
});

/** Path of a rollout in the API. */
export const pathOf = (name: string, below = ''): string =>
  `/api/v1/rollouts/${encodeURIComponent(name)}${below}`;

/** Where all rollouts of a process stand, or the one of a name; none where it has none. */
export async function remoteViews(client: ServerClient, name?: string): Promise<RolloutStatus[]> {
  const asked = client.get('/api/v1/rollouts');
  const all = await shaped<RolloutStatus[]>(client, asked, listOf(isRolloutStatus));
  return name === undefined ? all : all.filter(({ rollout }) => rollout === name);
}

/** A rollout of another process, by its API. */
export class RemoteRollout implements Reached {
  readonly name: string;
  readonly #client: ServerClient;

  constructor(client: ServerClient, name: string) {
    this.#client = client;
    this.name = name;
  }

  async ask(
    { verb, at, step, take_over }: Parameters<Reached['ask']>[0],
    { id, by, reason }: Parameters<Reached['ask']>[1],
  ): Promise<Answered> {
    const { name } = this;
    const what = { what: `${verb} of ${name}`, name };
    const asked = this.#client.post(
      pathOf(name, `/${verb}`),
      { ...bodyOf({ id, by, reason }), at, step, take_over },
      what,
    );
    return shaped<Answered>(this.#client, named(asked, this.#client, name), isAnswered);
  }

  /** A server that goes away meanwhile says nothing more. */
  async waitUntilTaken({ id, timeout, clock, signal }: TakenWait): Promise<Taking> {
    const end = clock.monotonic() + timeout;
    for (;;) {
      const taking = await this.#taking(id);
      if (taking.kind !== 'waiting' || clock.monotonic() >= end || signal.aborted) return taking;
      await clock.sleep(POLL_INTERVAL, signal);
    }
  }

  async status(): Promise<RolloutStatus> {
    const asked = named(this.#client.get(pathOf(this.name)), this.#client, this.name);
    return shaped<RolloutStatus>(this.#client, asked, isRolloutStatus);
  }

  async #taking(id: string): Promise<Taking> {
    const path = pathOf(this.name, `/taken?id=${encodeURIComponent(id)}`);
    try {
      return await shaped<Taking>(this.#client, this.#client.get(path), isTaking);
    } catch (problem) {
      if (isNetworkFault(problem)) return { kind: 'lost', problem };
      throw problem;
    }
  }
}

/** What a server says of a rollout. Throws ROLLOUT_UNKNOWN where it has none of that name. */
export async function named<T>(answer: Promise<T>, client: ServerClient, name: string): Promise<T> {
  try {
    return await answer;
  } catch (problem) {
    throw codeOf(problem) === 'API_ROLLOUT' ? await unknownRollout(client, name) : problem;
  }
}

export async function unknownRollout(client: ServerClient, name: string): Promise<RolloutError> {
  const names = (await remoteViews(client)).map(({ rollout }) => rollout);
  return fail('ROLLOUT_UNKNOWN', { name, state: client.url, suggestion: suggest(name, names) });
}
