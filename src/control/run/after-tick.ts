import type { Observer } from '../../run/observer.ts';
import type { RunListener } from '../../run/options.ts';
import type { RunEvent } from '../../run/result.ts';
import { formatNumber } from '../../text/number.ts';
import type { LedOptions } from './led-options.ts';
import type { OpenedSession } from './open-session.ts';
import type { RunFiles } from './run-files.ts';
import type { RunLog } from './run-log.ts';
import type { StartWriter } from './start-writer.ts';
import type { Surroundings } from './surroundings.ts';
import type { Teller } from './teller.ts';

export interface AfterTickOptions extends LedOptions {
  readonly opened: OpenedSession;
  readonly log: RunLog;
  readonly files: RunFiles;
  readonly surroundings: Surroundings;
  readonly starts: StartWriter;
  readonly teller: Teller;
}

/** What follows a tick of a rollout that is led: its targets are asked for what the ramp says, and it is said and written. */
export class AfterTick implements RunListener {
  readonly #options: AfterTickOptions;

  constructor(options: AfterTickOptions) {
    this.#options = options;
  }

  onTick(tick: number, frame: Float64Array, observer: Observer): void {
    const { leadership, listener, counter, clock, log, starts, surroundings, opened } = this.#options;
    counter.tickRan(frame, clock.now() - observer.timeOf(tick));
    this.tell();
    starts.see(leadership.record, opened.gate.state);
    surroundings.see(frame);
    log.seeTargets();
    log.seeEdits();
    if (!leadership.isRaising) log.tellEvents();
    const why = this.#write();
    listener.onTick(`${formatNumber(leadership.percentage)} %, ${observer.decision}: ${why}`);
  }

  onEvent(event: RunEvent): void {
    this.#options.surroundings.takeEvent(event);
    this.#options.log.takeEvent(event);
  }

  /** Asks its targets for what the ramp says. */
  tell(): void {
    const { teller, opened } = this.#options;
    teller.tell(opened.gate.percentage(opened.session.frame));
  }

  /** Its targets are told more: what waited for that is said. */
  takeRaise(): void {
    if (this.#options.log.tellEvents()) this.#write();
  }

  /** Returns what the policy says. */
  #write(): string {
    const { opened, words, files, log } = this.#options;
    const { observer, frame } = opened.session;
    const why = words.now(observer.reasonNow(frame));
    files.write(log.takeChange(), why);
    return why;
  }
}
