import { gatesAtStart } from '../../rollout/gates/state.ts';
import { rampBack, rampOn } from '../../rollout/ramp-back.ts';
import type { RunListener } from '../../run/options.ts';
import type { RunEvent } from '../../run/result.ts';
import type { Seconds } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import type { ChannelNote } from '../controller/channel-options.ts';
import type { Leadership } from '../controller/leadership.ts';
import { isUntouched } from '../record/request-writes.ts';
import type { LeaseWriter } from '../state/state.ts';
import { AskedOf } from './asked-of.ts';
import { type ReadKept, readKept } from './kept-run.ts';
import { Leaving } from './leaving.ts';
import type { LedEnd } from './led-end.ts';
import type { Exit } from './on-exit.ts';
import { leaveToNobody, type OpenedSession, openSession } from './open-session.ts';
import type { RolloutRunOptions } from './options.ts';
import { ordersOf } from './orders-of.ts';
import { RunFiles } from './run-files.ts';
import { type BegunJournal, beginJournal, type Stand } from './run-journal.ts';
import { RunLog } from './run-log.ts';
import { StartWriter } from './start-writer.ts';
import { Surroundings } from './surroundings.ts';
import { Teller } from './teller.ts';

/** What people are told at the end has as long to reach them. */
const CLOSE_LIMIT: Seconds = 2;

export interface LedOptions extends RolloutRunOptions {
  readonly leadership: Leadership;
  /** Why the record could not be written last. */
  readonly storeFault: () => string | undefined;
}

/** What the state has of the rollout when the lease is taken, and who writes there from now on. */
interface Begun {
  readonly left: ReadKept;
  readonly begun: BegunJournal;
  readonly writer: LeaseWriter;
}

/** A rollout under one lease: its ticks, what they ask of its targets, and what is written of it. */
export class LedRollout {
  readonly #options: LedOptions & Begun;
  readonly #log: RunLog;
  readonly #asked: AskedOf;
  readonly #surroundings: Surroundings;
  readonly #teller: Teller;
  readonly #starts: StartWriter;
  readonly #files: RunFiles;
  readonly #opened: OpenedSession;
  readonly #leaving: Leaving;
  readonly #lost = new AbortController();
  /** Somebody has ended it, and it is where that is to leave it. */
  readonly #ended = new AbortController();
  /** Nobody has moved it before. */
  readonly #isUntouched: boolean;
  #attempt: number;

  private constructor(options: LedOptions & Begun) {
    const { record } = options.leadership;
    this.#options = options;
    this.#isUntouched = isUntouched(record);
    this.#log = new RunLog({ ...options, stand: () => this.#stand });
    this.#surroundings = new Surroundings(options);
    this.#teller = new Teller(options);
    this.#starts = new StartWriter(options);
    this.#opened = this.#open();
    this.#attempt = record.attempt;
    this.#asked = new AskedOf(record, this.#opened.kept);
    const { targets, picture, takeStatus: onStatus } = this.#log;
    const said = { asked: this.#asked, targets, picture, onStatus };
    this.#files = new RunFiles({ ...options, ...this.#opened, ...said });
    this.#leaving = new Leaving({ ...options, opened: this.#opened, log: this.#log, files: this.#files });
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
    if (record.ended !== null) this.#tell();
    this.look();
  }

  /** Between two ticks: what waits for the controller alone is done at once. */
  look(): void {
    this.#advance();
    if (this.#options.leadership.record.ended !== null && this.#leaving.isDue) this.#ended.abort();
  }

  /** Its targets are told more. */
  takeRaise(): void {
    if (this.#log.tellEvents()) this.#write();
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
    this.#tell();
  }

  #open(): OpenedSession {
    const { signal, leadership } = this.#options;
    return openSession({
      ...this.#options,
      record: leadership.record,
      signal: AbortSignal.any([signal, this.#lost.signal, this.#ended.signal]),
      orders: this.#orders,
      runListener: this.#runListener,
    });
  }

  readonly #runListener: RunListener = {
    onTick: (tick, frame, observer) => {
      const { leadership, listener, counter, clock } = this.#options;
      const { gate } = this.#opened;
      counter.tickRan(frame, clock.now() - observer.timeOf(tick));
      this.#tell();
      this.#starts.see(leadership.record, gate.state, this.#mayStartItself);
      this.#surroundings.see(frame);
      this.#log.seeTargets();
      this.#log.seeEdits();
      if (!leadership.isRaising) this.#log.tellEvents();
      const why = this.#write();
      listener.onTick(`${formatNumber(leadership.percentage)} %, ${observer.decision}: ${why}`);
    },
    onEvent: (event) => this.#takeEvent(event),
  };

  /** Returns what the policy says. */
  #write(): string {
    const { observer, frame } = this.#opened.session;
    const why = this.#options.words.now(observer.reasonNow(frame));
    this.#files.write(this.#log.takeChange(), why);
    return why;
  }

  #takeEvent(event: RunEvent): void {
    this.#surroundings.takeEvent(event);
    this.#log.takeEvent(event);
  }

  readonly #orders = () => {
    return ordersOf({
      leadership: this.#options.leadership,
      asked: this.#asked,
      surroundings: this.#surroundings,
      mayStartItself: this.#mayStartItself,
      faults: this.#faults,
    });
  };

  /** What cannot be written. */
  get #faults(): readonly string[] {
    const faults = [this.#options.storeFault(), this.#log.fault, this.#files.fault];
    return [...new Set(faults.filter((fault) => fault !== undefined))];
  }

  get #mayStartItself(): boolean {
    const isKnown = this.#isUntouched || this.#opened.kept !== undefined;
    return isKnown && this.#options.leadership.record.attempt === 1;
  }

  #tell(): void {
    const { gate, session } = this.#opened;
    this.#teller.tell(gate.percentage(session.frame));
  }

  get #stand(): Stand {
    const { leadership, ramp } = this.#options;
    return { percentage: leadership.percentage, step: ramp.step(this.#opened.session.frame) };
  }
}
