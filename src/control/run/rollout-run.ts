import { fail } from '../../errors/rollout-error.ts';
import type { Seconds } from '../../text/duration.ts';
import type { TargetTimes } from '../actuators/times.ts';
import type { ChannelNote } from '../controller/channel-options.ts';
import { Controller } from '../controller/controller.ts';
import type { ControllerNote } from '../controller/controller-note.ts';
import type { Leadership } from '../controller/leadership.ts';
import type { ControlSettings } from '../controller/settings.ts';
import type { StoragePace } from '../state/state.ts';
import type { LedEnd } from './led-end.ts';
import { LedRollout } from './led-rollout.ts';
import type { Exit } from './on-exit.ts';
import type { RolloutRunOptions } from './options.ts';
import { watchStore } from './watch-store.ts';

/** How a run ended: `left` is where it stays. */
export interface RunEnd {
  readonly kind: Exclude<LedEnd, 'lost'>;
  /** What the targets have; undefined where this controller only stood by. */
  readonly percentage: number | undefined;
  /** What came of bringing it down, where that was asked for. */
  readonly exit?: Exit;
}

const POLL: Seconds = 0.1;
const NOTE_INTERVAL: Seconds = 4;
const NEVER: Seconds = Number.NEGATIVE_INFINITY;

/** How a controller waits for its store and its targets. */
const settingsOf = ({ timeout, resync, settle }: TargetTimes, { poll }: StoragePace): ControlSettings => ({
  callLimit: timeout,
  retry: 1,
  poll,
  resync,
  settle,
  margin: 1,
});

/** Runs one rollout: stands by until it holds the lease, and leads it until it is complete, or stopped. */
export class RolloutRun {
  readonly #options: RolloutRunOptions;
  readonly #controller: Controller;
  readonly #store: ReturnType<typeof watchStore>;
  #led: LedRollout | undefined;
  /** Another process has taken another plan for it. */
  #isReplanned = false;
  /** When others were told that it stands by. */
  #notedAt: Seconds = NEVER;

  constructor(options: RolloutRunOptions) {
    const { storage, actuators, frozen, clock, world, times } = options;
    this.#options = options;
    this.#store = watchStore(storage.store);
    this.#controller = new Controller({
      id: world.newId(),
      store: this.#store.store,
      plan: frozen.plan,
      actuators,
      passThrough: frozen.pass_through,
      clock,
      settings: settingsOf(times, storage.pace),
      note: this.#take,
    });
  }

  /** Throws ROLLOUT_REPLANNED where another plan was taken for it meanwhile. */
  async run(): Promise<RunEnd> {
    const { signal } = this.#options;
    await this.#saySomebodyElse();
    this.#controller.start();
    try {
      while (!signal.aborted) {
        if (this.#isReplanned) throw fail('ROLLOUT_REPLANNED', { rollout: this.#options.frozen.rollout });
        const { leadership } = this.#controller;
        const end = leadership ? await this.#lead(leadership) : await this.#standBy();
        if (end) return end;
      }
      return { kind: 'stopped', percentage: undefined };
    } finally {
      await this.#noteStandby(false);
      await this.#controller.stop();
    }
  }

  async #lead(leadership: Leadership): Promise<RunEnd | undefined> {
    await this.#noteStandby(false);
    const storeFault = () => this.#store.fault;
    const led = await LedRollout.open({ ...this.#options, leadership, storeFault });
    this.#led = led;
    const kind = await led.run();
    this.#led = undefined;
    return kind === 'lost' ? undefined : { kind, percentage: leadership.percentage, exit: led.exit };
  }

  async #standBy(): Promise<undefined> {
    const { clock, signal } = this.#options;
    await this.#noteStandby(true);
    await clock.sleep(POLL, signal);
  }

  /** Where it cannot be noted, a controller that leaves may bring down what this one goes on with. */
  async #noteStandby(isThere: boolean): Promise<void> {
    const { clock, storage } = this.#options;
    const isKnown = isThere && clock.monotonic() - this.#notedAt < NOTE_INTERVAL;
    if (isKnown || (!isThere && this.#notedAt === NEVER)) return;
    this.#notedAt = isThere ? clock.monotonic() : NEVER;
    await storage.standBy(isThere).catch(() => {});
  }

  async #saySomebodyElse(): Promise<void> {
    const holder = await this.#store.store.holder();
    if (holder.kind === 'found' && holder.value !== null) this.#options.listener.onStandby(holder.value);
  }

  readonly #take = (note: ControllerNote): void => {
    const { kind } = note;
    if (kind === 'failed') this.#options.counter.targetFailed(note.target);
    if (kind === 'replanned') this.#isReplanned = true;
    if (kind === 'lease_lost') this.#led?.lose();
    else if (kind === 'changed') this.#led?.takeRecord();
    else if (kind === 'raised') this.#led?.takeRaise();
    else if (kind === 'looked') this.#led?.look();
    else if (kind === 'failed' || kind === 'above' || kind === 'below')
      this.#led?.takeNote(note as ChannelNote);
  };
}
