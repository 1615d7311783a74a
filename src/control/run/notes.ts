import type { Ramp } from '../../rollout/ramp.ts';
import type { Seconds } from '../../text/duration.ts';
import type { ControlClock } from '../controller/clock.ts';
import type { JournalEntry } from '../journal/line.ts';
import { type NotifierKeys, notifierKinds, openNotifier } from '../notifiers.ts';
import { NOTE_KINDS, type Note, type NoteKind } from '../notify/notifier.ts';
import type { FrozenEntry } from '../state/frozen.ts';
import type { RolloutStatus } from '../state/rollout-status.ts';
import type { World } from '../world.ts';
import { Outbox } from './outbox.ts';

/** A problem that lasts is told again to a receiver that forgets it otherwise. */
const REPEAT_INTERVAL: Seconds = 300;

type Problem = (status: RolloutStatus) => string | undefined;

const whileState =
  (state: RolloutStatus['state']): Problem =>
  (status) =>
    status.state === state ? textOf(status) : undefined;

const textOf = ({ reasons }: RolloutStatus): string => reasons.map(({ text }) => text).join('; ');

/** Also one that climbs again by itself, and waits for nobody after its reset; a kill and an end say it themselves. */
const isReset = ({ state, decision }: RolloutStatus): boolean =>
  state === 'reset' || (decision === 'reset' && state !== 'killed' && state !== 'ended');

/** What lasts, and why it does; undefined while it is not so. */
const LASTING: Readonly<Partial<Record<NoteKind, Problem>>> = {
  killed: whileState('killed'),
  reset: (status) => (isReset(status) ? textOf(status) : undefined),
  paused: whileState('paused'),
  waiting: (status) =>
    status.reasons.some(({ kind }) => kind === 'controller') ? undefined : whileState('waiting')(status),
  blind: ({ blind, tick }) => (blind.length > 0 && tick > 1 ? `no value of ${blind.join(', ')}` : undefined),
  drifted: ({ actuators }) => actuators.find(({ outcome }) => outcome === 'below')?.name,
  actuator_failed: ({ actuators }) => actuators.find(({ error }) => error !== null)?.error ?? undefined,
};

/** Of these nobody is told that they are over: what comes next says it. */
const WITHOUT_END: readonly NoteKind[] = ['paused', 'waiting'];

/** What happens once; everything else that people are told of lasts. */
const isMoment = (kind: string): kind is NoteKind =>
  (NOTE_KINDS as readonly string[]).includes(kind) && !Object.hasOwn(LASTING, kind);

export interface RunNotesOptions {
  readonly rollout: string;
  readonly ramp: Ramp;
  readonly entries: readonly FrozenEntry[];
  readonly world: World;
  readonly clock: ControlClock;
  readonly onFault: (what: string) => void;
}

interface Receiver {
  readonly outbox: Outbox;
  readonly isForgetful: boolean;
}

interface Lasting {
  readonly note: Note;
  toldAt: Seconds;
}

/** Tells the receivers of a rollout what happens to it. */
export class RunNotes {
  readonly #options: RunNotesOptions;
  readonly #receivers: readonly Receiver[];
  readonly #lasting = new Map<NoteKind, Lasting>();

  constructor(options: RunNotesOptions) {
    this.#options = options;
    this.#receivers = options.entries.flatMap((entry) => receiverOf(entry, options));
  }

  onEntry({ kind, percentage, step, reason }: JournalEntry): void {
    if (!isMoment(kind)) return;
    this.#send(this.#noteOf(kind, { percentage: percentage ?? 0, step: step ?? 0, reason }));
  }

  readonly onStatus = (status: RolloutStatus): void => {
    for (const [kind, problem] of Object.entries(LASTING))
      this.#see(kind as NoteKind, problem(status), status);
  };

  async close(limit: Seconds): Promise<void> {
    await Promise.all(this.#receivers.map(({ outbox }) => outbox.close(limit)));
  }

  #see(kind: NoteKind, reason: string | undefined, { percentage, step }: RolloutStatus): void {
    const now = this.#options.clock.monotonic();
    const lasting = this.#lasting.get(kind);
    if (reason !== undefined && lasting === undefined) {
      const note = this.#noteOf(kind, { percentage, step, reason });
      this.#lasting.set(kind, { note, toldAt: now });
      this.#send(note);
    } else if (reason !== undefined && now - lasting!.toldAt >= REPEAT_INTERVAL) {
      lasting!.toldAt = now;
      for (const { outbox, isForgetful } of this.#receivers) if (isForgetful) outbox.add(lasting!.note);
    } else if (reason === undefined && lasting !== undefined) {
      this.#lasting.delete(kind);
      if (!WITHOUT_END.includes(kind))
        this.#send({ ...lasting.note, id: this.#options.world.newId(), percentage, is_over: true });
    }
  }

  #send(note: Note): void {
    for (const { outbox } of this.#receivers) outbox.add(note);
  }

  #noteOf(kind: NoteKind, { step, ...stand }: Pick<Note, 'percentage' | 'step' | 'reason'>): Note {
    const { rollout, ramp, world } = this.#options;
    const steps = ramp.steps.length;
    return {
      id: world.newId(),
      kind,
      rollout,
      time: world.now(),
      step: step + 1,
      steps,
      is_over: false,
      ...stand,
    };
  }
}

function receiverOf(
  { kind: name, config }: FrozenEntry,
  { world, clock, onFault }: RunNotesOptions,
): Receiver[] {
  const kind = notifierKinds.find((one) => one.kind === name);
  if (!kind) return [];
  const notify = openNotifier(kind, config as object & NotifierKeys, world);
  const report = (why: string) => onFault(`${name} was not notified: ${why}`);
  return [{ outbox: new Outbox({ notify, clock, onFault: report }), isForgetful: kind.isForgetful === true }];
}
