import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { FlagFile } from './flag-file.ts';

const OLD_MS = 15;
const NEW_MS = 25;
/** How long a page with recommendations takes when more users have them than their cache holds. */
const SLOW_MS = 1200;
/** Of so many requests the last ones say which share of the users has recommendations. */
const RECENT = 200;

export interface ShopOptions {
  /** In flagd's format, with the flag `recommendations`. */
  readonly flags: string;
  /** Recommendations are fast for this share of the users, from 0 to 1. */
  readonly capacity: number;
}

/** A shop on loopback: `/?user=ID` is a page, with recommendations for who has the flag; `/metrics` is for Prometheus. */
export class Shop {
  /** Recommendations are fast for this share of the users, from 0 to 1. */
  capacity: number;
  readonly #flags: FlagFile;
  readonly #server = createServer((request, reply) => void this.#answer(request, reply));
  readonly #pages = { on: { count: 0, seconds: 0 }, off: { count: 0, seconds: 0 } };
  #recent: boolean[] = [];

  constructor({ flags, capacity }: ShopOptions) {
    this.capacity = capacity;
    this.#flags = new FlagFile(flags, 'recommendations');
  }

  /** Listens at a free port of loopback. Returns its address. */
  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer({ url = '/' }: IncomingMessage, reply: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(url, 'http://shop');
    reply.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8');
    if (pathname === '/metrics') reply.end(this.#metrics());
    else reply.end(await this.#page(searchParams.get('user') ?? 'nobody'));
  }

  async #page(user: string): Promise<string> {
    const begun = performance.now();
    const arm = this.#flags.has(user) ? 'on' : 'off';
    this.#recent = [...this.#recent, arm === 'on'].slice(-RECENT);
    await pause(this.#delay(arm));
    this.#pages[arm].count += 1;
    this.#pages[arm].seconds += (performance.now() - begun) / 1000;
    return `recommendations ${arm}\n`;
  }

  #delay(arm: 'on' | 'off'): number {
    if (arm === 'off') return OLD_MS;
    const share = this.#recent.filter(Boolean).length / this.#recent.length;
    return share > this.capacity ? SLOW_MS : NEW_MS;
  }

  #metrics(): string {
    const { on, off } = this.#pages;
    return `\
# HELP shop_request_seconds How long pages took, with and without recommendations.
# TYPE shop_request_seconds summary
shop_request_seconds_sum{recommendations="on"} ${on.seconds}
shop_request_seconds_count{recommendations="on"} ${on.count}
shop_request_seconds_sum{recommendations="off"} ${off.seconds}
shop_request_seconds_count{recommendations="off"} ${off.count}
`;
  }
}
