import { type Chunk, MAX_POINTS } from './chunk.ts';

export interface ReadAheadOptions {
  /** The run goes from this tick to before tick `ticks`. */
  readonly first: number;
  readonly ticks: number;
  /** Of every query: it has a point every so many ticks, point p at tick `p * every`. */
  readonly everies: readonly number[];
  /** The most chunks to hold, fetched or on their way. */
  readonly most: number;
  /** Reads so many points of a query from point `first` on. */
  readonly read: (query: number, first: number, count: number) => Promise<Chunk>;
}

/** Chunks of all queries in the order a run needs them: fetched a few ahead of it and dropped behind it, each once. */
export class ReadAhead {
  readonly #options: ReadAheadOptions;
  /** Of every query: its chunks by position, fetched or on their way. */
  readonly #chunks: readonly Map<number, Chunk | Promise<Chunk>>[];
  /** Of every query: the position of the chunk to ask for next. */
  readonly #next: number[];
  #failure: unknown;

  constructor(options: ReadAheadOptions) {
    this.#options = options;
    this.#chunks = options.everies.map(() => new Map());
    this.#next = options.everies.map((every) => positionOf(Math.ceil(options.first / every)));
  }

  /** The run has come to tick `first`. */
  moveTo(first: number): void {
    this.#drop(first);
    this.fetchAhead();
  }

  /** Starts requests in the order the run will need them, until so many chunks are here or on their way. */
  fetchAhead(most = this.#options.most): void {
    let held = this.#chunks.reduce((sum, chunks) => sum + chunks.size, 0);
    for (let query = this.#nextQuery(); query >= 0 && held < most; query = this.#nextQuery()) {
      this.#fetch(query, this.#next[query]!++);
      held++;
    }
  }

  /** Waits for the chunks of some ticks; undefined when they are there. Throws the first failure of any chunk. */
  coming(first: number, count: number): Promise<unknown> | undefined {
    const missing = this.#options.everies.flatMap((every, query) => {
      const end = Math.ceil((first + count) / every);
      return this.#missing(query, Math.ceil(first / every), end);
    });
    if (missing.length === 0) return undefined;
    return Promise.all(missing).catch((problem) => {
      throw this.#failure ?? problem;
    });
  }

  /** The chunk that holds a point of a query; undefined when it is not here. */
  chunkAt(query: number, point: number): Chunk | undefined {
    const chunk = this.#chunks[query]!.get(positionOf(point));
    return chunk instanceof Promise ? undefined : chunk;
  }

  /** Visits the points of a query from `first` to before `end`, all of them here, in pieces of one chunk each. */
  visit(
    query: number,
    first: number,
    end: number,
    see: (chunk: Chunk, offset: number, count: number, point: number) => void,
  ): void {
    for (let point = first; point < end; ) {
      const offset = point % MAX_POINTS;
      const count = Math.min(MAX_POINTS - offset, end - point);
      see(this.chunkAt(query, point)!, offset, count, point);
      point += count;
    }
  }

  /** Chunks the run has passed are forgotten, but for the last: its reasons may still be asked for. */
  #drop(first: number): void {
    this.#options.everies.forEach((every, query) => {
      const current = positionOf(Math.ceil(first / every));
      for (const position of this.#chunks[query]!.keys())
        if (position < current - 1) this.#chunks[query]!.delete(position);
    });
  }

  /** The query whose next chunk is needed first; -1 when all are asked for. */
  #nextQuery(): number {
    let best = -1;
    let soonest = this.#options.ticks;
    this.#options.everies.forEach((every, query) => {
      const tick = this.#next[query]! * MAX_POINTS * every;
      if (tick >= soonest) return;
      best = query;
      soonest = tick;
    });
    return best;
  }

  #fetch(query: number, position: number): void {
    const { ticks, everies, read } = this.#options;
    const first = position * MAX_POINTS;
    const count = Math.min(MAX_POINTS, Math.ceil(ticks / everies[query]!) - first);
    const chunks = this.#chunks[query]!;
    const coming = read(query, first, count);
    chunks.set(position, coming);
    coming.then(
      (chunk) => chunks.has(position) && chunks.set(position, chunk),
      (problem) => {
        this.#failure ??= problem; // it is thrown where the chunk is needed
      },
    );
  }

  #missing(query: number, first: number, end: number): Promise<Chunk>[] {
    const missing: Promise<Chunk>[] = [];
    for (let position = positionOf(first); position * MAX_POINTS < end && first < end; position++) {
      const chunk = this.#chunks[query]!.get(position);
      if (chunk instanceof Promise) missing.push(chunk);
    }
    return missing;
  }
}

const positionOf = (point: number): number => Math.floor(point / MAX_POINTS);
