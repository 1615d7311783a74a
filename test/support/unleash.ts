import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { npmTool } from './npm-tool.ts';
import type { Postgres } from './postgres.ts';
import { until } from './until.ts';

export const unleashTool = () => npmTool('unleash-server@7.4.1', ['--ignore-scripts', '--omit=optional']);

export const ADMIN_TOKEN = '*:*.rollout-test-admin-token';

/** A real Unleash on a real PostgreSQL. */
export class UnleashServer {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  static async start(database: Postgres): Promise<UnleashServer> {
    const port = await freePort();
    const env = {
      PATH: process.env.PATH,
      DATABASE_HOST: '127.0.0.1',
      DATABASE_PORT: String(database.port),
      DATABASE_USERNAME: 'postgres',
      DATABASE_PASSWORD: 'none',
      DATABASE_NAME: 'postgres',
      DATABASE_SSL: 'false',
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: String(port),
      AUTH_TYPE: 'open-source',
      CHECK_VERSION: 'false',
      SEND_TELEMETRY: 'false',
      INIT_ADMIN_API_TOKENS: ADMIN_TOKEN,
    };
    const program = join(unleashTool()!, 'node_modules/unleash-server/dist/server.js');
    const child = spawn(process.execPath, [program], { env, stdio: 'ignore' });
    const server = new UnleashServer(`http://127.0.0.1:${port}`, child);
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`unleash-server ended with ${child.exitCode}`);
      return (await fetch(`${server.url}/health`).catch(() => undefined))?.ok ?? false;
    });
    return server;
  }

  /** One call of the admin API, below the features of the default project. */
  async call(method: string, path: string, body?: object): Promise<{ status: number; body: never }> {
    const reply = await fetch(`${this.url}/api/admin/projects/default/features${path}`, {
      method,
      headers: { authorization: ADMIN_TOKEN, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await reply.text();
    return { status: reply.status, body: (text === '' ? undefined : JSON.parse(text)) as never };
  }

  async stop(): Promise<void> {
    if (this.#child.kill()) await once(this.#child, 'exit');
  }
}
