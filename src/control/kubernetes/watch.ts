import { systemClock } from '../../prometheus/system-clock.ts';
import type { Seconds } from '../../text/duration.ts';
import type { KubernetesClient } from './client.ts';
import { KubernetesFault, kubernetesFault } from './fault.ts';

/** What is seen of the objects of a path. */
export type Watched<T> =
  /** All there are: first, and again after a time in which changes may have been missed. */
  | { readonly kind: 'all'; readonly objects: readonly T[] }
  | { readonly kind: 'changed' | 'deleted'; readonly object: T }
  /** Nothing is seen for a while; it is tried again. */
  | { readonly kind: 'blind'; readonly fault: KubernetesFault };

export interface WatchOptions {
  /** A `resourcePath` without a name. */
  readonly path: string;
  /** Such as `labelSelector`. */
  readonly query?: Readonly<Record<string, string>>;
  /** Ends it. */
  readonly signal: AbortSignal;
}

interface Line {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: {
    readonly metadata?: { readonly resourceVersion?: string };
    readonly code?: number;
    readonly message?: string;
  };
}

interface List<T> {
  readonly items: readonly T[];
  readonly metadata: { readonly resourceVersion: string };
}

/** The server ends a watch after it, and a server that is silent for longer is asked anew. */
const WATCH: Seconds = 60;
const GRACE: Seconds = 5;
const PAUSE: Seconds = 1;

const GONE = 410;
const NEWLINE = 10;

/** Lists the objects, then follows their changes until the signal. Never throws. */
export async function* watchAll<T>(
  client: KubernetesClient,
  options: WatchOptions,
): AsyncGenerator<Watched<T>, void> {
  while (!options.signal.aborted) {
    try {
      const { path, query, signal } = options;
      const { items, metadata } = await client.send<List<T>>({ path, query, signal });
      yield { kind: 'all', objects: items };
      yield* changesFrom<T>(client, options, metadata.resourceVersion);
    } catch (fault) {
      if (!(fault instanceof KubernetesFault)) throw fault;
      if (options.signal.aborted) return;
      if (fault.status === GONE) continue;
      yield { kind: 'blind', fault };
      await systemClock.sleep(PAUSE, options.signal);
    }
  }
}

/** Follows from a version on, connecting anew where the server ends a watch in its time. */
async function* changesFrom<T>(
  client: KubernetesClient,
  { path, query, signal }: WatchOptions,
  first: string,
): AsyncGenerator<Watched<T>, void> {
  let version = first;
  while (!signal.aborted) {
    const asked = { ...query, watch: '1', allowWatchBookmarks: 'true', timeoutSeconds: `${WATCH}` };
    const lines = new Lines();
    const stopped = new AbortController();
    const stop = () => stopped.abort();
    signal.addEventListener('abort', stop, { once: true });
    void client
      .send({
        path,
        query: { ...asked, resourceVersion: version },
        timeout: WATCH + GRACE,
        signal: stopped.signal,
        onPiece: (piece) => lines.take(piece),
      })
      .then(
        () => lines.end(),
        (fault) => lines.end(fault),
      );
    try {
      for await (const line of lines.all()) {
        version = line.object.metadata?.resourceVersion ?? version;
        if (line.type === 'ERROR') throw errorIn(line);
        if (line.type === 'BOOKMARK') continue;
        yield { kind: line.type === 'DELETED' ? 'deleted' : 'changed', object: line.object as T };
      }
    } finally {
      stop();
      signal.removeEventListener('abort', stop);
    }
  }
}

const errorIn = ({ object: { code, message = '' } }: Line): KubernetesFault =>
  kubernetesFault(
    'KUBERNETES_ANSWER',
    { server: 'the API server', status: `${code}`, why: message },
    { status: code },
  );

/** Lines of JSON from pieces, one after the other. */
class Lines {
  readonly #ready: Line[] = [];
  #rest: Buffer[] = [];
  #isOver = false;
  #fault: unknown;
  #wake = () => {};

  take(piece: Buffer): void {
    let from = 0;
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, from)) {
      const line = Buffer.concat([...this.#rest, piece.subarray(from, at)]);
      this.#rest = [];
      from = at + 1;
      if (line.length > 0) this.#ready.push(JSON.parse(line.toString('utf8')) as Line);
    }
    this.#rest.push(Buffer.from(piece.subarray(from)));
    this.#wake();
  }

  end(fault?: unknown): void {
    this.#isOver = true;
    this.#fault = fault;
    this.#wake();
  }

  /** Throws the fault with which they ended. */
  async *all(): AsyncGenerator<Line, void> {
    while (true) {
      const line = this.#ready.shift();
      if (line) yield line;
      else if (this.#isOver) break;
      else
        await new Promise<void>((wake) => {
          this.#wake = wake;
        });
    }
    if (this.#fault !== undefined) throw this.#fault;
  }
}
