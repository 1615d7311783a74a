import { fail } from '../../errors/rollout-error.ts';
import { type KillOptions, type KillReport, killRollout } from '../commands/kill-rollout.ts';
import type { KillNote } from '../controller/kill-options.ts';
import type { RolloutRecord } from '../record/record.ts';

/** How far a kill has come that somebody asked a server for. */
export interface KillProgress {
  /** Those after the ones that were seen before. */
  readonly notes: readonly KillNote[];
  /** How many there are. */
  readonly next: number;
  /** At its end. */
  readonly report: KillReport | null;
}

type KillParts = Pick<KillOptions, 'stored' | 'request' | 'openWorld' | 'clock'>;

/** As many are kept of a process. */
const MAX_KILLS = 20;
const MAX_NOTES = 500;

/** The kills that people asked a process for, each once; a process that ends leaves those that go on. */
export class Kills {
  readonly #kills = new Map<string, ServedKill>();
  readonly #closed = new AbortController();

  /** The record that says it. Throws ROLLOUT_RECORD where none does yet: it goes on all the same. */
  async kill(parts: KillParts): Promise<RolloutRecord> {
    const { id } = parts.request;
    const kill = this.#kills.get(id) ?? new ServedKill(parts, this.#closed.signal);
    this.#kills.set(id, kill);
    const [oldest] = this.#kills.keys();
    if (this.#kills.size > MAX_KILLS) this.#kills.delete(oldest!);
    const record = await kill.written;
    if (typeof record === 'string') throw fail('ROLLOUT_RECORD', { name: parts.stored.name, why: record });
    return record;
  }

  /** Undefined where nobody asked for that. */
  progress(rollout: string, id: string, after: number): KillProgress | undefined {
    const kill = this.#kills.get(id);
    if (kill?.rollout === rollout) return kill.progress(after);
    return undefined;
  }

  close(): void {
    this.#closed.abort();
  }
}

class ServedKill {
  readonly rollout: string;
  /** The record that says it, or why none does yet. */
  readonly written: Promise<RolloutRecord | string>;
  readonly #notes: KillNote[] = [];
  /** What each target said last. */
  readonly #said = new Map<string, string>();
  #report: KillReport | null = null;

  constructor(parts: KillParts, signal: AbortSignal) {
    this.rollout = parts.stored.name;
    this.written = new Promise((done, failed) => {
      const note = (one: KillNote) => {
        this.#take(one);
        if (one.kind === 'durable') done(one.record);
        if (one.kind === 'not_durable') done(one.why);
      };
      killRollout({ ...parts, note, signal }).then((report) => {
        this.#report = report;
        done(report.record ?? 'its process ends');
      }, failed);
    });
  }

  progress(after: number): KillProgress {
    return { notes: this.#notes.slice(after), next: this.#notes.length, report: this.#report };
  }

  #take(note: KillNote): void {
    const isSame = note.kind === 'failed' && this.#said.get(note.target) === note.why;
    if (note.kind === 'failed') this.#said.set(note.target, note.why);
    const isBounded = this.#notes.length < MAX_NOTES || note.kind === 'confirmed' || note.kind === 'off';
    if (!isSame && isBounded) this.#notes.push(note);
  }
}
