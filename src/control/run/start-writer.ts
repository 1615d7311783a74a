import type { GateState } from '../../rollout/gates/state.ts';
import { formatMoment } from '../../text/time.ts';
import type { Leadership } from '../controller/leadership.ts';
import { type Requested, writeRequest } from '../controller/write-request.ts';
import { type RolloutRecord, withChange } from '../record/record.ts';
import { isUntouched, type RequestWrite, start } from '../record/request-writes.ts';
import type { KeptRun } from './kept-run.ts';
import type { RolloutRunOptions } from './options.ts';

const BY = 'its rollout file';

/** After a reset it waits for another start, also after a crash. */
const takeBackStart: RequestWrite = (record) => ({
  kind: 'changed',
  record: withChange(record, { started: false }),
});

export interface StartOptions extends Pick<RolloutRunOptions, 'storage' | 'clock' | 'world'> {
  readonly leadership: Leadership;
  /** What the controller before has left. */
  readonly kept: KeptRun | undefined;
}

/** Writes into the record what the gates decide about the start: that it came by itself, or that a reset waits for another. */
export class StartWriter {
  readonly #options: StartOptions;
  /** Nobody has moved it before, or it goes on with what is left of it. */
  readonly #isKnown: boolean;
  #isWriting = false;
  /** The number of the record that it wrote last. */
  #written = 0;

  constructor(options: StartOptions) {
    const { leadership, kept } = options;
    this.#options = options;
    this.#isKnown = isUntouched(leadership.record) || kept !== undefined;
  }

  /** Whether the start of the rules counts. */
  get mayStartItself(): boolean {
    return this.#isKnown && this.#options.leadership.record.attempt === 1;
  }

  /** After every tick. */
  see(record: RolloutRecord, { isStarted, waits }: GateState): void {
    if (this.#isWriting || record.killed || record.number < this.#written) return;
    if (waits && record.started) this.#write(takeBackStart);
    else if (isStarted && !waits && !record.started && this.mayStartItself) this.#write(start);
  }

  #write(write: RequestWrite): void {
    const { storage, clock, world } = this.#options;
    const at = formatMoment(clock.now());
    const request = { id: world.newId(), verb: 'start', by: BY, at, reason: '' };
    this.#isWriting = true;
    void writeRequest(storage.store, write, request).then(this.#take);
  }

  readonly #take = (done: Requested): void => {
    this.#isWriting = false;
    if ('record' in done) this.#written = done.record.number;
  };
}
