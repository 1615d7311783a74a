import { codeOf } from '../../errors/rollout-error.ts';
import type { PrometheusApi } from '../../prometheus/api.ts';
import type { RunCounter } from './run-counter.ts';

type Asked = Pick<PrometheusApi, 'instant' | 'facts' | 'warnings' | 'close'>;

/** The same server, with what it does not answer counted. */
export const countedApi = (api: Asked, counter: Pick<RunCounter, 'queryFailed'>): Asked => ({
  async instant(query, time, within) {
    try {
      return await api.instant(query, time, within);
    } catch (problem) {
      if (codeOf(problem) !== 'INTERRUPTED') counter.queryFailed();
      throw problem;
    }
  },
  facts: () => api.facts(),
  warnings: () => api.warnings(),
  close: () => api.close(),
});
