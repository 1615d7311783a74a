import type { Clock } from '../../../prometheus/clock.ts';
import type { Seconds } from '../../../text/duration.ts';
import { watchAll } from '../../kubernetes/watch.ts';
import type { KubeObject } from './object.ts';
import type { Answer, Objects, Resource } from './objects.ts';

export interface WatchedOptions {
  readonly objects: Objects;
  readonly resource: Resource;
  readonly name: string;
  readonly clock: Pick<Clock, 'monotonic'>;
}

/** One object as the server said last: read, or once it is begun, watched. */
export class Watched {
  readonly #options: WatchedOptions;
  #object: KubeObject | undefined;
  /** What is known may be behind what was written. */
  #isUnsure = true;
  #isLive = false;
  #changedAt: Seconds = 0;
  #watching: AbortController | undefined;

  constructor(options: WatchedOptions) {
    this.#options = options;
  }

  /** How long this process has seen no change of it. */
  get unchangedFor(): Seconds {
    return this.#options.clock.monotonic() - this.#changedAt;
  }

  /** The object, or that there is none: from the watch, or from the server. */
  async look(isRead = false): Promise<Answer<KubeObject | undefined>> {
    const { objects, resource, name } = this.#options;
    if (this.#isLive && !this.#isUnsure && !isRead) return { kind: 'answer', value: this.#object };
    const answer = await objects.get(resource, name);
    if (answer.kind === 'answer') this.take(answer.value);
    return answer.kind === 'answer' ? { kind: 'answer', value: this.#object } : answer;
  }

  /** What was answered last; read where a write was not done since. Who writes by its version finds out whether it is. */
  async known(): Promise<Answer<KubeObject | undefined>> {
    if (this.#isUnsure) return this.look(true);
    return { kind: 'answer', value: this.#object };
  }

  /** What the server has answered. An event may be older than what is known. */
  take(object: KubeObject | undefined): void {
    this.#isUnsure = false;
    if (object && this.#object && !isNewer(object, this.#object)) return;
    this.#object = object;
    this.#changedAt = this.#options.clock.monotonic();
  }

  /** A write had no answer, or was refused: it is read before the next. */
  forget(): void {
    this.#isUnsure = true;
  }

  /** Watches it from now on. Throws why it cannot be. */
  async begin(): Promise<void> {
    if (this.#watching) return;
    const watching = new AbortController();
    this.#watching = watching;
    const signal = AbortSignal.any([watching.signal, this.#options.objects.signal]);
    await new Promise<void>((opened, failed) => void this.#watch({ signal, opened, failed }));
  }

  end(): void {
    this.#watching?.abort();
    this.#watching = undefined;
    this.#isLive = false;
  }

  async #watch({ signal, opened, failed }: Watching): Promise<void> {
    const { objects, resource, name } = this.#options;
    const query = { fieldSelector: `metadata.name=${name}` };
    const path = objects.path(resource);
    for await (const seen of watchAll<KubeObject>(objects.client, { path, query, signal })) {
      if (signal.aborted) break;
      this.#isLive = seen.kind !== 'blind';
      if (seen.kind === 'blind') failed(seen.fault);
      else if (seen.kind === 'all') this.take(seen.objects[0]);
      else this.take(seen.kind === 'deleted' ? undefined : seen.object);
      opened();
    }
    failed(new Error('it is closed'));
  }
}

interface Watching {
  readonly signal: AbortSignal;
  readonly opened: () => void;
  readonly failed: (problem: Error) => void;
}

/** Versions of one cluster count up. */
const isNewer = (one: KubeObject, other: KubeObject): boolean => {
  const [a, b] = [one, other].map(({ metadata }) => Number(metadata.resourceVersion)) as [number, number];
  return Number.isNaN(a - b) || a > b;
};
