import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorName, reasonOf } from '../../disk/reasons.ts';
import { fail } from '../../errors/rollout-error.ts';
import { type ApiAnswer, type ApiCall, type ApiOptions, refusal } from './call.ts';
import { Readers } from './readers.ts';
import { answerTo } from './routes.ts';

/** Where to listen: an empty host is all addresses, port 0 any free one. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

export interface Listening {
  /** Its address, with the port that it got. */
  readonly url: string;
  readonly readers: Readers;
  close(): Promise<void>;
}

export interface ListenOptions extends ApiOptions {
  readonly address: ListenAddress;
  /** A request failed as none should: what was thrown. */
  readonly onFault: (problem: unknown) => void;
}

const MAX_BODY_BYTES = 64 * 1024;
const MAX_CONNECTIONS = 100;
/** For a whole request, its headers included: nobody holds a connection by sending slowly. */
const REQUEST_TIMEOUT_MS = 10_000;

/** Opens the API. Throws API_LISTEN. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { host, port } = options.address;
  const timeouts = { headersTimeout: REQUEST_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS };
  const readers = new Readers();
  const server = createServer({ ...timeouts, maxHeaderSize: 8192 }, (request, response) => {
    readers.see(request, response);
    serve(request, response, options).catch((problem) => {
      if (!request.complete) return response.destroy();
      options.onFault(problem);
      send(response, refusal(500, 'API_FAULT', {}));
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.listen({ port, host: host === '' ? undefined : host });
  try {
    await once(server, 'listening');
  } catch (problem) {
    throw fail('API_LISTEN', { address: `${shownHost(host)}:${port}`, why: whyOf(problem) });
  }
  const { port: got } = server.address() as AddressInfo;
  return {
    url: `http://${shownHost(host)}:${got}`,
    readers,
    close: () => close(server),
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, options: ApiOptions): Promise<void> {
  const body = await bodyOf(request);
  if (body === undefined) return send(response, refusal(413, 'API_BODY', { why: 'it is too long' }));
  send(response, await answerTo(callOf(request, body), options));
}

/** Undefined for one that is too long; the rest of it is not read. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function callOf({ method = '', url = '/', headers, socket }: IncomingMessage, body: string): ApiCall {
  const { pathname, searchParams } = readTarget(url);
  return {
    method,
    path: pathname,
    query: searchParams,
    host: headers.host,
    authorization: headers.authorization,
    contentType: headers['content-type'],
    body,
    peer: socket.remoteAddress ?? 'nowhere',
  };
}

/** The path of a request as it stands there: nothing of it is resolved. */
function readTarget(url: string): Pick<URL, 'pathname' | 'searchParams'> {
  const [pathname = '', ...query] = url.split('?');
  return { pathname, searchParams: new URLSearchParams(query.join('?')) };
}

function send(response: ServerResponse, { status, type, text, headers = {} }: ApiAnswer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 413 ? { connection: 'close' } : {}),
    ...headers,
  });
  response.end(text);
}

const close = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

/** All addresses are shown by one that this machine reaches. */
function shownHost(host: string): string {
  if (host === '') return 'localhost';
  if (host.includes(':')) return `[${host}]`;
  return host;
}

function whyOf(problem: unknown): string {
  if (errorName(problem) === 'EADDRINUSE') return 'something else listens there';
  if (errorName(problem) === 'EADDRNOTAVAIL' || errorName(problem) === 'ENOTFOUND')
    return 'this machine has no such address';
  if (errorName(problem) === 'EACCES') return 'the port is for administrators alone';
  return reasonOf(problem);
}
