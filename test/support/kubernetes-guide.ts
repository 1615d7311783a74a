import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { World } from '../../examples/playground/world.ts';
import { type GuideBlock, type Shown, shownIn } from './guide.ts';
import { expectLines, linesOf } from './guide-lines.ts';
import { runBlock } from './guide-world.ts';
import type { KubeApiServer } from './kube-api-server.ts';
import { kubectlFile } from './kube-api-server-build.ts';
import { KubePods } from './kube-pods.ts';
import { root, Sandbox } from './script.ts';

/** As guides name the server of a cluster. */
const PROMETHEUS = 'http://prometheus.monitoring:9090';

/** A person who follows a guide with kubectl and rollout, on a cluster whose Prometheus has the shop of the playground. */
export class KubernetesGuide {
  readonly sandbox = new Sandbox();
  readonly #world: World;
  readonly #pods: KubePods;

  constructor(server: KubeApiServer) {
    const { directory, env } = this.sandbox;
    const home = join(directory, 'shop');
    mkdirSync(home);
    env.PATH = `${dirname(kubectlFile)}:${env.PATH}`;
    env.KUBECONFIG = server.kubeconfig();
    this.#world = new World({ example: join(root, 'examples/playground'), directory: home, capacity: 1 });
    this.#pods = new KubePods(server, this.sandbox);
  }

  open(): Promise<void> {
    return this.#world.open();
  }

  /** Does what a block says; throws where what is printed is not what it shows, and where it is of no known kind. */
  async follow(block: GuideBlock): Promise<void> {
    const { language, info, text } = block;
    const kind = `${language} ${info}`.trim();
    if (/\w\.\w+$/.test(info)) this.sandbox.write(info, this.#inWorld(text));
    else if (kind === 'dockerfile Dockerfile') expectImage(text);
    else if (kind === 'console')
      expect(await runBlock(block, this.sandbox, this.#world.prometheus)).toBe(text);
    else if (kind === 'console cluster') for (const shown of shownIn(text)) await this.#command(shown);
    else if (kind === 'text pods') for (const shown of linesOf(text)) await this.#pods.heard.says(shown);
    else throw new Error(`nobody follows a block of "${kind}":\n${text}`);
  }

  async close(): Promise<void> {
    await this.#pods.close();
    await this.#world.close();
    this.sandbox.close();
  }

  /** What kubectl alone prints is the same each time. */
  async #command({ command, output }: Shown): Promise<void> {
    if (command === '# the node of the pod that leads is lost') return this.#pods.loseLeader();
    const { stdout, exit } = await this.sandbox.run(`{ ${this.#inWorld(command)}\n} 2>&1`);
    const printed = stdout.replaceAll(this.#world.prometheus, PROMETHEUS).replace(/[^\n]$/, '$&\n');
    expect(exit, `${command}\n${printed}`).toBe(0);
    if (/^kubectl [^|]*$/.test(command)) expect(printed, command).toBe(output);
    else expectLines(command, printed, output);
    await this.#pods.follow();
  }

  #inWorld(text: string): string {
    return text.replaceAll(PROMETHEUS, this.#world.prometheus);
  }
}

const { name: PACKAGE, bin, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** What the pods run here is what such an image holds: the command of the package, on a Node that it takes. */
function expectImage(text: string): void {
  const [, major] = /^FROM node:(\d+)-slim$/m.exec(text) ?? [];
  const [oldest] = /\d+/.exec(engines.node)!;
  expect(Number(major)).toBeGreaterThanOrEqual(Number(oldest));
  expect(text).toContain(`RUN npm install --global ${PACKAGE}\n`);
  expect(text).toContain(`ENTRYPOINT ${JSON.stringify(Object.keys(bin))}\n`);
}
