import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What every command line loads, and what turns values into a policy. */
const GROUPS = {
  basics: ['src/cli/program.ts', 'src/cli/configured-io.ts', 'src/disk/read-text.ts'],
  policy: ['src/cli/commands/policy/render.ts', 'src/cli/commands/blueprints/validate.ts'],
};
/** What a kill loads: code of policies would make up half of its time to the first call of a target. */
const KILL = [
  'src/cli/commands/kill.ts',
  'src/cli/rollouts/kill-here.ts',
  'src/cli/rollouts/kill-there.ts',
  'src/prometheus/http/axios-exchange.ts',
];
/** A shared chunk below so many bytes is loaded with the groups: a file takes 4 kB on disk, and half a millisecond. */
const MAX_SMALL_BYTES = 2000;
/** Entries that run before it is known whether a policy is wanted, or where none is. */
const WITHOUT_POLICY = [...GROUPS.basics, 'src/disk/write-text.ts', 'src/disk/reasons.ts'];

/**
 * An esbuild plugin that makes one chunk of each group. esbuild makes a chunk for every set of entries that
 * share a module: 47 for `policy render`, most of them below 3 kB, and Node takes half a millisecond to load
 * each. Where every entry imports a group as a whole, its modules share one set. The metafile is that of the
 * same build without this plugin.
 */
export function joinChunks({ inputs, outputs }, root) {
  const entries = new Set(Object.values(outputs).flatMap(({ entryPoint }) => entryPoint ?? []));
  const policy = staticImports(inputs, [...GROUPS.policy, ...smallModules({ inputs, outputs })]);
  const killed = staticImports(inputs, KILL);
  const modules = {
    basics: staticImports(inputs, GROUPS.basics),
    policy,
    shared: policy.filter((one) => killed.includes(one)),
  };
  return {
    name: 'join-chunks',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^group:/ }, ({ path }) => ({ path, namespace: 'group', sideEffects: true }));
      onLoad({ filter: /./, namespace: 'group' }, ({ path }) => ({
        contents: modules[path.slice('group:'.length)].map(importOf).join(''),
        resolveDir: root,
      }));
      onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
        const module = relative(root, path);
        if (!entries.has(module)) return undefined;
        const text = await readFile(join(root, module), 'utf8');
        return { contents: `${groupsOf(module, killed).join('')}${text}`, loader: 'ts' };
      });
    },
  };
}

/** What a kill needs does without the policies: `shared` is what both need. */
function groupsOf(entry, killed) {
  if (WITHOUT_POLICY.includes(entry)) return ["import 'group:basics';"];
  const shared = ["import 'group:basics';", "import 'group:shared';"];
  return killed.includes(entry) ? shared : [...shared, "import 'group:policy';"];
}

const importOf = (module) => `import './${module}';`;

/** The modules, and all that they import statically. */
function staticImports(inputs, modules) {
  const found = new Set();
  const add = (module) => {
    if (found.has(module) || inputs[module] === undefined) return;
    found.add(module);
    for (const { kind, path } of inputs[module].imports) if (kind === 'import-statement') add(path);
  };
  modules.forEach(add);
  return [...found];
}

/** The modules of small chunks that several entries share, where those need no others than the groups have. */
function smallModules({ inputs, outputs }) {
  const grouped = new Set(Object.values(GROUPS).flatMap((modules) => staticImports(inputs, modules)));
  const isGrouped = (file) => Object.keys(outputs[file]?.inputs ?? {}).every((module) => grouped.has(module));
  const isSmall = ({ entryPoint, bytes, imports }) =>
    !entryPoint &&
    bytes < MAX_SMALL_BYTES &&
    imports.every(({ path, kind }) => kind !== 'import-statement' || isGrouped(path));
  return Object.values(outputs)
    .filter(isSmall)
    .flatMap((output) => Object.keys(output.inputs).filter((module) => module.startsWith('src/')));
}
