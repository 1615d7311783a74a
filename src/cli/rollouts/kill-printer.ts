import type { KillReport } from '../../control/commands/kill-rollout.ts';
import { frozenTargets } from '../../control/commands/kill-targets.ts';
import type { StoredRollout } from '../../control/commands/stored-rollout.ts';
import type { KillNote } from '../../control/controller/kill-options.ts';
import type { Kill } from '../../control/record/record.ts';
import { type Diagnostic, diagnostic } from '../../errors/rollout-error.ts';
import { formatNumber, withoutNoise } from '../../text/number.ts';
import { printableJson } from '../../text/printable.ts';
import type { IO } from '../io.ts';
import { holderName } from './holder-name.ts';

/** Says how far a kill has come while it goes on, or all of it as one document at its end. */
export class KillPrinter {
  readonly #name: string;
  readonly #output: 'text' | 'json';
  readonly #io: IO;
  /** One of its targets cannot be told. */
  #hasUntold = false;
  /** What was said of a target last. */
  readonly #said = new Map<string, string>();
  #isRecorded = false;
  /** What is to be before it stays off. */
  readonly #awaited = new Set<KillNote['kind']>(['off', 'durable']);

  constructor(name: string, output: 'text' | 'json', io: IO) {
    this.#name = name;
    this.#output = output;
    this.#io = io;
  }

  /** Says where not all of its targets may be known. */
  sayTargets({ storage, frozen }: StoredRollout): void {
    if (frozen.kind === 'frozen') {
      if (frozen.copy !== undefined)
        this.#io.report([diagnostic('KILL_COPY', { place: storage.place, file: frozen.copy })]);
      return;
    }
    const why = frozen.kind === 'missing' ? 'there is no such file' : frozen.why;
    const areKnown = frozenTargets(frozen) !== undefined;
    this.#io.report([diagnostic('KILL_TARGETS', { file: storage.frozenPlace, why, areKnown })]);
  }

  readonly note = (note: KillNote): void => {
    const warning = this.#warningOf(note);
    if (warning) this.#io.report([warning]);
    else if (this.#output === 'text') this.#say(note);
    this.#sayRecorded();
  };

  /** The exit code. */
  end(report: KillReport, isInterrupted: boolean): number {
    if (this.#output === 'json') this.#io.out(asJson(report));
    const isConfirmed = report.end === 'confirmed' || report.end === 'guarded';
    if (isConfirmed && !isInterrupted) return 0;
    if (isConfirmed) return 130;
    return this.leave(leftText(report), isInterrupted);
  }

  /** The exit code where it is not confirmed; `left` is what is to be known. */
  leave(left: string, isInterrupted: boolean): number {
    const isUntold = this.#hasUntold;
    this.#io.report([diagnostic('KILL_UNFINISHED', { name: this.#name, left, isUntold })]);
    if (isInterrupted) return 130;
    return 1;
  }

  #warningOf(note: KillNote): Diagnostic | undefined {
    if (note.kind === 'not_durable')
      return diagnostic('KILL_NOT_DURABLE', { name: this.#name, why: note.why });
    if (note.kind === 'repaired') return diagnostic('KILL_REPAIRED', { name: this.#name, why: note.why });
    if (note.kind === 'untold') {
      this.#hasUntold = true;
      return diagnostic('KILL_UNTOLD', { target: note.target, why: note.why });
    }
    if (note.kind === 'above') {
      const { target, percentage } = note;
      return diagnostic('KILL_RAISED', { target, percentage: `${formatNumber(percentage)} %` });
    }
    if (note.kind !== 'failed' || this.#said.get(note.target) === note.why) return undefined;
    this.#said.set(note.target, note.why);
    return diagnostic('KILL_TARGET', { target: note.target, why: note.why });
  }

  #say(note: KillNote): void {
    const { out, note: aside } = this.#io;
    if (note.kind === 'off') out(`${this.#name} is off: every target has answered 0 %\n`);
    const isNew = this.#awaited.delete(note.kind);
    if (isNew && this.#awaited.size === 0)
      out(`it stays off until \`rollout unkill ${this.#name}${this.#io.place}\`\n`);
    if (note.kind === 'confirmed') out(`${confirmedText(note.record.killed!)}\n`);
    if (note.kind === 'waits') aside(waitText(note));
  }

  /** Once, where a target fails that would have to be off before it can stay so. */
  #sayRecorded(): void {
    const isFailing = this.#said.size > 0 || this.#hasUntold;
    const isOpen = this.#awaited.has('off') && !this.#awaited.has('durable');
    if (this.#isRecorded || !isFailing || !isOpen) return;
    this.#isRecorded = true;
    this.#io.note(`it is recorded: nothing raises it until \`rollout unkill ${this.#name}\``);
  }
}

function waitText({ holder, isElsewhere }: Extract<KillNote, { readonly kind: 'waits' }>): string {
  const who = `waiting until ${holderName(holder)}${isElsewhere ? ELSEWHERE : ''}, which controls it, has seen the kill`;
  return isElsewhere ? `${who}; where that is gone for good, end this with Ctrl-C` : `${who} or has ended`;
}

const ELSEWHERE = ' of another machine or container';

function confirmedText({ confirmed, late }: Kill): string {
  if (confirmed === 'clean') return 'confirmed: nobody is left who could raise it';
  const whose = late.map(holderName).join(', ');
  return `confirmed, but one late call may still land (${whose}): what lands is put down while this goes on`;
}

function leftText({ end, record, targets, pending }: KillReport): string {
  if (end === 'unkilled') return 'somebody has ended it meanwhile';
  const off = offText(
    targets.filter((target) => !pending.includes(target)),
    pending,
  );
  if (!record) return `${off}; its record does not say so`;
  if (pending.length > 0) return off;
  const { holder } = record;
  if (holder === null) return off;
  return `${off}; ${holderName(holder)}, which controls it, has not seen it`;
}

function offText(off: readonly string[], pending: readonly string[]): string {
  if (pending.length === 0) return 'every target is at 0 %';
  const left = `not known to be at 0 %: ${pending.join(', ')}`;
  return off.length === 0 ? left : `${left}; at 0 %: ${off.join(', ')}`;
}

function asJson({ rollout, end, record, targets, pending, offAfter }: KillReport): string {
  const { confirmed = null, late = [] } = record?.killed ?? {};
  const document = {
    rollout,
    result: end,
    off_after_seconds: offAfter === undefined ? null : withoutNoise(offAfter),
    durable: record !== undefined,
    confirmed,
    late,
    targets: targets.map((target) => ({ target, off: !pending.includes(target) })),
  };
  return `${printableJson(document, 2)}\n`;
}
