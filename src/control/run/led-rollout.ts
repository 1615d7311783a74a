import { gatesAtStart } from '../../rollout/gates/state.ts';
import type { Orders } from '../../rollout/gates/view.ts';
import { toTell } from '../../rollout/telling.ts';
import type { RunListener } from '../../run/options.ts';
import type { RunEvent } from '../../run/result.ts';
import type { RulesGate } from '../../run/rules-gate.ts';
import type { Session } from '../../run/session.ts';
import type { Seconds } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import type { ChannelNote } from '../controller/channel.ts';
import type { Leadership } from '../controller/leadership.ts';
import { isApproved } from '../record/request-writes.ts';
import { AskedOf } from './asked-of.ts';
import { GateAnswers } from './gate-answers.ts';
import { controllerReasons } from './hold-reasons.ts';
import { openSession } from './open-session.ts';
import type { RolloutRunOptions } from './options.ts';
import { RequestCount } from './request-count.ts';
import { RunFiles } from './run-files.ts';
import { RunJournal, type Stand } from './run-journal.ts';
import { StartWriter } from './start-writer.ts';
import { Targets } from './targets.ts';

/** How the time under one lease ended: another has it, nothing is left to do, or it was stopped. */
export type LedEnd = 'lost' | 'completed' | 'stopped';

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
  readonly #targets: Targets;
  readonly #asked: AskedOf;
  readonly #files: RunFiles;
  readonly #starts: StartWriter;
  readonly #gates: GateAnswers;
  readonly #requests: RequestCount | undefined;
  readonly #session: Session;
  readonly #gate: RulesGate;
  readonly #lost = new AbortController();
  readonly #mayStartItself: boolean;
  #isServerDown = false;
  #hasChanged = true;
  #attempt: number;
  #toldAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(options: LedOptions) {
    const { leadership, directory, clock, listener, isNew, actuators } = options;
    const { record } = leadership;
    this.#options = options;
    this.#journal = new RunJournal({
      directory: `${directory}/journal`,
      now: clock.now,
      report: listener.onEntry,
    });
    this.#targets = new Targets(actuators);
    this.#starts = new StartWriter(options);
    const { frozen, ramp, ask } = options;
    this.#gates = new GateAnswers({ ...options, gates: frozen.gates, steps: frozen.rules.gates });
    const { requests: query } = frozen;
    this.#requests = query === null ? undefined : new RequestCount(ramp, () => ask(query));
    const signal = AbortSignal.any([options.signal, this.#lost.signal]);
    const orders = { orders: this.#orders, runListener: this.#runListener };
    const { session, gate, kept } = openSession({ ...options, ...orders, record, signal, isNew });
    this.#session = session;
    this.#gate = gate;
    this.#attempt = record.attempt;
    this.#asked = new AskedOf(record, kept);
    this.#mayStartItself = isNew || kept !== undefined;
    const { asked, targets } = { asked: this.#asked, targets: this.#targets };
    this.#files = new RunFiles({ ...options, session, gate, targets, asked });
    this.#note('controller', `process ${options.pid} leads it`);
    this.takeRecord();
  }

  /** Tick after tick until it is over. */
  async run(): Promise<LedEnd> {
    const session = this.#session;
    try {
      await session.begin();
      while (!session.isOver && (await session.due())) {
        await session.fill(1);
        session.runOn(1);
        if (this.#isComplete) return this.#leave('completed', 'complete, and nothing is left to guard');
      }
      if (this.#lost.signal.aborted) return 'lost';
      return this.#leave(
        'stopped',
        `its controller leaves; it stays at ${formatNumber(this.#options.leadership.percentage)} %`,
      );
    } finally {
      session.close();
      this.#journal.close();
    }
  }

  /** Another has the lease: nothing is written any more. */
  lose(): void {
    this.#lost.abort();
  }

  /** The record is another one. */
  takeRecord(): void {
    const { leadership, clock } = this.#options;
    const { record } = leadership;
    if (record.attempt !== this.#attempt) this.#gate.state = { ...gatesAtStart, startedAt: clock.now() };
    this.#attempt = record.attempt;
    this.#journal.noteRequests(record.requests, this.#stand);
    this.#asked.take(record);
    this.#hasChanged = true;
  }

  /** A target says something. */
  takeNote(note: ChannelNote): void {
    if (!this.#targets.take(note)) return;
    const { target } = note;
    if (note.kind === 'failed') this.#note('actuator_failed', `${target}: ${note.why}`);
    else this.#note('drifted', driftText(note));
  }

  readonly #runListener: RunListener = {
    onTick: (_tick, frame, observer) => {
      const { leadership, listener, words } = this.#options;
      this.#tell(this.#gate.percentage(frame));
      this.#starts.see(leadership.record, this.#gate.state, this.#mayStart);
      this.#seeTargets();
      this.#gates.see(frame);
      this.#requests?.see(frame);
      this.#files.write(this.#hasChanged);
      this.#hasChanged = false;
      listener.onTick(
        `${formatNumber(leadership.percentage)} %, ${observer.decision}: ${words.now(observer.reasonNow(frame))}`,
      );
    },
    onEvent: (event) => this.#takeEvent(event),
  };

  #takeEvent(event: RunEvent): void {
    if (event.kind === 'source_error') this.#isServerDown = true;
    if (event.kind === 'source_recovered') this.#isServerDown = false;
    this.#note(event.kind, this.#options.words.event(event), {
      percentage: event.accept_percentage ?? 0,
      step: event.step,
    });
  }

  #tell(percentage: number): void {
    const { leadership, ramp, clock, applyEvery } = this.#options;
    const told = leadership.percentage;
    const since = clock.monotonic() - this.#toldAt;
    const last = ramp.steps.at(-1)!.target;
    const asked = toTell({ told, percentage, last, since, every: applyEvery });
    if (asked > told) this.#toldAt = clock.monotonic();
    leadership.ask(asked);
  }

  #seeTargets(): void {
    const { leadership, clock } = this.#options;
    for (const target of this.#targets.see(leadership, clock.monotonic()))
      this.#note('actuator_recovered', `${target}: has confirmed`);
  }

  readonly #orders = (): Orders => {
    const { record, holds } = this.#options.leadership;
    return {
      isStarted: record.started,
      isPaused: record.paused,
      isKilled: record.killed !== null,
      mayStartItself: this.#mayStart,
      reset: this.#asked.takeReset(),
      isApproved: (step) => isApproved(record, step),
      isGateOpen: (gate) => this.#gates.isOpen(gate),
      requests: this.#requests?.requests,
      isServerDown: this.#isServerDown,
      others: controllerReasons(holds, this.#faults),
    };
  };

  get #mayStart(): boolean {
    return this.#mayStartItself && this.#options.leadership.record.attempt === 1;
  }

  get #faults(): string[] {
    const faults = [this.#options.storeFault(), this.#journal.fault, this.#files.fault];
    return [...new Set(faults.filter((fault) => fault !== undefined))];
  }

  /** The last percentage is in force everywhere, and nothing is left to guard. */
  get #isComplete(): boolean {
    const { leadership } = this.#options;
    const { frame, observer } = this.#session;
    if (observer.outcome !== 'completed' || !this.#gate.isDone) return false;
    return leadership.holds.length === 0 && leadership.percentage >= this.#gate.percentage(frame);
  }

  #leave(end: LedEnd, reason: string): LedEnd {
    this.#note(end === 'completed' ? 'ended' : 'left', reason);
    this.#files.writeLast(end === 'completed');
    return end;
  }

  #note(kind: string, reason: string, stand: Stand = this.#stand): void {
    this.#hasChanged = true;
    this.#journal.note(kind, reason, stand);
  }

  get #stand(): Stand {
    const { leadership, ramp } = this.#options;
    return { percentage: leadership.percentage, step: ramp.step(this.#session.frame) };
  }
}

const driftText = ({ target, kind, percentage }: Exclude<ChannelNote, { kind: 'failed' }>): string =>
  `${target} is at ${formatNumber(percentage)} %, ${kind === 'above' ? 'more than it was told: it is told again' : 'less than it was told: it stays there'}`;
