import type { ServerResponse } from 'node:http';

/** One request to the query API as a hostile server sees it. */
export interface Asked {
  readonly kind: 'instant' | 'range' | 'other';
  /** Unix seconds: of an instant query, or the first and the last point of a range. */
  readonly time: number;
  readonly start: number;
  readonly end: number;
  readonly step: number;
  /** How many requests came before, this one excluded. */
  readonly earlier: number;
  /** The address of the server. */
  readonly url: string;
  readonly authorization: string;
  /** What the headers and the body of the request hold. */
  readonly words: string;
}

/** How a hostile server answers. */
export type Answer = (asked: Asked, reply: ServerResponse) => void;

type Point = readonly [time: unknown, value: unknown];

const BUILD = { status: 'success', data: { version: '2.42.0', goVersion: 'go1.19.8' } };
const METRIC = { job: 'checkout' };

/** What a sound server says: 50, at each time asked for. */
export const sound = (asked: Asked): unknown => withPoints(asked, (time) => [time, '50']);

/** A sound answer whose points are changed. */
export const withPoints = (asked: Asked, point: (time: number) => Point): unknown =>
  withSeries(asked, [{ metric: METRIC, points: timesOf(asked).map(point) }]);

/** An answer with these series; an instant query gets the last point of each. */
export function withSeries(
  { kind }: Asked,
  series: readonly { readonly metric: unknown; readonly points: readonly Point[] }[],
): unknown {
  if (kind === 'other') return BUILD;
  const result = series.map(({ metric, points }) =>
    kind === 'instant' ? { metric, value: points.at(-1) } : { metric, values: points },
  );
  return { status: 'success', data: { resultType: kind === 'instant' ? 'vector' : 'matrix', result } };
}

/** The times asked for. */
export function timesOf({ kind, time, start, end, step }: Asked): number[] {
  if (kind === 'instant') return [time];
  const count = Math.min(20_000, Math.floor((end - start) / step + 1e-9) + 1);
  return Array.from({ length: Math.max(0, count || 0) }, (_, i) => start + i * step);
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Answers with a JSON document. */
export const json =
  (body: (asked: Asked) => unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer =>
  (asked, reply) =>
    void reply.writeHead(status, { ...JSON_TYPE, ...headers }).end(JSON.stringify(body(asked)));

/** Answers with text or bytes as they are. */
export const raw =
  (
    body: string | Uint8Array | ((asked: Asked) => string | Uint8Array),
    headers: Readonly<Record<string, string>> = JSON_TYPE,
    status = 200,
  ): Answer =>
  (asked, reply) =>
    void reply.writeHead(status, headers).end(typeof body === 'function' ? body(asked) : body);

/** Answers as Prometheus reports an error. */
export const error = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  json(() => ({ status: 'error', errorType: 'execution', error: text }), status, headers);

/** Writes to the connection itself, past HTTP. */
export const bytes =
  (text: (asked: Asked) => string, isEnded = true): Answer =>
  (asked, reply) => {
    const { socket } = reply;
    socket?.write(text(asked), 'latin1', () => isEnded && socket.destroy());
  };
