import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './script.ts';

/** One import of a source file: `target` is a path below src, a package or a `node:` module. */
export interface Import {
  readonly file: string;
  readonly target: string;
  readonly form: 'static' | 'lazy' | 'type';
}

/** Files below a folder of the repository by their path in it, sorted. */
export const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort();

/** The sources written by hand, by their path below src. */
export const sources: readonly string[] = filesBelow('src', '.ts').filter(
  (file) => !file.includes('.generated.'),
);

export const readSource = (file: string): string => readFileSync(join(root, 'src', file), 'utf8');

/** The room of a file: the first folder of its path, or the file itself at the top. */
export const roomOf = (file: string): string => file.split('/')[0]!.replace(/\.ts$/, '');

const STATEMENT =
  /^(?:import|export) (?<type>type )?(?<names>[^'"]*?)from '(?<from>[^']+)'|\bimport\('(?<lazy>[^']+)'\)/gm;
const isTypesOnly = (names: string): boolean => /^\{(\s*type [^,]+,?)+\s*\}\s*$/.test(names);

function importOf(file: string, groups: Readonly<Record<string, string | undefined>>): Import {
  const from = groups.from ?? groups.lazy ?? '';
  const target = from.startsWith('.')
    ? relative(join(root, 'src'), join(root, 'src', dirname(file), from))
    : from;
  if (groups.lazy) return { file, target, form: 'lazy' };
  const form = groups.type || isTypesOnly(groups.names ?? '') ? 'type' : 'static';
  return { file, target, form };
}

/** Every import of every source. */
export const imports: readonly Import[] = sources.flatMap((file) =>
  [...readSource(file).matchAll(STATEMENT)].map(({ groups = {} }) => importOf(file, groups)),
);

/** Whether an import leads to a file of this repository. */
export const isOurs = (target: string): boolean =>
  sources.includes(target) || target.includes('.generated.') || target.includes('package.json');

/** The groups of files that import each other in a circle, whatever the form of the import. */
export function circles(): string[][] {
  const targets = new Map<string, string[]>(sources.map((file) => [file, []]));
  for (const { file, target } of imports) if (targets.has(target)) targets.get(file)!.push(target);
  const reached = new Map(sources.map((file) => [file, reachable(file, targets)]));
  const inCircle = sources.filter((file) => reached.get(file)!.has(file));
  const isTogether = (a: string, b: string) => reached.get(a)!.has(b) && reached.get(b)!.has(a);
  return inCircle
    .filter((file, i) => inCircle.findIndex((other) => isTogether(other, file)) === i)
    .map((file) => inCircle.filter((other) => isTogether(other, file)));
}

/** The files that can be reached from one in at least one step. */
function reachable(from: string, targets: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set<string>();
  const open = [from];
  for (const file of open) {
    for (const target of targets.get(file) ?? []) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return seen;
}
