import type { SourceFault } from '../source.ts';
import type { LiveQuery } from './live-query.ts';

/** What a live source has to tell of its server and its clocks: an outage once, whichever queries it is of. */
export class LiveFaults {
  /** The tick whose readings are asked for. */
  tick = 0;
  #unreported: SourceFault[];
  readonly #queries: readonly LiveQuery[];

  constructor(unreported: readonly SourceFault[], queries: readonly LiveQuery[]) {
    this.#unreported = [...unreported];
    this.#queries = queries;
  }

  get unreported(): readonly SourceFault[] {
    return this.#unreported;
  }

  take(): readonly SourceFault[] {
    const faults = this.#unreported;
    if (faults.length > 0) this.#unreported = [];
    return faults;
  }

  add(fault: SourceFault): void {
    this.#unreported.push(fault);
  }

  /** A query fails. */
  fail(query: LiveQuery, reason: string): void {
    if (!this.#isFailing()) this.add({ tick: this.tick, kind: 'source_error', reason });
    query.isFailing = true;
  }

  /** A query was answered in time. */
  recover(query: LiveQuery): void {
    const wasFailing = this.#isFailing();
    query.isFailing = false;
    if (wasFailing && !this.#isFailing())
      this.add({ tick: this.tick, kind: 'source_recovered', reason: 'the server answers again' });
  }

  #isFailing(): boolean {
    return this.#queries.some(({ isFailing }) => isFailing);
  }
}
