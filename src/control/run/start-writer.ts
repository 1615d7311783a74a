import type { GateState } from '../../rollout/gates/state.ts';
import { formatMoment } from '../../text/time.ts';
import { type Requested, writeRequest } from '../controller/write-request.ts';
import { type RolloutRecord, withChange } from '../record/record.ts';
import { type RequestWrite, start } from '../record/request-writes.ts';
import type { RolloutRunOptions } from './options.ts';

const BY = 'its rollout file';

/** After a reset it waits for another start, also after a crash. */
const takeBackStart: RequestWrite = (record) => ({
  kind: 'changed',
  record: withChange(record, { started: false }),
});

/** Writes into the record what the gates decide about the start: that it came by itself, or that a reset waits for another. */
export class StartWriter {
  readonly #options: Pick<RolloutRunOptions, 'storage' | 'clock' | 'world'>;
  #isWriting = false;
  /** The number of the record that it wrote last. */
  #written = 0;

  constructor(options: Pick<RolloutRunOptions, 'storage' | 'clock' | 'world'>) {
    this.#options = options;
  }

  /** After every tick; `mayStart` where the start of the rules counts. */
  see(record: RolloutRecord, { isStarted, waits }: GateState, mayStart: boolean): void {
    if (this.#isWriting || record.killed || record.number < this.#written) return;
    if (waits && record.started) this.#write(takeBackStart);
    else if (isStarted && !waits && !record.started && mayStart) this.#write(start);
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
