import type { Clock } from '../../../prometheus/clock.ts';
import type { Seconds } from '../../../text/duration.ts';
import { sumOf } from '../sealed.ts';
import { STANDBY } from './names.ts';
import { answered, DOMAIN, type Objects } from './objects.ts';

/** What one has noted counts for so long, by the clock of the wall. */
const VALID: Seconds = 15;
const MIN_INTERVAL: Seconds = 4;
/** What is noted within this is one write. */
const TOGETHER: Seconds = 0.2;

/** Which rollouts the processes of a namespace stand by for: an annotation each of one Lease. Throws what the server says. */
export class KubernetesStandby {
  readonly #objects: Objects;
  readonly #clock: Clock;
  readonly #key: string;
  readonly #names = new Set<string>();
  #written = new Set<string>();
  #writtenAt: Seconds = Number.NEGATIVE_INFINITY;
  #writing: Promise<void> | undefined;

  constructor(objects: Objects, owner: string, clock: Clock) {
    this.#objects = objects;
    this.#clock = clock;
    this.#key = `${DOMAIN}/standby-${sumOf(owner)}`;
  }

  async note(rollout: string): Promise<void> {
    this.#names.add(rollout);
    const isRecent = this.#clock.monotonic() - this.#writtenAt < MIN_INTERVAL;
    if (!isRecent || !this.#written.has(rollout)) await this.#write();
  }

  async remove(rollout: string): Promise<void> {
    this.#names.delete(rollout);
    if (this.#written.has(rollout)) await this.#write();
  }

  async hasOther(rollout: string): Promise<boolean> {
    const found = await answered(this.#objects.get('leases', STANDBY));
    const others = Object.entries(found?.metadata.annotations ?? {}).filter(([key]) => key !== this.#key);
    return others.some(([key, text]) => key.startsWith(`${DOMAIN}/standby-`) && this.#isNoted(text, rollout));
  }

  #isNoted(text: string, rollout: string): boolean {
    const [at, ...names] = text.split(' ');
    return this.#clock.now() - Number(at) < VALID && names.includes(rollout);
  }

  #write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  /** Until what is written is what is noted. */
  async #writeAll(): Promise<void> {
    await this.#clock.sleep(TOGETHER);
    for (let names = ''; names !== [...this.#names].join(' ') || names === ''; ) {
      names = [...this.#names].join(' ');
      const text = `${Math.floor(this.#clock.now())} ${names}`;
      const annotations = { [this.#key]: text };
      const change = { annotations: { [this.#key]: names === '' ? null : text } };
      await this.#objects.put('leases', { name: STANDBY, annotations }, change);
      this.#written = new Set(names.split(' '));
      this.#writtenAt = this.#clock.monotonic();
      if (names === '') return;
    }
  }
}
