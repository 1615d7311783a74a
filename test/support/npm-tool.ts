import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './script.ts';

const folder = join(root, 'node_modules/.cache/rollout/tools');

/**
 * The folder of a package of npm that tests run and the repository does not depend on (`node@20.17.0`), with its
 * `node_modules`. Installed once, and said so in a line beforehand. Undefined where npm cannot install it; under
 * CI=true that is an error.
 */
export function npmTool(spec: string, flags: readonly string[] = []): string | undefined {
  const place = join(folder, spec);
  if (existsSync(place)) return place;
  mkdirSync(dirname(place), { recursive: true });
  console.log(`installs ${spec} with npm into node_modules/.cache: a test runs it`);
  const draft = mkdtempSync(join(folder, 'draft-'));
  try {
    install(spec, draft, flags);
    // Whole or not at all, also where two tests install it at once.
    if (!existsSync(place)) renameSync(draft, place);
    return place;
  } catch (problem) {
    if (process.env.CI === 'true') throw problem;
    console.warn(`could not install ${spec}: ${(problem as Error).message.split('\n')[0]}`);
    return undefined;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function install(spec: string, place: string, flags: readonly string[]): void {
  writeFileSync(join(place, 'package.json'), '{"private": true}\n');
  // npm warns on stderr of a Node that is older than the package asks for.
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-save', ...flags, spec], {
    cwd: place,
    stdio: 'ignore',
  });
}
