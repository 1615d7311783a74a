import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, type Ended, type Stand } from '../../examples/playground/controller.ts';
import { FlagFile } from '../../examples/playground/flag-file.ts';
import { World } from '../../examples/playground/world.ts';
import { until } from '../support/until.ts';

export const NAME = 'recommendations';
/** Of all users, in percent. */
export const SMALL = 5;
const USERS = Array.from({ length: 1000 }, (_, n) => `user-${n}`);

export interface ReleaseOptions {
  /** The folder of the repository. */
  readonly root: string;
  /** How long the ramp takes from a small percentage to all. */
  readonly ramp: string;
  /** How long it guards after that. */
  readonly bake: string;
}

/** A line of its journal, as `rollout events -o json` prints it. */
export interface Event {
  readonly kind: string;
  readonly percentage: number;
  readonly reason: string;
}

const values = (ramp: string) => `# blueprint: promql
policy:
  policy_name: ${NAME}
  evaluation_interval: 250ms
  load_ramp:
    sampler: {selectors: [{service: shop, control_point: ingress}]}
    steps:
      - {target_accept_percentage: ${SMALL}, duration: 250ms}
      - {target_accept_percentage: 100, duration: ${ramp}}
  drivers:
    promql_drivers:
      - title: latency
        unit: ms
        query_string: 1000 * sum(rate(shop_request_seconds_sum[2s])) / sum(rate(shop_request_seconds_count[2s]))
        criteria: {forward: {operator: lt, threshold: 150}, reset: {operator: gt, threshold: 300}}
`;

const rolloutFile = (url: string, bake: string) => `rollout: ${NAME}
values_file: values.yaml
prometheus: {url: "${url}"}
start: immediately
approvals: [{before_step: 2}]
bake: ${bake}
actuators:
  - flagd: {file: flags.json, flag: ${NAME}, apply_every: 0s}
`;

/** A rollout of the playground's shop in a hurry, which waits for an approval at a small percentage. */
export class Release {
  readonly world: World;
  readonly #options: ReleaseOptions;
  readonly #directory = mkdtempSync(join(tmpdir(), 'rollout-story-'));
  readonly #controller: Controller;
  readonly #flags: FlagFile;
  #ended: Promise<Ended> | undefined;

  constructor(options: ReleaseOptions) {
    const { root } = options;
    this.#options = options;
    const directory = join(this.#directory, 'shop');
    this.world = new World({ example: join(root, 'examples/playground'), directory, capacity: 1 });
    this.#controller = new Controller({
      rollout: join(root, 'dist/rollout.js'),
      directory,
      state: join(this.#directory, 'state'),
      output: 'ignore',
    });
    this.#flags = new FlagFile(join(directory, 'flags.json'), NAME);
  }

  /** Resolves when it waits for its approval. */
  async begin(): Promise<void> {
    const { ramp, bake } = this.#options;
    const { world } = this;
    await world.open();
    writeFileSync(join(world.directory, 'values.yaml'), values(ramp));
    writeFileSync(join(world.directory, 'rollout.yaml'), rolloutFile(world.prometheus, bake));
    this.#ended = this.#controller.run();
    await this.until(({ state, percentage }) => state === 'waiting' && percentage === SMALL);
  }

  async approve(): Promise<void> {
    await this.command('approve', NAME);
  }

  /** Waits until it stands so; throws where its controller has ended. */
  async until(isSo: (stand: Stand) => boolean): Promise<void> {
    let end: Ended | undefined;
    void this.ended.then((ended) => {
      end = ended;
    });
    await until(async () => {
      if (end) throw new Error(`the controller has ended with ${end.code ?? end.signal}`);
      const stand = await this.#controller.stand(NAME);
      return stand !== undefined && isSo(stand);
    });
  }

  /** How its controller ends. */
  get ended(): Promise<Ended> {
    if (!this.#ended) throw new Error('it has not begun');
    return this.#ended;
  }

  /** What a command prints. */
  command(...words: string[]): Promise<string> {
    return this.#controller.command(...words);
  }

  async events(): Promise<Event[]> {
    const lines = await this.command('events', NAME, '-o', 'json');
    return lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  /** The share of all users whom the flag file gives the feature, in percent. */
  get share(): number {
    return (100 * USERS.filter((user) => this.#flags.has(user)).length) / USERS.length;
  }

  /** What the shop shows this user. */
  async page(user: string): Promise<string> {
    const answer = await fetch(`${this.world.url}/?user=${user}`);
    return answer.text();
  }

  /** A user who has the feature. */
  get lucky(): string {
    return USERS.find((user) => this.#flags.has(user))!;
  }

  async close(): Promise<void> {
    await this.#controller.close();
    await this.world.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
