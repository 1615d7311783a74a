import { type Fault, type FaultProxy, faultProxy, type Seen } from './fault-proxy.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

/** An answer with a JSON body. */
export const json = (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Fault => ({
  kind: 'status',
  status,
  body: JSON.stringify(body),
  headers: { ...JSON_TYPE, ...headers },
});

export const text = (
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Fault => ({ kind: 'status', status, body, headers });

/** What Prometheus says to an instant query of one value. */
export const one = (value: string, more: object = {}): Fault =>
  json({
    status: 'success',
    data: { resultType: 'vector', result: [{ metric: {}, value: [1, value] }] },
    ...more,
  });

export const refusal = (status: number, errorType: string, error: string): Fault =>
  json({ status: 'error', errorType, error }, status);

export const BUILD = { status: 'success', data: { version: '2.42.0', goVersion: 'go1.19.8' } };

/** A server that answers build info as Prometheus does, and the n-th query, from 0, as `plan` says. */
export const scriptedPrometheus = (
  plan: (n: number, seen: Seen) => Fault | Promise<Fault>,
  build: Fault = json(BUILD),
): Promise<FaultProxy> => {
  let n = 0;
  return faultProxy('http://127.0.0.1:1', (_, seen) =>
    seen.path.endsWith('/buildinfo') ? build : plan(n++, seen),
  );
};
