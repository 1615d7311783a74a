import { type FaultProxy, faultProxy } from './fault-proxy.ts';
import { BUILD, json } from './scripted-prometheus.ts';

/** A server on which every query has the value 0 at every time. */
export const constantPrometheus = (): Promise<FaultProxy> =>
  faultProxy('http://127.0.0.1:1', (_, { path, form }) => {
    if (path.endsWith('/buildinfo')) return json(BUILD);
    if (path.endsWith('/query_range')) return answer('matrix', { values: samplesOf(form) });
    return answer('vector', { value: [Number(form.get('time') ?? 0), '0'] });
  });

const answer = (resultType: string, series: object) =>
  json({ status: 'success', data: { resultType, result: [{ metric: {}, ...series }] } });

function samplesOf(form: URLSearchParams): [number, string][] {
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(form.get(name)));
  const count = Math.floor((end! - start!) / step!) + 1;
  return Array.from({ length: count }, (_, i) => [start! + i * step!, '0']);
}
