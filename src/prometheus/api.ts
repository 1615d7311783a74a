import { type Diagnostic, diagnostic, fail } from '../errors/rollout-error.ts';
import type { Seconds } from '../text/duration.ts';
import { formatMoment, type Moment } from '../text/time.ts';
import { type Answer, readAnswer } from './api/answer.ts';
import type { Caller } from './api/caller.ts';
import type { ApiResult } from './api/check-reply.ts';
import { isTexts } from './api/envelope.ts';
import { readMatrix, repeatedTime, type Series } from './api/matrix.ts';
import { parametersOf, type Server, type ServerKind } from './api/server-kind.ts';

/** The points of a range query: start, start + step ... up to end. */
export interface Range {
  readonly start: Moment;
  readonly end: Moment;
  readonly step: Seconds;
  /** No new attempt starts later than this after the first. */
  readonly within?: Seconds;
}

/** Which names are listed. */
export interface Names {
  /** Those of this metric alone. */
  readonly metric?: string;
  readonly now: Moment;
}

/** Names that are kept of an answer, and that a server is asked for where it knows the limit. */
const MAX_NAMES = 10_000;
const DAY: Seconds = 86_400;

/**
 * The part of the Prometheus HTTP API that rollouts need. Every call throws RolloutError (PROM_*, exit 4).
 */
export interface PrometheusApi {
  /** One value, or NaN and why. No new attempt starts later than `within` after the first. */
  instant(query: string, time: Moment, within?: Seconds): Promise<Answer>;
  /** All series of a range; at most 11,000 points. */
  range(query: string, range: Range): Promise<Series[]>;
  /** The names that a part of the API for labels lists (`labels`, `label/job/values`), of the last day. */
  names(path: string, of: Names): Promise<readonly string[]>;
  /** The address without credentials, and the server behind it. */
  facts(): { readonly url: string; readonly server: string | null; readonly kind: ServerKind };
  /** The warnings and infos of all answers, each text once. */
  warnings(): readonly Diagnostic[];
  /** Calls at once. */
  readonly concurrency: number;
  readonly timeout: Seconds;
  /** Ends calls under way and closes connections. */
  close(): void;
}

const MAX_WARNINGS = 50;
const MAX_SHOWN_CHARACTERS = 200;
/**
 * The server's own time limit is this share of the client's, so that its error arrives before the client
 * gives up.
 */
const SERVER_TIMEOUT_SHARE = 0.95;

export interface ApiOptions {
  readonly caller: Caller;
  /** The address as it may be shown. */
  readonly url: string;
  readonly server: Server;
  /** Warnings about the address. */
  readonly notes: readonly Diagnostic[];
  readonly timeout: Seconds;
  readonly concurrency: number;
  /** Whether an answer that lacks a part of the data is taken. */
  readonly allowPartial: boolean;
  readonly close: () => void;
  /** Takes secrets out of a text. */
  readonly hide: (text: string) => string;
}

/** The API over a caller: makes the forms, reads the answers, collects the warnings. */
export class Api implements PrometheusApi {
  readonly timeout: Seconds;
  readonly concurrency: number;
  readonly close: () => void;
  readonly #options: ApiOptions;
  readonly #warnings = new Map<string, Diagnostic>();
  /** The parameters of every call. */
  readonly #parameters: Readonly<Record<string, string>>;

  constructor(options: ApiOptions) {
    const { server, notes, timeout, concurrency, allowPartial, close } = options;
    this.timeout = timeout;
    this.concurrency = concurrency;
    this.close = close;
    this.#options = options;
    const serverTimeout = Math.max(1, Math.floor(timeout * SERVER_TIMEOUT_SHARE));
    this.#parameters = { ...parametersOf(server.kind, allowPartial), timeout: `${serverTimeout}s` };
    for (const note of notes) this.#warnings.set(note.message, note);
  }

  async instant(query: string, time: Moment, within?: Seconds): Promise<Answer> {
    const result = await this.#call('query', { query, time: timeText(time) }, within);
    return readAnswer(result.envelope.data, time) ?? this.#throwUnknownShape(result);
  }

  async range(query: string, { start, end, step, within }: Range): Promise<Series[]> {
    const form = { query, start: timeText(start), end: timeText(end), step: timeText(step) };
    const result = await this.#call('query_range', form, within);
    const series = readMatrix(result.envelope.data, result.samples) ?? this.#throwUnknownShape(result);
    this.#refuseRepeated(query, series);
    return series;
  }

  async names(path: string, { metric, now }: Names): Promise<readonly string[]> {
    const form = {
      start: timeText(now - DAY),
      end: timeText(now),
      limit: String(MAX_NAMES),
      ...(metric === undefined ? {} : { 'match[]': metric }),
    };
    const result = await this.#options.caller.call({ path, form, isGet: true });
    const { data } = result.envelope;
    return isTexts(data) ? data.slice(0, MAX_NAMES) : this.#throwUnknownShape(result);
  }

  facts() {
    const { url, server } = this.#options;
    return { url, server: server.text, kind: server.kind };
  }

  warnings(): readonly Diagnostic[] {
    return [...this.#warnings.values()];
  }

  async #call(path: string, form: Readonly<Record<string, string>>, within?: Seconds): Promise<ApiResult> {
    const { caller } = this.#options;
    const result = await caller.call({ path, form: { ...form, ...this.#parameters }, within });
    const { isPartial, warnings, infos } = result.envelope;
    if (isPartial) this.#warnings.set('isPartial', diagnostic('PROM_PART', {}));
    for (const words of warnings) this.#warn('PROM_WARNING', words);
    for (const words of infos) this.#warn('PROM_INFO', words);
    return result;
  }

  #warn(code: 'PROM_WARNING' | 'PROM_INFO', words: string): void {
    if (this.#warnings.size >= MAX_WARNINGS) return;
    const shown = this.#options.hide(words);
    if (!this.#warnings.has(shown)) this.#warnings.set(shown, diagnostic(code, { words: shown }));
  }

  /** Which of two values is the right one cannot be known. */
  #refuseRepeated(query: string, series: readonly Series[]): void {
    for (const { times } of series) {
      const time = repeatedTime(times);
      if (time === undefined) continue;
      throw fail('PROM_TWICE', { url: this.#options.url, query, time: formatMoment(time / 1000) });
    }
  }

  #throwUnknownShape({ envelope }: ApiResult): never {
    const { url, hide } = this.#options;
    const start = hide(jsonOf(envelope.data)).slice(0, MAX_SHOWN_CHARACTERS);
    throw fail('PROM_BODY', { url, status: 200, type: 'an unknown shape', start, tries: 1 });
  }
}

/** The start of data of any shape as JSON; what is nested too deep for that is said to be. */
function jsonOf(data: unknown): string {
  try {
    return JSON.stringify(data, (_key, value) => startOf(value));
  } catch {
    return 'data nested too deep';
  }
}

function startOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, MAX_SHOWN_CHARACTERS);
  return typeof value === 'string' ? value.slice(0, MAX_SHOWN_CHARACTERS) : value;
}

/** Seconds as Prometheus reads them, to the millisecond: `1700000000.123`. */
const timeText = (seconds: Seconds): string => (Math.round(seconds * 1000) / 1000).toFixed(3);
