import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './script.ts';

const VERSION = '1.31.4';
const folder = join(root, 'node_modules/.cache/rollout/tools');

export const kubeApiServerFile = join(folder, `kube-apiserver@${VERSION}`, 'kube-apiserver');

/**
 * Builds a `kube-apiserver` from the Go module proxy where there is none: once, in about four minutes, and said in a line
 * beforehand. Where there is no Go, or no proxy, the suites that need it say so and are skipped; under CI=true they fail.
 */
export function buildKubeApiServer(): void {
  if (existsSync(kubeApiServerFile) || !hasGo()) return;
  mkdirSync(dirname(dirname(kubeApiServerFile)), { recursive: true });
  console.log(
    `builds kube-apiserver ${VERSION} with Go into node_modules/.cache, in some minutes: tests run it`,
  );
  const draft = mkdtempSync(join(folder, 'draft-'));
  try {
    build(draft);
    mkdirSync(dirname(kubeApiServerFile), { recursive: true });
    // Whole or not at all.
    renameSync(join(draft, 'kube-apiserver'), kubeApiServerFile);
  } catch (problem) {
    console.warn(`could not build kube-apiserver: ${(problem as Error).message.split('\n')[0]}`);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function build(draft: string): void {
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
  // Go finds the sums of what is imported.
  const imported = 'package main\n\nimport _ "k8s.io/kubernetes/cmd/kube-apiserver/app"\n\nfunc main() {}\n';
  writeFileSync(join(draft, 'main.go'), imported);
  const target = 'k8s.io/kubernetes/cmd/kube-apiserver';
  run('build', '-trimpath', '-ldflags', '-s -w', '-o', 'kube-apiserver', target);
}

function hasGo(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
