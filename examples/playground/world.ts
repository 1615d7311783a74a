import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type RunningPrometheus, startPrometheus } from '../../test/support/prometheus.ts';
import { Shop } from './shop.ts';
import { startVisitors } from './visitors.ts';

const FILES = ['flags.json', 'values.yaml', 'rollout.yaml'];
/** Samples in 20 s: with fewer, `rollout run` takes them for scrapes that come too seldom for its window. */
const SAMPLES = 'max(max_over_time(count_over_time(shop_request_seconds_count[20s])[10m:5s]))';
const ENOUGH_SAMPLES = 10;
/** As the rollout file has it. */
const SERVER = 'http://127.0.0.1:9090';

export interface WorldOptions {
  /** The folder of the example. */
  readonly example: string;
  /** Where its files are put: what moves is a copy. */
  readonly directory: string;
  /** Recommendations are fast for this share of the users, from 0 to 1. */
  readonly capacity: number;
}

/** A shop, its visitors and the Prometheus that scrapes it, with the files of a rollout for them. */
export class World {
  readonly directory: string;
  readonly shop: Shop;
  /** The address of the shop. */
  url = '';
  readonly #example: string;
  readonly #closers: (() => unknown)[] = [];
  #server: RunningPrometheus | undefined;

  constructor({ example, directory, capacity }: WorldOptions) {
    this.#example = example;
    this.directory = directory;
    mkdirSync(directory, { recursive: true });
    for (const file of FILES) cpSync(join(example, file), join(directory, file));
    this.shop = new Shop({ flags: join(directory, 'flags.json'), capacity });
  }

  /** The address of its Prometheus. */
  get prometheus(): string {
    return this.server.url;
  }

  get server(): RunningPrometheus {
    if (!this.#server) throw new Error('it is not open');
    return this.#server;
  }

  /** Resolves when Prometheus knows the latency of the shop, or at the signal. */
  async open(signal?: AbortSignal): Promise<void> {
    this.url = await this.shop.open();
    this.#closers.push(() => this.shop.close());
    this.#closers.push(startVisitors(this.url));
    const target = this.url.replace('http://', '');
    this.#server = await startPrometheus(undefined, [], scrapeOf(target));
    this.#closers.push(() => this.#server?.stop());
    this.#write('rollout.yaml', (text) => text.replace(SERVER, this.prometheus));
    while (!signal?.aborted && !((await this.ask(SAMPLES)) >= ENOUGH_SAMPLES)) await pause(100);
  }

  /** What Prometheus answers to a query; NaN where it has no value. */
  async ask(query: string): Promise<number> {
    const answer = await fetch(`${this.prometheus}/api/v1/query?query=${encodeURIComponent(query)}`);
    const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
    return Number(data.result[0]?.value[1] ?? Number.NaN);
  }

  /** Ends all that it started, the last one first. */
  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
  }

  #write(name: string, change: (text: string) => string): void {
    writeFileSync(join(this.directory, name), change(readFileSync(join(this.#example, name), 'utf8')));
  }
}

const scrapeOf = (target: string): string =>
  `scrape_configs: [{job_name: shop, scrape_interval: 250ms, static_configs: [{targets: ['${target}']}]}]\n`;
