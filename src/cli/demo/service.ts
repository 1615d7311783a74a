import type { BatchSource } from '../../source/source.ts';

/** A reading is the mean over this many ticks, as that of a query with a window. */
const WINDOW_TICKS = 6;

/** The same service twice, as it should be and as the key breaks it. */
export interface Services {
  readonly healthy: BatchSource;
  readonly broken: BatchSource;
}

/** A simulated service that can be broken and mended while a run reads it. */
export class DemoService {
  isBroken = false;
  readonly #services: Services;
  /** Of each query its last results, the oldest first. */
  readonly #recent: number[][] = [];

  constructor(services: Services) {
    this.#services = services;
  }

  /** Its readings; `wait` is called after each tick. */
  source(wait?: () => Promise<void>): BatchSource {
    const { healthy, broken } = this.#services;
    return {
      ...healthy,
      fill: (columns, first, count, accept) => {
        const now = this.isBroken ? broken : healthy;
        now.fill(columns, first, count, accept);
        for (const [query, column] of columns.entries()) this.#smooth(column, query);
        return wait?.();
      },
    };
  }

  #smooth(column: Float64Array, query: number): void {
    this.#recent[query] ??= [];
    const recent = this.#recent[query];
    recent.push(column[0]!);
    if (recent.length > WINDOW_TICKS) recent.shift();
    column[0] = recent.reduce((sum, reading) => sum + reading, 0) / recent.length;
  }
}
