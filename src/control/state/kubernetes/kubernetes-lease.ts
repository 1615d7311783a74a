import type { Clock } from '../../../prometheus/clock.ts';
import type { Seconds } from '../../../text/duration.ts';
import type { Found } from '../../record/store.ts';
import type { KubeObject, LeaseSpec } from './object.ts';
import { type Answer, CONFLICT, type Objects } from './objects.ts';
import { Watched } from './watched.ts';

export interface KubernetesLeaseOptions {
  readonly objects: Objects;
  readonly name: string;
  readonly rollout: string;
  /** Whole seconds. */
  readonly seconds: Seconds;
  readonly clock: Clock;
}

/** A holder that has renewed it so long ago by the clock of the wall is gone: that clock may be as far off. */
const MAX_AGE: Seconds = 60;
/** A command may ask many times a second who has it. */
const ASK_INTERVAL: Seconds = 0.25;
const MAX_TRIES = 3;

/** The Lease of a rollout. Free is what nobody holds, and what was not seen to change for its time. */
export class KubernetesLease {
  readonly watched: Watched;
  readonly #options: KubernetesLeaseOptions;
  #asked: { readonly at: Seconds; readonly found: Found<string | null> } | undefined;

  constructor(options: KubernetesLeaseOptions) {
    this.#options = options;
    this.watched = new Watched({ ...options, resource: 'leases' });
  }

  /** Takes it where it is free: the number of this time, above those before and the given one. */
  async acquire(holderIdentity: string, above: number): Promise<number | undefined> {
    const { objects, name, rollout, seconds } = this.#options;
    const found = await this.watched.look();
    if (found.kind === 'none' || !this.#isFree(found.value)) return undefined;
    const leaseTransitions = Math.max(found.value?.spec?.leaseTransitions ?? 0, above) + 1;
    const renewTime = this.#now;
    const spec = {
      holderIdentity,
      leaseDurationSeconds: seconds,
      acquireTime: renewTime,
      renewTime,
      leaseTransitions,
    };
    const version = found.value?.metadata.resourceVersion;
    const taken = await (version === undefined
      ? objects.create('leases', { name, rollout, spec })
      : objects.patch('leases', name, { version, spec }));
    if (taken.kind === 'answer') this.watched.take(taken.value);
    else this.watched.forget();
    return taken.kind === 'answer' ? leaseTransitions : undefined;
  }

  async keep(holder: string): Promise<'kept' | 'lost' | 'unknown'> {
    const renewed = await this.#change(holder, { renewTime: this.#now });
    if (renewed === undefined) return 'lost';
    return renewed.kind === 'answer' ? 'kept' : 'unknown';
  }

  async release(holder: string): Promise<void> {
    await this.#change(holder, { holderIdentity: null });
  }

  /** Who holds it. */
  async holder(): Promise<Found<string | null>> {
    const at = this.#options.clock.monotonic();
    if (this.#asked && at - this.#asked.at < ASK_INTERVAL) return this.#asked.found;
    const answer = await this.watched.look();
    if (answer.kind === 'none') return { kind: 'unknown', why: answer.why };
    const { value: lease } = answer;
    const isGone = this.#isFree(lease) || this.#isOld(lease!);
    const found = { kind: 'found', value: isGone ? null : lease!.spec!.holderIdentity! } as const;
    this.#asked = { at, found };
    return found;
  }

  /** How many times it was taken; 0 where the server does not say. */
  async taken(): Promise<number> {
    const answer = await this.watched.look();
    return answer.kind === 'answer' ? (answer.value?.spec?.leaseTransitions ?? 0) : 0;
  }

  /** Undefined where somebody else has it. */
  async #change(holder: string, spec: LeaseSpec): Promise<Answer<KubeObject> | undefined> {
    const { objects, name } = this.#options;
    this.#asked = undefined;
    for (let left = MAX_TRIES; ; left--) {
      const found = await this.watched.known();
      if (found.kind === 'none') return found;
      if (found.value?.spec?.holderIdentity !== holder) return undefined;
      const version = found.value.metadata.resourceVersion;
      const changed = await objects.patch('leases', name, { version, spec });
      if (changed.kind === 'answer') this.watched.take(changed.value);
      else this.watched.forget();
      const isAgain = changed.kind === 'none' && changed.status === CONFLICT && left > 1;
      if (!isAgain) return changed;
    }
  }

  #isFree(lease: KubeObject | undefined): boolean {
    const { holderIdentity = null, leaseDurationSeconds = this.#options.seconds } = lease?.spec ?? {};
    return (holderIdentity ?? '') === '' || this.watched.unchangedFor >= leaseDurationSeconds;
  }

  #isOld({ spec }: KubeObject): boolean {
    return this.#options.clock.now() - Date.parse(spec?.renewTime ?? '') / 1000 > MAX_AGE;
  }

  /** As the API server reads it: microseconds. */
  get #now(): string {
    return new Date(this.#options.clock.now() * 1000).toISOString().replace('Z', '000Z');
  }
}
