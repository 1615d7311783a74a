import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root } from './root.ts';

const VERSION = '1.31.4';
const folder = join(root, 'node_modules/.cache/rollout/tools');

/** By name: the packages of their commands, whose sums Go finds where they are imported. */
const PROGRAMS = {
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver/app',
  kubectl: 'k8s.io/kubectl/pkg/cmd',
};
type Program = keyof typeof PROGRAMS;

const fileOf = (name: Program): string => join(folder, `${name}@${VERSION}`, name);

export const kubeApiServerFile = fileOf('kube-apiserver');
export const kubectlFile = fileOf('kubectl');

/** Whether a program is here; its absence is an error under CI=true. */
export function isBuilt(file: string): boolean {
  if (existsSync(file)) return true;
  const name = basename(file);
  if (process.env.CI === 'true') throw new Error(`no ${name}: it is built with Go from the module proxy`);
  console.warn(`skipped: no ${name} (it is built where there is Go)`);
  return false;
}

/**
 * Builds `kube-apiserver` and `kubectl` from the Go module proxy where there is none: once, in about four minutes, and said in a
 * line beforehand. Where there is no Go, or no proxy, the suites that need them say so and are skipped; under CI=true they fail.
 */
export function buildKubernetes(): void {
  if (!hasGo()) return;
  for (const name of Object.keys(PROGRAMS) as Program[]) if (!existsSync(fileOf(name))) buildProgram(name);
}

function buildProgram(name: Program): void {
  const file = fileOf(name);
  mkdirSync(folder, { recursive: true });
  console.log(`builds ${name} ${VERSION} with Go into node_modules/.cache, in some minutes: tests run it`);
  const draft = mkdtempSync(join(folder, 'draft-'));
  try {
    build(name, draft);
    mkdirSync(dirname(file), { recursive: true });
    // Whole or not at all.
    renameSync(join(draft, name), file);
  } catch (problem) {
    console.warn(`could not build ${name}: ${(problem as Error).message.split('\n')[0]}`);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function build(name: Program, draft: string): void {
  const run = (...args: string[]) =>
    execFileSync('nice', ['go', ...args], {
      cwd: draft,
      env: { ...process.env, GOFLAGS: '-mod=mod' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const { GoMod } = JSON.parse(run('mod', 'download', '-json', `k8s.io/kubernetes@v${VERSION}`));
  const staged = readFileSync(GoMod, 'utf8').matchAll(/^\s*(?:replace )?(k8s\.io\/\S+) => \.\/staging/gm);
  // What a release has beside itself is published as modules of its own, `v0.` instead of `v1.`.
  const replaced = [...staged].map(([, name]) => `replace ${name} => ${name} v0${VERSION.slice(1)}`);
  const lines = ['module tests', 'go 1.22.0', `require k8s.io/kubernetes v${VERSION}`, ...replaced];
  writeFileSync(join(draft, 'go.mod'), `${lines.join('\n')}\n`);
  writeFileSync(join(draft, 'main.go'), `package main\n\nimport _ "${PROGRAMS[name]}"\n\nfunc main() {}\n`);
  run('build', '-trimpath', '-ldflags', '-s -w', '-o', name, `k8s.io/kubernetes/cmd/${name}`);
}

function hasGo(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
