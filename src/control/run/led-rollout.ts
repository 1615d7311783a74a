import { gatesAtStart } from '../../rollout/gates/state.ts';
import { rampBack, rampOn } from '../../rollout/ramp-back.ts';
import type { Seconds } from '../../text/duration.ts';
import type { ChannelNote } from '../controller/channel-options.ts';
import { AfterTick } from './after-tick.ts';
import { AskedOf } from './asked-of.ts';
import { readKept } from './kept-run.ts';
import { Leaving } from './leaving.ts';
import type { LedEnd } from './led-end.ts';
import type { Begun, LedOptions } from './led-options.ts';
import type { Exit } from './on-exit.ts';
import { backToStart, leaveToNobody, type OpenedSession, openSession } from './open-session.ts';
import { ordersOf } from './orders-of.ts';
import { RunFiles } from './run-files.ts';
import { beginJournal, type Stand } from './run-journal.ts';
import { RunLog } from './run-log.ts';
import { StartWriter } from './start-writer.ts';
import { Surroundings } from './surroundings.ts';
import { Teller } from './teller.ts';

/** What people are told at the end has as long to reach them. */
const CLOSE_LIMIT: Seconds = 2;

/** A rollout under one lease: its ticks, what they ask of its targets, and what is written of it. */
export class LedRollout {
  readonly #options: LedOptions & Begun;
  readonly #log: RunLog;
  readonly #asked: AskedOf;
  readonly #surroundings: Surroundings;
  readonly #teller: Teller;
  readonly #starts: StartWriter;
  readonly #files: RunFiles;
  readonly #ticks: AfterTick;
  readonly #opened: OpenedSession;
  readonly #leaving: Leaving;
  readonly #lost = new AbortController();
  /** Somebody has ended it, and it is where that is to leave it. */
  readonly #ended = new AbortController();
  #attempt: number;

  private constructor(options: LedOptions & Begun) {
    const { record } = options.leadership;
    this.#options = options;
    this.#log = new RunLog({ ...options, stand: () => this.#stand });
    this.#surroundings = new Surroundings(options);
    this.#teller = new Teller(options);
    this.#opened = this.#open();
    this.#starts = new StartWriter({ ...options, kept: this.#opened.kept });
    this.#attempt = record.attempt;
    this.#asked = new AskedOf(record, this.#opened.kept);
    const { targets, picture, takeStatus: onStatus } = this.#log;
    const said = { asked: this.#asked, targets, picture, onStatus };
    this.#files = new RunFiles({ ...options, ...this.#opened, ...said });
    const parts = { ...options, opened: this.#opened, log: this.#log, files: this.#files };
    this.#ticks = new AfterTick({
      ...parts,
      surroundings: this.#surroundings,
      starts: this.#starts,
      teller: this.#teller,
    });
    this.#leaving = new Leaving(parts);
    this.#log.note('controller', `process ${options.pid} leads it`);
    this.#log.sayDamage();
  }

  /** Goes on with what the state has of it. */
  static async open(options: LedOptions): Promise<LedRollout> {
    const { leadership, storage, frozen } = options;
    const writer = storage.writeUnder(leadership.lease);
    const [left, begun] = await Promise.all([readKept(storage, frozen.plan), beginJournal(storage, writer)]);
    return new LedRollout({ ...options, writer, left, begun });
  }

  /** Tick after tick until it is over. */
  async run(): Promise<LedEnd> {
    const { session } = this.#opened;
    this.takeRecord();
    if (this.#options.leadership.isOver) this.lose();
    try {
      await session.begin();
      while (!session.isOver && (await session.due())) {
        await session.fill(1);
        session.runOn(1);
        const end = this.#leaving.isDue;
        if (end) return await this.#leaving.leave(end);
      }
      if (this.#lost.signal.aborted) return 'lost';
      return await (this.#ended.signal.aborted ? this.#leaveEnded() : this.#leaving.stop());
    } finally {
      session.close();
      await this.#log.close(CLOSE_LIMIT);
    }
  }

  /** Where somebody has started it again in the same moment, the next goes on with it. */
  async #leaveEnded(): Promise<LedEnd> {
    const end = this.#leaving.isDue;
    return end ? this.#leaving.leave(end) : 'lost';
  }

  /** Another has the lease: nothing is written any more. */
  lose(): void {
    this.#lost.abort();
  }

  /** The record is another one. */
  takeRecord(): void {
    const { leadership, clock, plan } = this.#options;
    const { record } = leadership;
    const { gate, session } = this.#opened;
    if (record.attempt !== this.#attempt) gate.state = { ...gatesAtStart, startedAt: clock.now() };
    this.#attempt = record.attempt;
    this.#log.takeRecord(record);
    this.#asked.take(record);
    if (this.#asked.takeTakeOver()) leaveToNobody(gate, rampBack(plan)(session.frame, record.target));
    if (record.ended === 'reset') backToStart(this.#opened, this.#options);
    if (record.ended !== null) this.#ticks.tell();
    this.look();
  }

  /** Between two ticks: what waits for the controller alone is done at once. */
  look(): void {
    this.#advance();
    if (this.#options.leadership.record.ended !== null && this.#leaving.isDue) this.#ended.abort();
  }

  /** Its targets are told more. */
  takeRaise(): void {
    this.#ticks.takeRaise();
  }

  /** What came of bringing it down, where it was stopped and that was asked for. */
  get exit(): Exit {
    return this.#leaving.exit;
  }

  /** A target says something. */
  takeNote(note: ChannelNote): void {
    this.#log.takeNote(note);
  }

  /** One step further, once all targets have confirmed where it stands and it can be written. */
  #advance(): void {
    const { leadership, plan } = this.#options;
    const isHeld = leadership.holds.length > 0 || this.#faults.length > 0;
    if (isHeld || !this.#asked.takeAdvance()) return;
    const { gate, session } = this.#opened;
    rampOn(plan)(session.frame);
    gate.state = { ...gate.state, hasBegun: true };
    this.#teller.hurry();
    this.#ticks.tell();
  }

  #open(): OpenedSession {
    const { signal, leadership } = this.#options;
    return openSession({
      ...this.#options,
      record: leadership.record,
      signal: AbortSignal.any([signal, this.#lost.signal, this.#ended.signal]),
      orders: this.#orders,
      runListener: {
        onTick: (...ran) => this.#ticks.onTick(...ran),
        onEvent: (event) => this.#ticks.onEvent(event),
      },
    });
  }

  readonly #orders = () =>
    ordersOf({
      leadership: this.#options.leadership,
      asked: this.#asked,
      surroundings: this.#surroundings,
      mayStartItself: this.#starts.mayStartItself,
      faults: this.#faults,
    });

  /** What cannot be written. */
  get #faults(): readonly string[] {
    const faults = [this.#options.storeFault(), this.#log.fault, this.#files.fault];
    return [...new Set(faults.filter((fault) => fault !== undefined))];
  }

  get #stand(): Stand {
    const { leadership, ramp } = this.#options;
    return { percentage: leadership.percentage, step: ramp.step(this.#opened.session.frame) };
  }
}
