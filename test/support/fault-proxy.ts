import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What happens to one request; `pass` goes through untouched. */
export type Fault =
  | { readonly kind: 'pass' }
  | { readonly kind: 'delay'; readonly seconds: number }
  | { readonly kind: 'reset' }
  /** No answer at all; the connection stays open. */
  | { readonly kind: 'silent' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Half the body, then the connection ends. */
  | { readonly kind: 'truncated' }
  /** Half the body with the length of the half: only its content tells. */
  | { readonly kind: 'half' }
  /** The body in so many pieces over so many seconds. */
  | { readonly kind: 'drip'; readonly pieces: number; readonly seconds: number }
  /** The body changed on its way. */
  | { readonly kind: 'rewrite'; readonly to: (body: string) => string; readonly type?: string };

/** One request as the proxy saw it; `form` is its body or query string. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly form: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

export interface FaultProxy {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** The most requests it had under way at once. */
  readonly maxConcurrent: number;
  close(): Promise<void>;
}

export const html = (status = 200): Fault => ({
  kind: 'status',
  status,
  body: '<!doctype html><title>Sign in</title>',
  headers: { 'content-type': 'text/html' },
});

/** Calls of the query API only: build info and the rest pass. */
export const onQueries = (
  plan: (n: number, seen: Seen) => Fault | undefined,
): ((n: number, seen: Seen) => Fault | undefined) => {
  let n = 0;
  return (_, seen) => (/\/api\/v1\/query/.test(seen.path) ? plan(n++, seen) : undefined);
};

/** What happens to the n-th request, from 0; a promise holds the request until it is known. */
export type FaultPlan = (n: number, seen: Seen) => Fault | undefined | Promise<Fault | undefined>;

/** A proxy before a server that does what `plan` says; on loopback, at a free port unless one is named. */
export async function faultProxy(target: string, plan: FaultPlan, port = 0): Promise<FaultProxy> {
  const seen: Seen[] = [];
  const sockets = new Set<Socket>();
  const load = { now: 0, max: 0 };
  const server = createServer(async (incoming, outgoing) => {
    load.now += 1;
    load.max = Math.max(load.max, load.now);
    outgoing.on('close', () => load.now--).on('error', () => undefined);
    const body = await textOf(incoming).catch(() => undefined);
    if (body === undefined) return; // who asked ended on the way
    const url = new URL(incoming.url ?? '/', target);
    const entry = {
      method: incoming.method ?? '',
      path: url.pathname,
      form: new URLSearchParams(body || url.search),
      headers: incoming.headers,
    };
    seen.push(entry);
    const fault = (await plan(seen.length - 1, entry)) ?? { kind: 'pass' };
    await answer(target, fault, { incoming, body, outgoing });
  });
  // A connection that ends after 5 s without a request would break one that is sent at that moment.
  server.keepAliveTimeout = 0;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    get maxConcurrent() {
      return load.max;
    },
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly body: string;
  readonly outgoing: ServerResponse;
}

async function answer(target: string, fault: Fault, { incoming, body, outgoing }: Exchange): Promise<void> {
  if (fault.kind === 'reset') return void outgoing.socket?.resetAndDestroy();
  if (fault.kind === 'status')
    return void outgoing.writeHead(fault.status, fault.headers ?? {}).end(fault.body ?? '');
  if (fault.kind === 'silent') return;
  if (fault.kind === 'delay') await later(fault.seconds);
  const reply = await forward(target, incoming, body).catch(() => undefined);
  if (!reply) return void outgoing.socket?.destroy();
  const { status, text } = reply;
  const half = text.slice(0, text.length / 2);
  const json = { 'content-type': 'application/json' };
  switch (fault.kind) {
    case 'truncated':
      outgoing.writeHead(status, { ...json, 'content-length': Buffer.byteLength(text) });
      return void outgoing.write(half, () => outgoing.socket?.destroy());
    case 'half':
      return void outgoing.writeHead(status, json).end(half);
    case 'rewrite':
      return void outgoing
        .writeHead(status, { 'content-type': fault.type ?? 'application/json' })
        .end(fault.to(text));
    case 'drip':
      outgoing.writeHead(status, { ...json, 'content-length': Buffer.byteLength(text) });
      return drip(text, fault, outgoing);
    default:
      outgoing.writeHead(status, json).end(text);
  }
}

async function drip(
  text: string,
  fault: { readonly pieces: number; readonly seconds: number },
  outgoing: ServerResponse,
): Promise<void> {
  const size = Math.ceil(text.length / fault.pieces);
  for (let at = 0; at < text.length && !outgoing.destroyed; at += size) {
    outgoing.write(text.slice(at, at + size));
    await later(fault.seconds / fault.pieces);
  }
  outgoing.end();
}

function forward(
  target: string,
  incoming: IncomingMessage,
  body: string,
): Promise<{ status: number; text: string }> {
  const { 'content-type': type = 'text/plain', authorization } = incoming.headers;
  const headers = { 'content-type': type, ...(authorization ? { authorization } : {}) };
  return new Promise((resolve, reject) => {
    // A connection of its own: one that is kept may have ended with the server.
    const outgoing = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers, agent: false },
      (reply) => textOf(reply).then((text) => resolve({ status: reply.statusCode ?? 0, text }), reject),
    );
    outgoing.on('error', reject).end(body);
  });
}

async function textOf(message: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

const later = (seconds: number): Promise<void> => new Promise((done) => setTimeout(done, seconds * 1000));
