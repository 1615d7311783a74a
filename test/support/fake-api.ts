import type { Answer } from '../../src/prometheus/api/answer.ts';
import type { Series } from '../../src/prometheus/api/matrix.ts';
import type { PrometheusApi } from '../../src/prometheus/api.ts';

/** One range request, in the order they came. */
export interface Asked {
  readonly query: string;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

export interface FakeApi extends PrometheusApi {
  readonly asked: readonly Asked[];
  readonly isClosed: boolean;
}

interface Answers {
  readonly instant?: (query: string, time: number) => Promise<Answer> | Answer;
  /** The series of a range, or its values by time in seconds; undefined leaves the point out. */
  readonly range?: (asked: Asked) => Promise<Series[]> | Series[];
  readonly value?: (query: string, time: number) => number | undefined;
}

/** The API without a server. */
export function fakeApi({ instant, range, value = () => undefined }: Answers): FakeApi {
  const asked: Asked[] = [];
  let isClosed = false;
  return {
    asked,
    timeout: 30,
    names: async () => [],
    concurrency: 4,
    get isClosed() {
      return isClosed;
    },
    instant: async (query, time) => (instant ? instant(query, time) : toAnswer(value(query, time))),
    async range(query, { start, end, step }) {
      const request = { query, start, end, step };
      asked.push(request);
      return range ? range(request) : [seriesOf(request, value)].filter(({ times }) => times.length > 0);
    },
    facts: () => ({ url: 'http://prometheus.test', server: 'prometheus 2.42.0', kind: 'prometheus' }),
    warnings: () => [],
    close() {
      isClosed = true;
    },
  };
}

const toAnswer = (value: number | undefined): Answer =>
  value === undefined ? { value: Number.NaN, missing: { kind: 'no_series' } } : { value };

/** One series with a sample wherever `value` gives one. */
export function seriesOf(
  { query, start, end, step }: Asked,
  value: (query: string, time: number) => number | undefined,
  metric = {},
): Series {
  const times: number[] = [];
  const values: number[] = [];
  for (
    let millis = Math.round(start * 1000);
    millis <= Math.round(end * 1000);
    millis += Math.round(step * 1000)
  ) {
    const reading = value(query, millis / 1000);
    if (reading === undefined) continue;
    times.push(millis);
    values.push(reading);
  }
  return { metric, times: Float64Array.from(times), values: Float64Array.from(values), histograms: [] };
}
