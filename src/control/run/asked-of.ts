import { TAKE_OVER } from '../commands/verbs.ts';
import type { Request, RolloutRecord } from '../record/record.ts';
import type { KeptRun } from './kept-run.ts';

/** What leaves a step that somebody let it go as it is; after everything else it would come as a jump. */
const BESIDE_ADVANCE: readonly string[] = ['approve', 'replan'];

/** What people ask of a rollout that its ramp has to obey: each request once. */
export class AskedOf {
  readonly #obeyed: Set<string>;
  #attempt: number;
  /** Why the ramp goes back on the next tick, and the request that says so. */
  #reset: { readonly why: string; readonly id: string | undefined } | undefined;
  /** Those that let it go one step further and are not obeyed yet, the oldest first. */
  #advances: readonly string[] = [];
  #hasTakeOver = false;

  constructor(record: RolloutRecord, kept: KeptRun | undefined) {
    this.#attempt = record.attempt;
    this.#obeyed = new Set(kept ? kept.obeyed : obeyedBefore(record.requests));
  }

  /** Takes the record as it is now. */
  take({ attempt, requests }: RolloutRecord): void {
    if (attempt !== this.#attempt) this.#reset = { why: 'begins another attempt', id: undefined };
    if (attempt !== this.#attempt) this.#advances = [];
    this.#attempt = attempt;
    for (const request of requests) this.#obey(request);
  }

  /** Why the ramp goes back to its start on the next tick, once. */
  takeReset(): string | undefined {
    const reset = this.#reset;
    this.#reset = undefined;
    return reset?.why;
  }

  /** Whether somebody lets it go one step further, once for each who does; not before a reset that was asked for. */
  takeAdvance(): boolean {
    if (this.#reset) return false;
    const [first, ...others] = this.#advances;
    this.#advances = others;
    return first !== undefined;
  }

  /** Whether somebody lets it go on from a percentage that was set by hand, once. */
  takeTakeOver(): boolean {
    const hasTakeOver = this.#hasTakeOver;
    this.#hasTakeOver = false;
    return hasTakeOver;
  }

  /** Of the requests of a record, those that are obeyed; a reset is with the tick that takes it. */
  obeyedIn({ requests }: RolloutRecord): string[] {
    const open = [this.#reset?.id, ...this.#advances];
    return requests.flatMap(({ id }) => (this.#obeyed.has(id) && !open.includes(id) ? [id] : []));
  }

  #obey({ id, verb, by, reason }: Request): void {
    if (this.#obeyed.has(id)) return;
    this.#obeyed.add(id);
    if (verb === 'reset') this.#reset = { why: `reset by ${by}${reason === '' ? '' : `: ${reason}`}`, id };
    if (verb === 'start') this.#reset = undefined;
    if (verb === 'advance') this.#advances = [...this.#advances, id];
    else if (!BESIDE_ADVANCE.includes(verb)) this.#advances = [];
    if (verb === TAKE_OVER) this.#hasTakeOver = true;
  }
}

/** Without what the run before has left, a reset after the last start is obeyed once more: it waits then. */
function obeyedBefore(requests: readonly Request[]): string[] {
  const start = requests.findLastIndex(({ verb }) => verb === 'start');
  return requests.filter(({ verb }, i) => verb !== 'reset' || i < start).map(({ id }) => id);
}
