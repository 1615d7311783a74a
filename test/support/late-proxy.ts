import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Stands before a server, and hands on what it is sent, at once or later: also what a client sent that has gone since. */
export class LateProxy {
  readonly #port: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #held: (() => void)[] | undefined;

  private constructor(port: number) {
    this.#port = port;
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#serve(client));
  }

  static async start(port: number): Promise<LateProxy> {
    const proxy = new LateProxy(port);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** From now on nothing that is sent is handed on. */
  hold(): void {
    this.#held ??= [];
  }

  /** Hands on what was held. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const handOn of held) handOn();
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  #serve(client: Socket): void {
    const server = connect({ port: this.#port, host: '127.0.0.1' });
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => this.#sockets.delete(socket));
    }
    client.on('data', (sent) => this.#handOn(() => server.write(sent)));
    client.on('close', () => this.#handOn(() => server.end()));
    server.on('data', (answer) => client.write(answer));
    server.on('close', () => client.destroy());
  }

  #handOn(send: () => void): void {
    if (this.#held) this.#held.push(send);
    else send();
  }
}
