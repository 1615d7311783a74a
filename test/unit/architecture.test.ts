import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../src/circuit/kinds.ts';
import { root } from '../support/script.ts';

/** Who may import whom, besides itself; `circuit:type` by `import type` only. What stands last reaches the outside. */
const MAY: Readonly<Record<string, string>> = {
  errors: '',
  text: 'errors',
  numerics: '',
  disk: 'errors node:',
  circuit: 'errors text numerics',
  rollout: 'errors text circuit',
  schema: 'errors text',
  policy: 'errors text circuit rollout schema',
  blueprint: 'errors text rollout policy schema disk node:fs node:path node:url',
  prometheus: 'errors text circuit:type schema node:',
  preflight: 'errors text circuit:type rollout prometheus',
  source: 'errors text numerics circuit:type prometheus disk node:',
  run: 'errors text numerics circuit rollout source',
  control: 'errors text circuit rollout run source disk node:',
  render: 'errors text circuit rollout policy run:type node:crypto',
  cli: 'errors text numerics circuit rollout schema policy blueprint prometheus preflight source render run control disk node:',
  main: 'errors cli package.json',
};

/** Packages that cost time to load are only ever imported on demand. */
const LAZY = ['axios', 'inquirer', 'ora', 'chalk', 'elkjs', 'ajv'];
/** A package has one importer, so that it can be replaced; where it has more, they are named here. */
const IMPORTERS: Readonly<Record<string, number>> = { commander: 2, 'js-yaml': 2 };

interface Import {
  readonly file: string;
  readonly target: string;
  readonly form: 'static' | 'lazy' | 'type';
}

const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort();

const sources = filesBelow('src', '.ts').filter((file) => !file.includes('.generated.'));
const read = (file: string): string => readFileSync(join(root, 'src', file), 'utf8');
const folderOf = (file: string): string => file.split('/')[0]!.replace(/\.ts$/, '');

const STATEMENT =
  /^(?:import|export) (?<type>type )?(?<names>[^'"]*?)from '(?<from>[^']+)'|\bimport\('(?<lazy>[^']+)'\)/gm;
const onlyTypes = (names: string): boolean => /^\{(\s*type [^,]+,?)+\s*\}\s*$/.test(names);

const imports = sources.flatMap((file): Import[] =>
  [...read(file).matchAll(STATEMENT)].map(({ groups = {} }) => {
    const from = groups.from ?? groups.lazy!;
    const target = from.startsWith('.')
      ? relative(join(root, 'src'), join(root, 'src', dirname(file), from))
      : from;
    if (groups.lazy) return { file, target, form: 'lazy' };
    return { file, target, form: groups.type || onlyTypes(groups.names!) ? 'type' : 'static' };
  }),
);

const isOurs = (target: string): boolean =>
  sources.includes(target) || target.includes('.generated.') || target.includes('package.json');
const packageOf = (target: string): string =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
const packages = imports.filter(
  ({ target, form }) => form !== 'type' && !isOurs(target) && !target.startsWith('node:'),
);

function isAllowed({ file, target, form }: Import): boolean {
  const from = folderOf(file);
  const isBuiltIn = target.startsWith('node:');
  const to = isBuiltIn ? target : target.includes('package.json') ? 'package.json' : folderOf(target);
  const may = (MAY[from] ?? '').split(' ');
  return (
    from === to ||
    may.includes(to) ||
    (isBuiltIn && may.includes('node:')) ||
    (form === 'type' && may.includes(`${to}:type`))
  );
}

describe('imports', () => {
  test('stay within the table', () => {
    const broken = imports.filter(
      (one) => (isOurs(one.target) || one.target.startsWith('node:')) && !isAllowed(one),
    );
    expect(broken.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  test('every folder of src is in the table', () => {
    expect([...new Set(sources.map(folderOf))].filter((folder) => !(folder in MAY))).toEqual([]);
  });

  test('the circuit is pure: no package, clock, promise or randomness', () => {
    expect(packages.filter(({ file }) => folderOf(file) === 'circuit')).toEqual([]);
    const impure = sources.filter(
      (file) =>
        folderOf(file) === 'circuit' &&
        /\bDate\b|Math\.random|\bPromise\b|\basync\b|\bprocess\./.test(read(file)),
    );
    expect(impure).toEqual([]);
  });

  test('only main and the command line print or end the process', () => {
    const printing = sources.filter(
      (file) => folderOf(file) !== 'cli' && /console\.|process\.(stdout|stderr|exit)/.test(read(file)),
    );
    expect(printing).toEqual([]);
  });

  test('each package has one importer', () => {
    const byPackage = new Map<string, Set<string>>();
    for (const { file, target } of packages) {
      const name = packageOf(target);
      byPackage.set(name, (byPackage.get(name) ?? new Set()).add(file));
    }
    const crowded = [...byPackage].filter(([name, importing]) => importing.size > (IMPORTERS[name] ?? 1));
    expect(crowded.map(([name, importing]) => `${name}: ${[...importing].join(', ')}`)).toEqual([]);
  });

  test('heavy packages are imported on demand', () => {
    expect(
      packages.filter(({ target, form }) => form === 'static' && LAZY.includes(packageOf(target))),
    ).toEqual([]);
  });
});

describe('every kind', () => {
  const files = filesBelow('src/circuit/kinds', '.ts').map((file) => file.replace('.ts', ''));
  const headings = readFileSync(join(root, 'docs/components.md'), 'utf8').match(/^## .*$/gm) ?? [];

  test('stands in the table, one file each', () => {
    expect(kinds.map(({ kind }) => kind.replaceAll('_', '-')).sort()).toEqual(files);
  });

  test.each(kinds.map((kind) => [kind.kind, kind] as const))(
    '%s has its docs heading and its conformance script',
    (name, kind) => {
      expect(kind.internal || headings.some((heading) => heading.endsWith(name))).toBe(true);
      expect(
        existsSync(join(root, 'test/conformance/circuit', `${kind.kind.replaceAll('_', '-')}.test`)),
      ).toBe(true);
    },
  );
});

describe('test/unit mirrors src', () => {
  const tests = filesBelow('test/unit', '.test.ts').filter((file) => file !== 'architecture.test.ts');

  test('every test has its source', () => {
    expect(tests.filter((file) => !existsSync(join(root, 'src', file.replace('.test.ts', '.ts'))))).toEqual(
      [],
    );
  });
});
