import { join } from 'node:path';
import { gatesAtStart } from '../../rollout/gates/state.ts';
import { rampOn } from '../../rollout/ramp-back.ts';
import type { RunListener } from '../../run/options.ts';
import type { RunEvent } from '../../run/result.ts';
import type { Seconds } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import type { ChannelNote } from '../controller/channel.ts';
import type { Leadership } from '../controller/leadership.ts';
import type { JournalEntry } from '../journal/line.ts';
import { AskedOf } from './asked-of.ts';
import { GateAnswers } from './gate-answers.ts';
import { endAfterTick, type LedEnd, leavingText } from './led-end.ts';
import { RunNotes } from './notes.ts';
import { type OpenedSession, openSession } from './open-session.ts';
import type { RolloutRunOptions } from './options.ts';
import { ordersOf } from './orders-of.ts';
import { RequestCount } from './request-count.ts';
import { RunFiles } from './run-files.ts';
import { RunJournal, type Stand } from './run-journal.ts';
import { StartWriter } from './start-writer.ts';
import { Targets } from './targets.ts';
import { Teller } from './teller.ts';

/** What people are told at the end has as long to reach them. */
const CLOSE_LIMIT: Seconds = 2;

export interface LedOptions extends RolloutRunOptions {
  readonly leadership: Leadership;
  /** Nobody led this rollout before. */
  readonly isNew: boolean;
  /** Why the record could not be written last. */
  readonly storeFault: () => string | undefined;
}

/** A rollout under one lease: its ticks, what they ask of its targets, and what is written of it. */
export class LedRollout {
  readonly #options: LedOptions;
  readonly #journal: RunJournal;
  readonly #notes: RunNotes;
  readonly #targets: Targets;
  readonly #asked: AskedOf;
  readonly #answers: GateAnswers;
  readonly #requests: RequestCount | undefined;
  readonly #teller: Teller;
  readonly #starts: StartWriter;
  readonly #files: RunFiles;
  readonly #opened: OpenedSession;
  readonly #lost = new AbortController();
  #attempt: number;
  #isServerDown = false;
  #hasChanged = true;

