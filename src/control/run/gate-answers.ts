import { isReply } from '../../prometheus/http/exchange.ts';
import { Secrets } from '../../prometheus/http/secrets.ts';
import type { Ramp } from '../../rollout/ramp.ts';
import type { Seconds } from '../../text/duration.ts';
import { readAddress } from '../address.ts';
import { callWithin } from '../controller/call-within.ts';
import type { ControlClock } from '../controller/clock.ts';
import { send } from '../http.ts';
import type { AddressDocument } from '../rollout-file/document.ts';
import type { World } from '../world.ts';

const ASK_INTERVAL: Seconds = 5;
const TIME_LIMIT: Seconds = 5;
const OPEN = 200;

export interface GateAnswersOptions {
  readonly gates: readonly AddressDocument[];
  /** The step, from 0, that each stands before. */
  readonly steps: readonly number[];
  readonly ramp: Ramp;
  readonly world: World;
  readonly clock: ControlClock;
}

/** Asks the addresses of gates whether a ramp that stands before them may go on; it is asked anew where it comes again. */
export class GateAnswers {
  readonly #options: GateAnswersOptions;
  readonly #open = new Set<number>();
  readonly #askedAt = new Map<number, Seconds>();

  constructor(options: GateAnswersOptions) {
    this.#options = options;
  }

  isOpen(gate: number): boolean {
    return this.#open.has(gate);
  }

  /** After every tick. */
  see(frame: Float64Array): void {
    const { steps, ramp, clock } = this.#options;
    for (const [gate, step] of steps.entries()) {
      const isBefore = ramp.step(frame) === step && ramp.count(frame) === 0;
      if (!isBefore) this.#open.delete(gate);
      else if (!this.isOpen(gate) && this.#isDue(gate, clock.monotonic())) void this.#ask(gate);
    }
  }

  #isDue(gate: number, now: Seconds): boolean {
    return now - (this.#askedAt.get(gate) ?? Number.NEGATIVE_INFINITY) >= ASK_INTERVAL;
  }

  async #ask(gate: number): Promise<void> {
    const { gates, clock } = this.#options;
    this.#askedAt.set(gate, clock.monotonic());
    const answer = await callWithin(clock, TIME_LIMIT, (signal) => this.#isAnswered(gates[gate]!, signal));
    if (answer === true) this.#open.add(gate);
  }

  /** An address that cannot be read, or is none, opens nothing. */
  async #isAnswered(address: AddressDocument, signal: AbortSignal): Promise<boolean> {
    const { world } = this.#options;
    try {
      const url = readAddress(address, world, new Secrets());
      const reply = await send(world, { url, method: 'GET', signal });
      return isReply(reply) && reply.status === OPEN;
    } catch {
      return false;
    }
  }
}
