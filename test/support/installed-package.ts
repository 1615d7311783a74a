import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { bundleRollout } from '../../build/bundle.mjs';
import { root } from './script.ts';

interface LockEntry {
  readonly dev?: boolean;
  /** Not for development only, but nothing of it is installed unless a project has it anyway. */
  readonly devOptional?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockEntry>>;
};

/** npm in a directory, with a cache of its own in the folder of the test. */
export const npm = (folder: string, cwd: string, ...args: readonly string[]): string =>
  execFileSync('npm', [...args, '--ignore-scripts', '--cache', join(folder, 'cache')], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** The packages that `npm install` brings beside the package: those of the lock that are not for development only. */
export const runtimePackages = Object.entries(packages)
  .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
  .map(([path]) => path);

interface Pack {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/**
 * Packs the repository into a folder as a fresh clone has it, where dist/ holds no chunks of earlier builds, and installs the
 * tarball into an empty directory below it, beside its dependencies, with no network. Returns the files of the package.
 */
export async function installPackage(folder: string, app: string): Promise<string[]> {
  const { filename, files } = await pack(folder);
  mkdirSync(app);
  for (const path of runtimePackages) place(path, app);
  writeLock(app, `file:${join(relative(app, folder), filename)}`);
  npm(folder, app, 'install', '--offline', '--no-audit', '--no-fund');
  return files.map(({ path }) => path);
}

async function pack(folder: string): Promise<Pack> {
  const [here] = JSON.parse(npm(folder, root, 'pack', '--json', '--dry-run')) as Pack[];
  const clone = join(folder, 'clone');
  for (const { path } of here!.files)
    if (!path.startsWith('dist/')) cpSync(join(root, path), join(clone, path), { recursive: true });
  for (const { path, contents } of (await bundleRollout()).outputFiles) {
    const target = join(clone, relative(root, path));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, contents, { mode: 0o755 });
  }
  const [packed] = JSON.parse(npm(folder, clone, 'pack', '--json', '--pack-destination', folder)) as Pack[];
  return packed!;
}

/** The lock of a project that depends on the tarball alone: what npm finds in place it need not ask a registry for. */
function writeLock(app: string, tarball: string): void {
  const project = { name: basename(app), dependencies: { rolloutctl: tarball } };
  const { name, version, dependencies, bin, engines, license } = manifest;
  const entries = Object.fromEntries(runtimePackages.map((path) => [path, packages[path]]));
  const own = { version, resolved: tarball, dependencies, bin, engines, license };
  const lock = {
    name: project.name,
    lockfileVersion: 3,
    packages: { '': project, ...entries, [`node_modules/${name}`]: own },
  };
  writeFileSync(join(app, 'package.json'), JSON.stringify(project));
  writeFileSync(join(app, 'package-lock.json'), JSON.stringify(lock));
}

/** Copies an installed package, without those inside it, which have entries of their own; links its commands. */
function place(path: string, app: string): void {
  const isInner = (file: string) => file.startsWith(join(root, path, 'node_modules'));
  cpSync(join(root, path), join(app, path), { recursive: true, filter: (file) => !isInner(file) });
  const bin = join(app, path.replace(/[^/]+$/, '.bin'));
  for (const [name, file] of Object.entries(packages[path]?.bin ?? {})) {
    mkdirSync(bin, { recursive: true });
    symlinkSync(join(app, path, file), join(bin, name));
  }
}
