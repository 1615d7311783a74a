import { LEASE_LOST } from '../lease-lost.ts';
import { fenced, fenceOf } from './fence.ts';
import { present, type Texts } from './object.ts';
import { CONFLICT, type Objects } from './objects.ts';

export interface FencedMapOptions {
  readonly objects: Objects;
  readonly rollout: string;
  readonly name: string;
  /** Of the lease. */
  readonly fence: number;
}

type Changes = Readonly<Record<string, string | null>>;

const MAX_TRIES = 3;

/** A ConfigMap that the holder of a lease writes: where a later one has written, nothing is written any more. */
export class FencedMap {
  readonly #options: FencedMapOptions;
  /** Of the last answer; null where there is no such object, undefined where it is to be read. */
  #version: string | null | undefined;

  constructor(options: FencedMapOptions) {
    this.#options = options;
  }

  /** What is in it; it is written where nobody has changed it since. Throws what the server says, and LEASE_LOST. */
  async read(): Promise<Texts> {
    const { objects, name, fence } = this.#options;
    const found = await objects.get('configmaps', name);
    if (found.kind === 'none') throw new Error(found.why);
    if (found.value && fenceOf(found.value) > fence) throw new Error(LEASE_LOST);
    this.#version = found.value?.metadata.resourceVersion ?? null;
    return found.value?.data ?? {};
  }

  /** Once, where nobody has changed it since it was read or written. Throws what the server says. */
  async write(data: Changes): Promise<void> {
    const failed = await this.#write(data);
    if (failed) throw new Error(failed.why);
  }

  /** Over what others have changed in it, too. Throws what the server says, and LEASE_LOST. */
  async overwrite(data: Changes): Promise<void> {
    for (let left = MAX_TRIES; ; left--) {
      const failed = await this.#write(data);
      if (!failed) return;
      if (failed.status !== CONFLICT || left === 1) throw new Error(failed.why);
    }
  }

  /** Why it was not done; where there was no answer it may be, and is read before the next. */
  async #write(data: Changes) {
    const { objects, name, rollout, fence } = this.#options;
    if (this.#version === undefined) await this.read();
    const annotations = fenced(fence);
    const version = this.#version;
    const answer = await (typeof version === 'string'
      ? objects.patch('configmaps', name, { version, annotations, data })
      : objects.create('configmaps', { name, rollout, annotations, data: present(data) }));
    this.#version = answer.kind === 'answer' ? answer.value.metadata.resourceVersion : undefined;
    return answer.kind === 'none' ? answer : undefined;
  }
}
