import type { Diagnostic } from '../errors/rollout-error.ts';
import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import type { Answer } from './api/answer.ts';
import type { PrometheusApi } from './api.ts';

/** A server that may be away: it is connected to when it is asked first, and anew after each failure. */
export class LateApi implements Pick<PrometheusApi, 'instant' | 'facts' | 'warnings' | 'close'> {
  readonly #url: string;
  readonly #connect: () => Promise<PrometheusApi>;
  #api: PrometheusApi | undefined;
  #connecting: Promise<PrometheusApi> | undefined;
  #isClosed = false;

  constructor(url: string, connect: () => Promise<PrometheusApi>) {
    this.#url = url;
    this.#connect = connect;
  }

  /** Throws what connecting throws, and what the server says. */
  async instant(query: string, time: Moment, within?: Seconds): Promise<Answer> {
    return (await this.#connected()).instant(query, time, within);
  }

  facts(): ReturnType<PrometheusApi['facts']> {
    return this.#api?.facts() ?? { url: this.#url, server: null, kind: 'unknown' };
  }

  warnings(): readonly Diagnostic[] {
    return this.#api?.warnings() ?? [];
  }

  close(): void {
    this.#isClosed = true;
    this.#api?.close();
  }

  #connected(): Promise<PrometheusApi> {
    this.#connecting ??= this.#open();
    return this.#connecting;
  }

  async #open(): Promise<PrometheusApi> {
    try {
      this.#api = await this.#connect();
      if (this.#isClosed) this.#api.close();
      return this.#api;
    } catch (problem) {
      this.#connecting = undefined;
      throw problem;
    }
  }
}
