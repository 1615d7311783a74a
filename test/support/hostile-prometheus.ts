import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { manySeries, numbers, shapes, times, values, words } from './hostile/bodies.ts';
import { type Answer, type Asked, json, sound } from './hostile/exchange.ts';
import { connections, echoes, encodings, statuses } from './hostile/transport.ts';

/** Ways of a server to answer wrongly, by name. */
export const hostileModes: Readonly<Record<string, Answer>> = {
  ...times,
  ...values,
  ...numbers,
  ...shapes,
  ...manySeries,
  ...words,
  ...statuses,
  ...encodings,
  ...connections,
  ...echoes,
};

/** Modes in which no answer holds a reading of the time that was asked for. */
export const blindModes: ReadonlySet<string> = new Set(
  [times, values, statuses, echoes].flatMap((modes) => Object.keys(modes)),
);

export interface HostilePrometheus {
  readonly url: string;
  close(): Promise<void>;
}

/** A server on loopback that answers in one way: everything, or only the queries. */
export async function hostilePrometheus(answer: Answer, isEverywhere = false): Promise<HostilePrometheus> {
  const sockets = new Set<Socket>();
  const seen = { requests: 0 };
  const server = createServer(async (incoming, reply) => {
    reply.on('error', () => undefined);
    const asked = await read(incoming, { url, earlier: seen.requests++ }).catch(() => undefined);
    if (!asked) return void reply.destroy();
    if (asked.kind === 'other' && !isEverywhere) json(sound)(asked, reply);
    else answer(asked, reply);
  });
  server.keepAliveTimeout = 0;
  server.on('connection', (socket) => {
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    sockets.add(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function read(
  incoming: IncomingMessage,
  { url, earlier }: Pick<Asked, 'url' | 'earlier'>,
): Promise<Asked> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  const body = Buffer.concat(pieces).toString('utf8');
  const { pathname, search } = new URL(incoming.url ?? '/', url);
  const form = new URLSearchParams(body || search);
  const number = (key: string): number => Number(form.get(key) ?? Number.NaN);
  const { authorization = '' } = incoming.headers;
  return {
    kind: kindOf(pathname),
    time: form.has('time') ? number('time') : Date.now() / 1000,
    start: number('start'),
    end: number('end'),
    step: number('step'),
    earlier,
    url,
    authorization,
    words: `${incoming.url} ${incoming.rawHeaders.join(' ')} ${body}`,
  };
}

function kindOf(path: string): Asked['kind'] {
  if (path.endsWith('/query')) return 'instant';
  return path.endsWith('/query_range') ? 'range' : 'other';
}