  constructor(options: LedOptions) {
    const { leadership, directory, clock, listener, actuators, frozen, ramp, ask } = options;
    const { record } = leadership;
    this.#options = options;
    const { onFault } = listener;
    this.#notes = new RunNotes({ ...options, rollout: frozen.rollout, entries: frozen.notify, onFault });
    const report = (entry: JournalEntry): void => {
      listener.onEntry(entry);
      this.#notes.onEntry(entry);
    };
    this.#journal = new RunJournal({ directory: join(directory, 'journal'), now: clock.now, report });
    this.#targets = new Targets(actuators);
    this.#answers = new GateAnswers({ ...options, gates: frozen.gates, steps: frozen.rules.gates });
    const { requests: query } = frozen;
    this.#requests = query === null ? undefined : new RequestCount(ramp, () => ask(query));
    this.#teller = new Teller(options);
    this.#starts = new StartWriter(options);
    this.#opened = this.#open();
    this.#attempt = record.attempt;
    this.#asked = new AskedOf(record, this.#opened.kept);
    const parts = { asked: this.#asked, targets: this.#targets, onStatus: this.#notes.onStatus };
    this.#files = new RunFiles({ ...options, ...this.#opened, ...parts });
    this.#note('controller', `process ${options.pid} leads it`);
    this.takeRecord();
  }

  /** Tick after tick until it is over. */
  async run(): Promise<LedEnd> {
    const { session } = this.#opened;
    try {
      await session.begin();
      while (!session.isOver && (await session.due())) {
        await session.fill(1);
        session.runOn(1);
        const end = endAfterTick(this.#endView);
        if (end) return this.#leave(end);
      }
      return this.#lost.signal.aborted ? 'lost' : this.#leave('stopped');
    } finally {
      session.close();
      this.#journal.close();
      await this.#notes.close(CLOSE_LIMIT);
    }
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
    this.#journal.noteRequests(record.requests, this.#stand);
    this.#asked.take(record);
    if (this.#asked.takeAdvance()) {
      rampOn(plan)(session.frame);
      this.#teller.hurry();
    }
    this.#hasChanged = true;
  }

  /** A target says something. */
  takeNote(note: ChannelNote): void {
    if (!this.#targets.take(note)) return;
    if (note.kind === 'failed') this.#note('actuator_failed', `${note.target}: ${note.why}`);
    else this.#note('drifted', driftText(note));
  }

  #open(): OpenedSession {
    const { signal, leadership } = this.#options;
    return openSession({
      ...this.#options,
      record: leadership.record,
      signal: AbortSignal.any([signal, this.#lost.signal]),
      orders: this.#orders,
      runListener: this.#runListener,
    });
  }

  readonly #runListener: RunListener = {
    onTick: (tick, frame, observer) => {
      const { leadership, listener, words, counter, clock } = this.#options;
      const { gate } = this.#opened;
      counter.tickRan(frame, clock.now() - observer.timeOf(tick));
      this.#teller.tell(gate.percentage(frame));
      this.#starts.see(leadership.record, gate.state, this.#mayStartItself);
      this.#answers.see(frame);
      this.#requests?.see(frame);
      this.#seeTargets();
      this.#files.write(this.#hasChanged);
      this.#hasChanged = false;
      const why = words.now(observer.reasonNow(frame));
      listener.onTick(`${formatNumber(leadership.percentage)} %, ${observer.decision}: ${why}`);
    },
    onEvent: (event) => this.#takeEvent(event),
  };

  #takeEvent(event: RunEvent): void {
    if (event.kind === 'source_error') this.#isServerDown = true;
    if (event.kind === 'source_recovered') this.#isServerDown = false;
    const { accept_percentage: percentage, step } = event;
    this.#note(event.kind, this.#options.words.event(event), { percentage: percentage ?? 0, step });
  }

  #seeTargets(): void {
    const { leadership, clock } = this.#options;
    for (const target of this.#targets.see(leadership, clock.monotonic()))
      this.#note('actuator_recovered', `${target}: has confirmed`);
  }

  readonly #orders = () => {
    const faults = [this.#options.storeFault(), this.#journal.fault, this.#files.fault];
    return ordersOf({
      leadership: this.#options.leadership,
      asked: this.#asked,
      answers: this.#answers,
      requests: this.#requests,
      mayStartItself: this.#mayStartItself,
      isServerDown: this.#isServerDown,
      faults: [...new Set(faults.filter((fault) => fault !== undefined))],
    });
  };

  get #mayStartItself(): boolean {
    const { isNew, leadership } = this.#options;
    return (isNew || this.#opened.kept !== undefined) && leadership.record.attempt === 1;
  }

  get #endView() {
    const { frame, observer } = this.#opened.session;
    const { leadership, ramp } = this.#options;
    return { leadership, ramp, frame, observer, gate: this.#opened.gate };
  }

  #leave(end: LedEnd): LedEnd {
    this.#note(end === 'stopped' ? 'left' : 'ended', leavingText(end, this.#options.leadership.percentage));
    this.#files.writeLast(end === 'completed');
    return end;
  }

  #note(kind: string, reason: string, stand: Stand = this.#stand): void {
    this.#hasChanged = true;
    this.#journal.note(kind, reason, stand);
  }

  get #stand(): Stand {
    const { leadership, ramp } = this.#options;
    return { percentage: leadership.percentage, step: ramp.step(this.#opened.session.frame) };
  }
}

function driftText({ target, kind, percentage }: Exclude<ChannelNote, { kind: 'failed' }>): string {
  const what = kind === 'above' ? 'more than it was told: it is told again' : 'less: it stays there';
  return `${target} is at ${formatNumber(percentage)} %, ${what}`;
}
