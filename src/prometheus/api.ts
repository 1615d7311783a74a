import { type Diagnostic, diagnostic, fail } from '../errors/rollout-error.ts';
import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import { type Answer, readAnswer } from './api/answer.ts';
import type { Caller } from './api/caller.ts';
import type { Good } from './api/judge.ts';
import { readMatrix, type Series } from './api/matrix.ts';
import { PARAMETERS, type Server, type ServerKind } from './api/server-kind.ts';

/** The points of a range query: start, start + step ... up to end. */
export interface Range {
  readonly start: Moment;
  readonly end: Moment;
  readonly step: Seconds;
  /** No attempt starts later than this after the first. */
  readonly within?: Seconds;
}

/** The part of the Prometheus HTTP API that rollouts need. Every call throws RolloutError (exit 4) in the server's own words. */
export interface PrometheusApi {
  /** One value, or NaN and why. Throws for a rejected query and for a server that does not answer; tries again `within` only. */
  instant(query: string, time: Moment, within?: Seconds): Promise<Answer>;
  /** All series at start, start + step ... up to end; at most 11,000 points. */
  range(query: string, range: Range): Promise<Series[]>;
  /** The address without credentials, and the server behind it. */
  facts(): { readonly url: string; readonly server: string | null; readonly kind: ServerKind };
  /** What the server remarked, each remark once. */
  warnings(): readonly Diagnostic[];
  readonly concurrency: number;
  readonly timeout: Seconds;
  /** Ends what is under way and closes connections. */
  close(): void;
}

const MOST_REMARKS = 50;

/** What the API is made of besides its caller. */
export interface ApiOptions {
  readonly timeout: Seconds;
  readonly concurrency: number;
  readonly close: () => void;
  readonly hide: (text: string) => string;
}

/** The API over a caller: forms in, answers out, remarks kept. */
export class Api implements PrometheusApi {
  readonly timeout: Seconds;
  readonly concurrency: number;
  readonly close: () => void;
  readonly #caller: Caller;
  readonly #url: string;
  readonly #server: Server;
  readonly #hide: (text: string) => string;
  readonly #remarks = new Map<string, Diagnostic>();
  readonly #fixed: Readonly<Record<string, string>>;

  constructor(
    caller: Caller,
    url: string,
    server: Server,
    notes: readonly Diagnostic[],
    options: ApiOptions,
  ) {
    this.#caller = caller;
    this.#url = url;
    this.#server = server;
    this.#hide = options.hide;
    this.timeout = options.timeout;
    this.concurrency = options.concurrency;
    this.close = options.close;
    this.#fixed = {
      ...PARAMETERS[server.kind],
      timeout: `${Math.max(1, Math.floor(options.timeout * 0.95))}s`,
    };
    for (const note of notes) this.#remarks.set(note.message, note);
  }

  async instant(query: string, time: Moment, within?: Seconds): Promise<Answer> {
    const good = await this.#ask('query', { query, time: millis(time) }, within);
    return readAnswer(good.envelope.data) ?? this.#unread(good);
  }

  async range(query: string, { start, end, step, within }: Range): Promise<Series[]> {
    const form = { query, start: millis(start), end: millis(end), step: millis(step) };
    const good = await this.#ask('query_range', form, within);
    return readMatrix(good.envelope.data, good.blocks) ?? this.#unread(good);
  }

  facts() {
    return { url: this.#url, server: this.#server.text, kind: this.#server.kind };
  }

  warnings(): readonly Diagnostic[] {
    return [...this.#remarks.values()];
  }

  async #ask(path: string, form: Readonly<Record<string, string>>, within?: Seconds): Promise<Good> {
    const good = await this.#caller.call({
      path,
      form: { ...form, ...this.#fixed },
      ...(within === undefined ? {} : { within }),
    });
    for (const words of good.envelope.warnings) this.#remark('PROM_WARNING', words);
    for (const words of good.envelope.infos) this.#remark('PROM_INFO', words);
    return good;
  }

  #remark(code: 'PROM_WARNING' | 'PROM_INFO', words: string): void {
    if (this.#remarks.size < MOST_REMARKS && !this.#remarks.has(words))
      this.#remarks.set(words, diagnostic(code, { words: this.#hide(words) }));
  }

  #unread({ envelope }: Good): never {
    const start = this.#hide(JSON.stringify(envelope.data)).slice(0, 200);
    throw fail('PROM_BODY', { url: this.#url, status: 200, type: 'an unknown shape', start, tries: 1 });
  }
}

const millis = (seconds: Seconds): string => (Math.round(seconds * 1000) / 1000).toFixed(3);
