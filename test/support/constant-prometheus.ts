import { type FaultProxy, faultProxy } from './fault-proxy.ts';
import { BUILD, json } from './scripted-prometheus.ts';

/** A server on which every query has one value at every time: 0, or what is given. */
export const constantPrometheus = (value = () => '0'): Promise<FaultProxy> =>
  faultProxy('http://127.0.0.1:1', (_, { path, form }) => {
    if (path.endsWith('/buildinfo')) return json(BUILD);
    if (path.endsWith('/query_range')) return answer('matrix', { values: samplesOf(form, value()) });
    return answer('vector', { value: [Number(form.get('time') ?? 0), value()] });
  });

const answer = (resultType: string, series: object) =>
  json({ status: 'success', data: { resultType, result: [{ metric: {}, ...series }] } });

function samplesOf(form: URLSearchParams, value: string): [number, string][] {
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(form.get(name)));
  const count = Math.floor((end! - start!) / step!) + 1;
  return Array.from({ length: count }, (_, i) => [start! + i * step!, value]);
}
