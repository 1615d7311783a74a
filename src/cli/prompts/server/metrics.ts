import { type Diagnostic, diagnostic, RolloutError } from '../../../errors/rollout-error.ts';
import type { PrometheusApi } from '../../../prometheus/api.ts';
import { printableLine } from '../../../text/printable.ts';
import type { Moment } from '../../../text/time.ts';
import type { Completion } from '../prompts.ts';
import { completionOf } from './completion.ts';
import { type Day, readDay } from './day.ts';
import { placeIn, type ValuePlace } from './query-place.ts';

/** What the metrics of a server tell the questions; undefined where it does not answer. */
export interface Metrics {
  /** The values of a label of a metric in the last day. */
  readonly labelValues: (label: string, metric?: string) => Promise<readonly string[] | undefined>;
  /** Completes the end of a query. */
  readonly completeQuery: (before: string) => Promise<Completion | undefined>;
  readonly lastDay: (query: string) => Promise<Day | undefined>;
}

interface World {
  readonly now: () => Moment;
  /** Called once, for the first failure; nothing is asked of the server after it. */
  readonly warn: (problem: Diagnostic) => void;
  /** Called where an answer takes long. */
  readonly onSlow: () => void;
}

/** A query that the server rejects says nothing of the server. */
const OF_QUERY = new Set(['PROM_QUERY', 'PROM_QUERY_LIMIT', 'PROM_TOO_LARGE']);

/** Longer than this a person wonders. */
const SLOW_MS = 1000;

/** What is asked, and a call of `onSlow` where that takes long. */
export function noticeSlow<T>(asked: Promise<T>, onSlow: () => void): Promise<T> {
  const timer = setTimeout(onSlow, SLOW_MS);
  return asked.finally(() => clearTimeout(timer));
}

const escapeIn =
  (quote: string) =>
  (character: string): string =>
    character === '\\' || character === quote ? `\\${character}` : character;

/** Asks a server, each thing once; after its first failure the questions go on without it. */
export class ServerMetrics implements Metrics {
  readonly #api: PrometheusApi;
  readonly #world: World;
  readonly #answers = new Map<string, Promise<unknown>>();
  #isDown = false;

  constructor(api: PrometheusApi, world: World) {
    this.#api = api;
    this.#world = world;
  }

  labelValues(label: string, metric?: string): Promise<readonly string[] | undefined> {
    return this.#ask(`values ${label} ${metric}`, () =>
      this.#list(`label/${encodeURIComponent(label)}/values`, metric),
    );
  }

  readonly completeQuery = async (before: string): Promise<Completion | undefined> => {
    const place = placeIn(before);
    if (!place) return undefined;
    if (place.kind === 'value') return this.#completeValue(place);
    const known = await this.#namesAt(place);
    return known && completionOf(known, place.typed);
  };

  lastDay(query: string): Promise<Day | undefined> {
    return this.#ask(`day ${query}`, () => readDay(this.#api, query, this.#world.now()));
  }

  #namesAt({ kind, metric }: { readonly kind: 'metric' | 'label'; readonly metric?: string }) {
    if (kind === 'metric') return this.#ask('metrics', () => this.#list('label/__name__/values'));
    return this.#ask(`labels ${metric}`, () => this.#list('labels', metric));
  }

  /** As it is written in the quotes of the query; the only value there is gets its closing quote. */
  async #completeValue({ typed, quote, label, metric }: ValuePlace): Promise<Completion | undefined> {
    const known = await this.labelValues(label, metric);
    const written = known?.map((one) => (quote === '`' ? one : one.replaceAll(/[\\"']/g, escapeIn(quote))));
    const completion = written && completionOf(written, typed);
    if (completion?.options.length !== 1) return completion;
    return { ...completion, insert: completion.insert + quote };
  }

  /** Names that a terminal would obey are left out. */
  async #list(path: string, metric?: string): Promise<readonly string[]> {
    const names = await this.#api.names(path, { metric, now: this.#world.now() });
    return names.filter((name) => name !== '' && printableLine(name) === name);
  }

  #ask<T>(key: string, ask: () => Promise<T>): Promise<T | undefined> {
    const known = this.#answers.get(key);
    if (known) return known as Promise<T | undefined>;
    if (this.#isDown) return Promise.resolve(undefined);
    const asked = noticeSlow(ask(), this.#world.onSlow).catch((problem: unknown) => this.#failed(problem));
    this.#answers.set(key, asked);
    return asked;
  }

  #failed(problem: unknown): undefined {
    const first = problem instanceof RolloutError ? problem.diagnostics[0] : undefined;
    if (!first || first.code === 'INTERRUPTED') throw problem;
    if (OF_QUERY.has(first.code)) return undefined;
    if (!this.#isDown) this.#world.warn(diagnostic('PROMPT_SERVER', { why: first.message }));
    this.#isDown = true;
    return undefined;
  }
}
