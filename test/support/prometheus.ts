import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';

export const INSTALL_HINT = 'install Prometheus (apt-get install prometheus) or point PROMETHEUS_BIN at it';

/** The server and its tool, as files that can be run. */
export interface Binaries {
  readonly prometheus: string;
  readonly promtool: string;
}

/** A running server of one test; ended by its process id. */
export interface RunningPrometheus {
  readonly url: string;
  readonly port: number;
  readonly directory: string;
  stop(): Promise<void>;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again on the same port with the same data. */
  restart(): Promise<void>;
}

let found: Binaries | undefined | null = null;

/**
 * PROMETHEUS_BIN, then PATH (`install-tools.ts` has tried to fill it). Undefined when there is none, which is
 * an error under CI=true.
 */
export function findPrometheus(env: NodeJS.ProcessEnv = process.env): Binaries | undefined {
  if (found !== null) return found;
  found = search(env);
  if (!found && env.CI === 'true') throw new Error(`no Prometheus found: ${INSTALL_HINT}`);
  return found;
}

function search(env: NodeJS.ProcessEnv): Binaries | undefined {
  const prometheus = env.PROMETHEUS_BIN || onPath('prometheus', env);
  if (!prometheus || !isRunnable(prometheus)) return undefined;
  const promtool = [join(dirname(prometheus), 'promtool'), onPath('promtool', env)].find(
    (file) => file && isRunnable(file),
  );
  return promtool ? { prometheus, promtool } : undefined;
}

const onPath = (name: string, env: NodeJS.ProcessEnv): string | undefined =>
  (env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find(isRunnable);

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a server on loopback, with the history of an OpenMetrics text where one is given, and waits until it
 * is ready.
 */
export async function startPrometheus(
  openMetrics?: string,
  more: readonly string[] = [],
  config = 'global: {scrape_interval: 1s}\n',
): Promise<RunningPrometheus> {
  const binaries = findPrometheus();
  if (!binaries) throw new Error(INSTALL_HINT);
  const directory = await mkdtemp(join(tmpdir(), 'rollout-prometheus-'));
  const data = join(directory, 'data');
  if (openMetrics !== undefined) await loadHistory(binaries, directory, data, openMetrics);
  await writeFile(join(directory, 'prometheus.yml'), config);
  const port = await freePort();
  const command = [
    `--config.file=${join(directory, 'prometheus.yml')}`,
    `--storage.tsdb.path=${data}`,
    '--storage.tsdb.retention.time=100y',
    `--web.listen-address=127.0.0.1:${port}`,
    ...more,
  ];
  let child = await launch(binaries.prometheus, command);
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    directory,
    kill: () => end('SIGKILL'),
    async restart() {
      child = await launch(binaries.prometheus, command);
    },
    async stop() {
      await end('SIGTERM');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function loadHistory(
  { promtool }: Binaries,
  directory: string,
  data: string,
  openMetrics: string,
): Promise<void> {
  const file = join(directory, 'history.om');
  await writeFile(file, openMetrics);
  await promisify(execFile)(
    promtool,
    ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=744h', '--quiet', file, data],
    {
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  await rm(file);
}

/** Resolves when this very process has its port and takes requests: it says so. */
async function launch(prometheus: string, command: readonly string[]): Promise<ChildProcess> {
  const child = spawn(prometheus, command, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  await new Promise<void>((ready, failed) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      if (log.includes('Server is ready to receive web requests')) ready();
    });
    child.on('error', failed);
    child.on('close', (code) => failed(new Error(`Prometheus ended with ${code}:\n${log}`)));
  });
  return child;
}
