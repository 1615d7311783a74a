import { codeOf, RolloutError } from '../errors/rollout-error.ts';
import type { Seconds } from '../text/duration.ts';
import type { Moment } from '../text/time.ts';
import type { Answer } from './api/answer.ts';
import type { PrometheusApi } from './api.ts';

type Connection = Pick<PrometheusApi, 'instant' | 'facts' | 'warnings' | 'close'>;

/** The last moment that a query was asked for, and what is answered. */
interface Asked {
  readonly time: Moment;
  readonly answer: Promise<Answer>;
}

/**
 * Asks equal queries of several rollouts once: the same text, of one server, for one moment and within the same time. Of
 * each query the last moment is kept, whatever is answered.
 */
export class SharedAnswers {
  readonly #asked = new Map<string, Asked>();

  /** A server by its name, asked through a connection of one rollout. */
  of(server: string, api: Connection): Connection {
    return {
      instant: (query, time, within) => {
        const ask = () => api.instant(query, time, within);
        return this.#ask(keyOf(server, query, within), time, ask);
      },
      facts: () => api.facts(),
      warnings: () => api.warnings(),
      close: () => api.close(),
    };
  }

  async #ask(key: string, time: Moment, ask: () => Promise<Answer>): Promise<Answer> {
    const before = this.#asked.get(key);
    if (before?.time !== time) {
      const answer = ask();
      this.#asked.set(key, { time, answer });
      return answer;
    }
    try {
      return await before.answer;
    } catch (problem) {
      const hasLeft = problem instanceof RolloutError && codeOf(problem) === 'INTERRUPTED';
      if (!hasLeft) throw problem;
      return ask(); // the rollout that asked has ended
    }
  }
}

const keyOf = (server: string, query: string, within: Seconds | undefined): string =>
  JSON.stringify([server, query, within]);
