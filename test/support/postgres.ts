import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

const DEBIAN = '/usr/lib/postgresql';

/** The folder of the server's programs; undefined where there is none, which is an error under CI=true. */
export function findPostgres(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folder = versions
    .map((version) => join(DEBIAN, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
  if (folder) return folder;
  if (process.env.CI === 'true') throw new Error('no PostgreSQL found: apt-get install postgresql');
  console.warn('skipped: no PostgreSQL found (apt-get install postgresql)');
  return undefined;
}

/** A server of one test. */
export class Postgres {
  readonly port: number;
  readonly #bin: string;
  readonly #directory: string;

  private constructor(bin: string, directory: string, port: number) {
    this.#bin = bin;
    this.#directory = directory;
    this.port = port;
  }

  static async start(): Promise<Postgres> {
    const directory = mkdtempSync(join(tmpdir(), 'rollout-postgres-'));
    chmodSync(directory, 0o777); // the server has another user where this is root
    const server = new Postgres(findPostgres()!, directory, await freePort());
    server.#run('initdb', '-D', server.#data, '-A', 'trust', '-U', 'postgres', '--no-sync');
    server.restart();
    return server;
  }

  get url(): string {
    return `postgres://postgres@127.0.0.1:${this.port}/postgres`;
  }

  /** Starts it, waiting until it answers. */
  restart(): void {
    const options = `-p ${this.port} -h 127.0.0.1 -k ${this.#directory} -c fsync=off`;
    this.#run('pg_ctl', '-D', this.#data, '-w', '-l', join(this.#directory, 'log'), '-o', options, 'start');
  }

  /** Rows as lines, columns by `|`. */
  query(statement: string): string {
    const address = ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'postgres'];
    return this.#run('psql', ...address, '-qtAc', statement).trim();
  }

  /** Holds an advisory lock until it is released. */
  hold(lock: number): { release(): void } {
    const address = ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'postgres'];
    const child = spawn(join(this.#bin, 'psql'), [...address, '-q'], { stdio: ['pipe', 'ignore', 'ignore'] });
    child.stdin.write(`select pg_advisory_lock(${lock});\n`);
    return { release: () => void child.stdin.end() };
  }

  halt(): void {
    this.#run('pg_ctl', '-D', this.#data, '-w', '-m', 'immediate', 'stop');
  }

  stop(): void {
    try {
      this.halt();
    } finally {
      rmSync(this.#directory, { recursive: true, force: true });
    }
  }

  get #data(): string {
    return join(this.#directory, 'data');
  }

  #run(program: string, ...args: string[]): string {
    const command = [join(this.#bin, program), ...args];
    const [file = '', ...rest] =
      process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    return execFileSync(file, rest, { encoding: 'utf8', cwd: '/', stdio: ['ignore', 'pipe', 'ignore'] });
  }
}
