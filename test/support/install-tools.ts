import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What tests use beside Node: the Debian package, a command that it brings, and a variable that may name another. */
interface Tool {
  readonly name: string;
  readonly file: string;
  readonly variable?: string;
}

const TOOLS: readonly Tool[] = [
  { name: 'prometheus', file: 'prometheus', variable: 'PROMETHEUS_BIN' },
  { name: 'chromium', file: 'chromium', variable: 'CHROMIUM_BIN' },
  { name: 'tmux', file: 'tmux' },
];

/**
 * Runs once before all tests: where this is root on Debian, says in a line what is missing and installs it.
 * Elsewhere the suites that need it say how to get it and are skipped; under CI=true they fail.
 */
export default function installTools(): void {
  install(TOOLS);
}

export function install(tools: readonly Tool[]): void {
  const missing = tools.filter(({ file, variable }) => !(variable && process.env[variable]) && !onPath(file));
  if (missing.length === 0 || process.getuid?.() !== 0 || !onPath('apt-get')) return;
  const packages = missing.map(({ name }) => name);
  console.log(`installs ${packages.join(', ')} with apt-get: tests run them`);
  // RUNLEVEL=1 keeps the prometheus package from starting a server of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args: string[]) =>
    execFileSync('apt-get', args, { stdio: 'ignore', timeout: 300_000, env });
  try {
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...packages);
  } catch (problem) {
    console.warn(`could not install ${packages.join(', ')}: ${(problem as Error).message}`);
  }
}

const onPath = (file: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((directory) => existsSync(join(directory, file)));
