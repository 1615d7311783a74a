import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { type Answer, type Asked, bytes, error, json, raw, sound } from './exchange.ts';

/** Answers that are wrong below their body: status, headers, encoding, pace, connection. */

const soundText = (asked: Asked): string => JSON.stringify(sound(asked));
const soundAnswer = json(sound);
const JSON_TYPE = { 'content-type': 'application/json' };

const redirect =
  (status: number, to: (asked: Asked) => string): Answer =>
  (asked, reply) =>
    void reply.writeHead(status, { location: to(asked) }).end();
const limited = (status: number, wait: string): Answer => error(status, 'slow down', { 'retry-after': wait });

const STATUSES = [
  201, 204, 206, 304, 400, 401, 403, 404, 405, 408, 410, 413, 418, 422, 425, 429, 431, 451, 500, 501, 502,
  503, 504, 520, 599,
];

export const statuses: Readonly<Record<string, Answer>> = {
  ...Object.fromEntries(STATUSES.map((status) => [`h-${status}`, raw('no', {}, status)])),
  'h-999': bytes(() => 'HTTP/1.1 999 What\r\ncontent-length: 0\r\n\r\n'),
  'h-100': bytes(() => 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n'),
  'h-loop': redirect(302, ({ url }) => `${url}/api/v1/query`),
  'h-elsewhere': redirect(301, () => 'http://127.0.0.1:1/api/v1/query'),
  'h-307': redirect(307, ({ url }) => `${url}/elsewhere/\u001b`.replace('\u001b', '%1b')),
  'h-308': redirect(308, () => '//'),
  'h-file': redirect(302, () => 'file:///etc/passwd'),
  'h-nowhere': redirect(302, () => ''),
  'h-login': redirect(303, ({ url }) => `${url}/login?next=%1b%5b2J`),
  'h-429-0': limited(429, '0'),
  'h-429-1': limited(429, '1'),
  'h-429-hour': limited(429, '3600'),
  'h-429-minus': limited(429, '-5'),
  'h-429-huge': limited(429, '9'.repeat(400)),
  'h-503-date': limited(503, 'Fri, 31 Dec 9999 23:59:59 GMT'),
  'h-503-past': limited(503, 'Thu, 01 Jan 1970 00:00:00 GMT'),
  'h-503-words': limited(503, 'soon, I hope'),
};

const encoded = (encoding: string, body: (asked: Asked) => Uint8Array): Answer =>
  raw(body, { ...JSON_TYPE, 'content-encoding': encoding });
const packed = (asked: Asked): Buffer => gzipSync(soundText(asked));
/** 256 MiB of zeros, written small: made once, when it is first asked for. */
let bomb: Buffer | undefined;
const zeros = (): Buffer => {
  bomb ??= gzipSync(Buffer.alloc(256 * 1024 * 1024), { level: 1 });
  return bomb;
};

export const encodings: Readonly<Record<string, Answer>> = {
  'e-gzip': encoded('gzip', packed),
  'e-gzip-cut': encoded('gzip', (asked) => packed(asked).subarray(0, 20)),
  'e-gzip-wrong': encoded('gzip', (asked) => Buffer.from(soundText(asked))),
  'e-gzip-flipped': encoded('gzip', (asked) =>
    packed(asked).map((byte, i) => (i === 30 ? byte ^ 255 : byte)),
  ),
  'e-gzip-twice': encoded('gzip', (asked) => gzipSync(packed(asked))),
  'e-gzip-gzip': encoded('gzip, gzip', (asked) => gzipSync(packed(asked))),
  'e-gzip-tail': encoded('gzip', (asked) => Buffer.concat([packed(asked), Buffer.from('tail')])),
  'e-gzip-empty': encoded('gzip', () => new Uint8Array()),
  'e-bomb': encoded('gzip', zeros),
  'e-deflate': encoded('deflate', (asked) => deflateSync(soundText(asked))),
  'e-br': encoded('br', (asked) => brotliCompressSync(soundText(asked))),
  'e-unknown': encoded('zstd', packed),
  'e-identity': encoded('identity', (asked) => Buffer.from(soundText(asked))),
};

/** Writes a piece again and again until the other side has gone. */
const endless =
  (piece: string | Uint8Array, everyMs = 0, head = JSON_TYPE): Answer =>
  (_, reply) => {
    reply.writeHead(200, head);
    pump(reply, piece, everyMs);
  };

function pump(reply: ServerResponse, piece: string | Uint8Array, everyMs: number): void {
  if (reply.destroyed || reply.socket?.destroyed !== false) return;
  const next = () => pump(reply, piece, everyMs);
  if (everyMs > 0) reply.write(piece, () => setTimeout(next, everyMs).unref());
  else if (reply.write(piece)) setImmediate(next);
  else reply.once('drain', next);
}

const head = (more: string): string => `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${more}\r\n\r\n`;
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
const CHUNKED = head('transfer-encoding: chunked');
const lengthOf = (asked: Asked): number => Buffer.byteLength(soundText(asked));

export const connections: Readonly<Record<string, Answer>> = {
  'c-close': (_, reply) => void reply.socket?.destroy(),
  'c-reset': (_, reply) => void reply.socket?.resetAndDestroy(),
  'c-silent': () => undefined,
  'c-head-only': bytes(() => head('content-length: 100'), false),
  'c-head-cut': bytes(() => 'HTTP/1.1 200 OK\r\ncontent-ty'),
  'c-head-slow': bytes(() => 'HTTP/1.1 200 OK\r\n', false),
  'c-body-cut': bytes(
    (asked) => `${head(`content-length: ${lengthOf(asked)}`)}${soundText(asked).slice(0, 40)}`,
  ),
  'c-body-reset': (asked, reply) => {
    reply.writeHead(200, { ...JSON_TYPE, 'content-length': lengthOf(asked) });
    reply.write('{"status"', () => reply.socket?.resetAndDestroy());
  },
  'c-length-small': bytes((asked) => `${head('content-length: 12')}${soundText(asked)}`),
  'c-length-minus': bytes((asked) => `${head('content-length: -1')}${soundText(asked)}`),
  'c-length-words': bytes((asked) => `${head('content-length: many')}${soundText(asked)}`),
  'c-length-two': bytes((asked) => `${head('content-length: 3\r\ncontent-length: 4')}${soundText(asked)}`),
  'c-length-and-chunks': bytes(
    (asked) => `${head('content-length: 5\r\ntransfer-encoding: chunked')}${soundText(asked)}`,
  ),
  'c-chunk-size': bytes((asked) => `${CHUNKED}zz\r\n${soundText(asked)}\r\n0\r\n\r\n`),
  'c-chunk-huge': bytes(() => `${CHUNKED}ffffffffffffffff\r\nx\r\n`),
  'c-chunk-cut': bytes((asked) => `${CHUNKED}${chunk(soundText(asked))}`),
  'c-chunk-open': bytes((asked) => `${CHUNKED}${chunk(soundText(asked))}`, false),
  'c-garbage': bytes(() => '\x00\x01\xff\xfe garbage \x1b[2J\r\n\r\n'),
  'c-http2': bytes(() => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  'c-ftp': bytes(() => '220 ready \x1b[31m\r\n'),
  'c-head-long': bytes(() => `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(200_000)}\r\n\r\n`),
  'c-heads': bytes(() => `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(5_000)}\r\n`),
  'c-reason': bytes(() => 'HTTP/1.1 503 \x1b[31m\x9b\x07 down\r\ncontent-length: 0\r\n\r\n'),
  'c-drip': (asked, reply) => {
    const text = soundText(asked);
    reply.writeHead(200, JSON_TYPE);
    drip(reply, text, 0);
  },
  'c-endless': endless(Buffer.alloc(1 << 20, 0x20)),
  'c-endless-list': endless('{"a":1},'.repeat(10_000)),
  'c-endless-drip': endless(' ', 20),
  'c-big': raw(() => Buffer.alloc(70 * 1024 * 1024, 0x20)),
  'c-second': (asked, reply) =>
    asked.earlier % 2 === 0 ? void reply.socket?.destroy() : soundAnswer(asked, reply),
};

/** A byte every millisecond. */
function drip(reply: ServerResponse, text: string, at: number): void {
  if (reply.destroyed) return;
  if (at >= text.length) return void reply.end();
  reply.write(text[at]);
  setTimeout(() => drip(reply, text, at + 1), 1).unref();
}

/** What a server that was told a secret says of it. */
const echo =
  (encode: (text: string) => string): Answer =>
  (asked, reply) =>
    error(401, `denied: ${encode(`${asked.words} ${asked.authorization}`)}`)(asked, reply);

export const echoes: Readonly<Record<string, Answer>> = {
  'x-plain': echo((text) => text),
  'x-decoded': echo((text) =>
    Buffer.from(text.replace(/^.*(Basic|Bearer) /s, ''), 'base64').toString('latin1'),
  ),
  'x-uri': echo(encodeURIComponent),
  'x-form': echo((text) => new URLSearchParams({ text }).toString()),
  'x-json': echo((text) => JSON.stringify(JSON.stringify(text))),
  'x-base64': echo((text) => Buffer.from(text).toString('base64')),
  'x-head': (asked, reply) =>
    void reply
      .writeHead(302, { location: `/?${encodeURIComponent(asked.words)}`, 'x-a': 'b' })
      .end(asked.words),
};
