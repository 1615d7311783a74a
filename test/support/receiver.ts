import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came in. */
export interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What goes out: an answer, none at all, or a connection that breaks, before the answer or within it. */
export type Answer =
  | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> }
  | 'silence'
  | 'reset'
  | 'broken body';

/** A real HTTP server on loopback that answers as it is told. */
export class Receiver {
  readonly received: Received[] = [];
  answer: (received: Received) => Answer = () => ({ status: 200 });
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const { method, url, headers } = request;
        const received = { method, url, headers, body: Buffer.concat(pieces).toString() };
        this.received.push(received);
        const answer = this.answer(received);
        if (answer === 'silence') return;
        if (answer === 'reset') return void request.socket.resetAndDestroy();
        if (answer === 'broken body') {
          response.writeHead(200, { 'content-length': '100' });
          return void response.write('{', () => request.socket.destroy());
        }
        response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
      });
    });
    // A connection that ends after 5 s without a request would break one that is sent at that moment.
    this.#server.keepAliveTimeout = 0;
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((done) => receiver.#server.listen(0, '127.0.0.1', done));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get last(): Received {
    return this.received.at(-1)!;
  }

  async stop(): Promise<void> {
    const closed = new Promise((done) => this.#server.close(done));
    this.#server.closeAllConnections();
    await closed;
  }
}
