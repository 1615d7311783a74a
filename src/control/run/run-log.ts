import type { RunEvent } from '../../run/result.ts';
import type { Seconds } from '../../text/duration.ts';
import { formatNumber } from '../../text/number.ts';
import type { ChannelNote } from '../controller/channel-options.ts';
import type { Leadership } from '../controller/leadership.ts';
import type { JournalEntry } from '../journal/line.ts';
import type { RolloutRecord } from '../record/record.ts';
import type { RolloutStatus } from '../state/rollout-status.ts';
import type { LeaseWriter } from '../state/state.ts';
import { RunNotes } from './notes.ts';
import type { RolloutRunOptions } from './options.ts';
import { PictureRecorder } from './picture-recorder.ts';
import { type BegunJournal, RunJournal, type Stand } from './run-journal.ts';
import { Targets } from './targets.ts';

export interface RunLogOptions extends RolloutRunOptions {
  readonly leadership: Leadership;
  readonly writer: LeaseWriter;
  readonly begun: BegunJournal;
  /** Where the rollout stands. */
  readonly stand: () => Stand;
}

interface Noted extends Stand {
  readonly kind: string;
  readonly reason: string;
}

/** What is said of a rollout under one lease: in its journal, to its receivers, and to who listens. */
export class RunLog {
  readonly targets: Targets;
  readonly picture: PictureRecorder;
  readonly #options: RunLogOptions;
  readonly #journal: RunJournal;
  readonly #notes: RunNotes;
  readonly #events: RunEvent[] = [];
  #hasChanged = true;
  /** The files that were said to be others. */
  #edited = '';

  constructor(options: RunLogOptions) {
    const { clock, listener, actuators, frozen } = options;
    this.#options = options;
    this.picture = new PictureRecorder({ ...options, url: frozen.prometheus?.url });
    this.#notes = new RunNotes({
      ...options,
      rollout: frozen.rollout,
      entries: frozen.notify,
      onFault: listener.onFault,
    });
    const { onEntry: onWritten } = listener;
    this.#journal = new RunJournal({ ...options, now: clock.now, report: this.#report, onWritten });
    this.targets = new Targets(actuators);
  }

  /** Why the last line could not be written. */
  get fault(): string | undefined {
    return this.#journal.fault;
  }

  /** Whether something was said, or the record is another one, since this was asked last. */
  takeChange(): boolean {
    const hasChanged = this.#hasChanged;
    this.#hasChanged = false;
    return hasChanged;
  }

  note(kind: string, reason: string): void {
    this.tellEvents();
    this.#note({ kind, reason, ...this.#options.stand() });
  }

  /** Says what has become of its journal. */
  sayDamage(): void {
    const { begun, listener } = this.#options;
    for (const what of begun.damage) {
      listener.onFault(what);
      this.note('journal', what);
    }
  }

  /** The record is another one. */
  takeRecord({ requests }: RolloutRecord): void {
    this.tellEvents();
    this.#hasChanged = true;
    this.#journal.noteRequests(requests, this.#options.stand());
  }

  /** Its line waits until its targets are told what the tick asks for: the percentage in it is theirs. */
  takeEvent(event: RunEvent): void {
    this.#events.push(event);
  }

  /** The events that wait. Returns whether there are any. */
  tellEvents(): boolean {
    const events = this.#events.splice(0);
    const { percentage } = this.#options.stand();
    for (const event of events) {
      const { kind, step } = event;
      this.#note({ kind, reason: this.#options.words.event(event), percentage, step });
    }
    return events.length > 0;
  }

  /** A target says something. */
  takeNote(note: ChannelNote): void {
    if (!this.targets.take(note)) return;
    if (note.kind === 'failed') this.note('actuator_failed', `${note.target}: ${note.why}`);
    else this.note('drifted', driftText(note));
  }

  /** After a tick. */
  seeEdits(): void {
    const changed = this.#options.changedOnDisk().join(', ');
    if (changed === this.#edited) return;
    this.#edited = changed;
    this.note('changed_on_disk', changed === '' ? 'its files say again what runs' : editText(changed));
  }

  /** After a tick. */
  seeTargets(): void {
    const { leadership, clock } = this.#options;
    void this.#journal.flush();
    for (const target of this.targets.see(leadership, clock.monotonic()))
      this.note('actuator_recovered', `${target}: has confirmed`);
  }

  readonly takeStatus = (status: RolloutStatus): void => this.#notes.onStatus(status);

  /** What people are told at the end has as long to reach them. */
  async close(limit: Seconds): Promise<void> {
    this.tellEvents();
    await this.#journal.close();
    await this.#notes.close(limit);
  }

  #note({ kind, reason, ...stand }: Noted): void {
    this.#hasChanged = true;
    this.#journal.note(kind, reason, stand);
  }

  readonly #report = (entry: JournalEntry): void => {
    this.#notes.onEntry(entry);
    this.picture.addEntry(entry);
  };
}

const editText = (files: string): string =>
  `${files}: no longer what runs, which goes on; \`rollout run --replan\` takes it`;

function driftText({ target, kind, percentage }: Exclude<ChannelNote, { kind: 'failed' }>): string {
  const what = kind === 'above' ? 'more than it was told: it is told again' : 'less: it stays there';
  return `${target} is at ${formatNumber(percentage)} %, ${what}`;
}
