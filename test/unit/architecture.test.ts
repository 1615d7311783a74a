import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kinds, spelling } from '../../src/circuit/kinds.ts';
import {
  circles,
  filesBelow,
  type Import,
  imports,
  isOurs,
  readSource,
  roomOf,
  sources,
} from '../support/imports.ts';
import { root } from '../support/script.ts';

/**
 * Which room may import which, besides itself; `circuit:type` by `import type` only. What stands last reaches
 * the outside.
 */
const MAY: Readonly<Record<string, string>> = {
  errors: '',
  text: 'errors',
  numerics: '',
  disk: 'errors node:',
  circuit: 'errors text numerics',
  rollout: 'errors text circuit',
  schema: 'errors text',
  policy: 'errors text circuit rollout schema',
  blueprint: 'errors text rollout policy schema disk node:fs node:path node:url node:vm',
  prometheus: 'errors text circuit:type schema disk node:',
  source: 'errors text numerics circuit:type prometheus disk node:',
  preflight: 'errors text circuit:type rollout prometheus source',
  run: 'errors text numerics circuit rollout source',
  control: 'errors text circuit rollout schema prometheus run source disk node:',
  judge: 'errors text numerics circuit rollout run:type',
  render: 'errors text circuit rollout policy judge run:type node:crypto',
  cli: 'errors text numerics circuit rollout schema policy blueprint prometheus preflight source render run control judge disk node:',
  main: 'errors cli package.json',
};

/** Rooms without I/O, clock, randomness, promises in their files (but those named) and npm packages. */
const PURE: Readonly<Record<string, readonly string[]>> = {
  circuit: [],
  judge: [],
  numerics: [],
  rollout: [],
  // The loop over a source waits for it.
  run: ['run/options.ts', 'run/pace.ts', 'run/policy-test/run-test.ts', 'run/run.ts', 'run/session.ts'],
};

/** Packages that cost time to load are only ever imported on demand. */
const LAZY = ['pg', 'axios', 'inquirer', 'ora', 'chalk', 'elkjs', 'ajv'];
/** A package has one importer, so that it can be replaced; where it has more, they are named here. */
const IMPORTERS: Readonly<Record<string, number>> = { commander: 2, 'js-yaml': 5 };

/**
 * Who knows kinds by name: the kinds with the circuits they are written as, what a plan means, and who writes
 * policies.
 */
const KNOWS_KINDS = [
  'circuit/kinds',
  'circuit/scaling',
  'rollout/',
  'blueprint/renderers/',
  'policy/build.ts',
];

/** The test, below test/, of the files of a folder (or one file) that have no test of their own name. */
const COVERED_BY: Readonly<Record<string, string>> = {
  'blueprint/import/': 'unit/blueprint/import.test.ts',
  'blueprint/renderers/': 'unit/blueprint/render.test.ts',
  'circuit/compile/': 'unit/circuit/compile.test.ts',
  'circuit/kinds/': 'conformance/circuit.test.ts',
  'circuit/scaling/': 'conformance/circuit.test.ts',
  'circuit/dynamic-types.ts': 'unit/run/dynamic-keys.test.ts',
  'circuit/ports.ts': 'unit/circuit/compile.test.ts',
  'circuit/plan/': 'unit/circuit/plan.test.ts',
  'circuit/schema/': 'docs/generated.test.ts',
  'cli/': 'acceptance/acceptance.test.ts',
  'cli/prompts/': 'acceptance/prompts/prompts.test.ts',
  'cli/live/': 'prometheus/watching.test.ts',
  'cli/screen/': 'unit/cli/screen/terminal-screen.test.ts',
  'judge/': 'unit/judge/rehearse.test.ts',
  'judge/compare/': 'unit/judge/compare/compare.test.ts',
  'judge/assess/': 'unit/judge/assess/summarise.test.ts',
  'judge/statistics/': 'unit/judge/statistics/rate.test.ts',
  'judge/flag-words.ts': 'unit/judge/injection/flag.test.ts',
  'judge/incidents/': 'unit/judge/incidents/file.test.ts',
  'judge/injection/': 'unit/judge/injection/changer.test.ts',
  'control/': 'unit/control/live-session.test.ts',
  'control/journal/': 'unit/control/journal/journal.test.ts',
  'control/state/': 'unit/control/state/directory-store.test.ts',
  'control/state/etcd/': 'servers/state/etcd.test.ts',
  'control/kubernetes/': 'servers/kubernetes/client.test.ts',
  'control/state/kubernetes/': 'servers/kubernetes/state.test.ts',
  'control/record/record-shape.ts': 'unit/control/state/directory-store.test.ts',
  'control/controller/': 'unit/control/controller/controller.test.ts',
  'control/api/': 'unit/control/api/routes.test.ts',
  'control/actuators/': 'unit/control/actuators.test.ts',
  'control/actuators/launchdarkly/': 'unit/control/actuators/launchdarkly.test.ts',
  'control/actuators/postgres': 'servers/actuators/postgres.test.ts',
  'control/actuators/kubernetes/': 'unit/control/actuators/kubernetes/route.test.ts',
  'control/actuators/virtual-service.ts': 'servers/kubernetes/actuators.test.ts',
  'control/actuators/http-route.ts': 'servers/kubernetes/actuators.test.ts',
  'control/actuators/feature-flag.ts': 'servers/kubernetes/actuators.test.ts',
  'control/actuators/config-map.ts': 'servers/kubernetes/actuators.test.ts',
  'control/actuators/patch.ts': 'servers/kubernetes/actuators.test.ts',
  'control/actuators/unleash': 'servers/actuators/unleash.test.ts',
  'control/actuators/flagd/': 'unit/control/actuators/flagd.test.ts',
  'control/address.ts': 'unit/control/actuators/webhook.test.ts',
  'control/guarded.ts': 'unit/control/actuators/webhook.test.ts',
  'control/http.ts': 'unit/control/actuators/webhook.test.ts',
  'control/notify/': 'unit/control/notifiers.test.ts',
  'control/remote/': 'acceptance/server.test.ts',
  'control/open-world.ts': 'unit/control/actuators/webhook.test.ts',
  'control/outcome.ts': 'unit/control/actuators/exec.test.ts',
  'control/program.ts': 'unit/control/actuators/exec.test.ts',
  'control/program-keys.ts': 'unit/control/actuators/exec.test.ts',
  'control/run/': 'prometheus/run.test.ts',
  'control/rollout-file/': 'unit/control/rollout-file/read.test.ts',
  'disk/': 'unit/disk/write-text.test.ts',
  'errors/': 'unit/errors/codes.test.ts',
  'numerics/': 'unit/source/scenario.test.ts',
  'policy/diff/': 'unit/policy/diff.test.ts',
  'policy/lint/': 'unit/policy/lint.test.ts',
  'policy/policy.ts': 'unit/policy/read.test.ts',
  'preflight/': 'unit/preflight/preflight.test.ts',
  'prometheus/': 'unit/prometheus/connect.test.ts',
  'prometheus/http-config/': 'unit/prometheus/http-config.test.ts',
  'render/assessment/': 'unit/render/assessment.test.ts',
  'render/assessment/blocks/': 'unit/render/assessment-blocks.test.ts',
  'render/assessment/browser/': 'browser/assessment.test.ts',
  'render/blocks/block.ts': 'unit/render/blocks/text.test.ts',
  'render/blocks/escape-markdown.ts': 'unit/render/blocks/markdown.test.ts',
  'render/chart/': 'unit/render/chart.test.ts',
  'render/comparison/': 'unit/render/comparison-blocks.test.ts',
  'render/export/': 'unit/render/export.test.ts',
  'render/dashboard/': 'unit/render/dashboard.test.ts',
  'render/live/': 'unit/render/live-picture.test.ts',
  'render/page/': 'unit/render/report.test.ts',
  'render/plot': 'unit/render/chart.test.ts',
  'render/report/': 'unit/render/report.test.ts',
  'render/report/browser/': 'browser/report.test.ts',
  'render/tree-text.ts': 'unit/render/circuit-text.test.ts',
  'render/sentence/event.ts': 'unit/render/summary.test.ts',
  'render/sentence/names.ts': 'unit/render/sentence/criterion.test.ts',
  'render/summary/': 'unit/render/summary.test.ts',
  'render/svg/': 'unit/render/svg.test.ts',
  'render/tuning/': 'unit/render/tuning-blocks.test.ts',
  'render/words.ts': 'unit/render/summary.test.ts',
  'rollout/': 'unit/rollout/drivers.test.ts',
  'rollout/gates/': 'unit/rollout/gates/hours.test.ts',
  'run/': 'unit/run/run.test.ts',
  'run/policy-test/': 'unit/run/policy-test/run-test.test.ts',
  'schema/': 'unit/schema/explain-faults.test.ts',
  'source/': 'unit/source/history.test.ts',
  'source/live/': 'unit/source/live.test.ts',
  'source/recording/': 'unit/source/replay.test.ts',
  'source/scenario/': 'unit/source/scenario.test.ts',
  'text/promql/': 'unit/text/promql.test.ts',
  'text/shape.ts': 'unit/prometheus/http-config.test.ts',
  'text/yaml/': 'unit/text/yaml.test.ts',
};

const packageOf = (target: string): string =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
const packages = imports.filter(
  ({ target, form }) => form !== 'type' && !isOurs(target) && !target.startsWith('node:'),
);

function destination(target: string): string {
  if (target.startsWith('node:')) return target;
  return target.includes('package.json') ? 'package.json' : roomOf(target);
}

function isAllowed({ file, target, form }: Import): boolean {
  const from = roomOf(file);
  const to = destination(target);
  const may = (MAY[from] ?? '').split(' ');
  if (from === to || may.includes(to)) return true;
  if (to.startsWith('node:')) return may.includes('node:');
  return form === 'type' && may.includes(`${to}:type`);
}

describe('imports', () => {
  test('stay within the table', () => {
    const broken = imports.filter(
      (one) => (isOurs(one.target) || one.target.startsWith('node:')) && !isAllowed(one),
    );
    expect(broken.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  test('every room of src is in the table, and none but those', () => {
    expect([...new Set(sources.map(roomOf))].sort()).toEqual(Object.keys(MAY).sort());
  });

  test('no arrow leads upward: the table has an order in which every room comes after those it imports', () => {
    const rooms = new Map(
      Object.entries(MAY).map(([room, may]) => [
        room,
        may.split(' ').flatMap((one) => one.replace(':type', '').match(/^[a-z]+$/) ?? []),
      ]),
    );
    const placed = new Set<string>();
    for (let before = -1; before !== placed.size; ) {
      before = placed.size;
      for (const [room, below] of rooms) if (below.every((one) => placed.has(one))) placed.add(room);
    }
    expect([...rooms.keys()].filter((room) => !placed.has(room))).toEqual([]);
  });

  test('no files import each other in a circle', () => {
    expect(circles()).toEqual([]);
  });

  test.each(Object.entries(PURE))(
    '%s is pure: no package, clock, promise or randomness',
    (room, excepted) => {
      expect(packages.filter(({ file }) => roomOf(file) === room)).toEqual([]);
      const impure = sources.filter(
        (file) =>
          roomOf(file) === room &&
          /\bDate\.|\bnew Date\b|Math\.random|\bPromise\b|\basync\b|\bprocess\.|\bset(Timeout|Interval|Immediate)\b/.test(
            readSource(file),
          ),
      );
      expect(impure).toEqual(excepted);
    },
  );

  test('only main and the command line print or end the process', () => {
    const printing = sources.filter(
      (file) => roomOf(file) !== 'cli' && /console\.|process\.(stdout|stderr|exit)/.test(readSource(file)),
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

  test('is compared by name only where kinds are known', () => {
    const comparing = sources.filter(
      (file) =>
        !KNOWS_KINDS.some((known) => file.startsWith(known)) &&
        /kind\.kind\s*[!=]==|[!=]==\s*\w+\.kind\.kind\b|\[\w*\.?kind\.kind\]|\.(has|get|includes)\([\w.]*kind\.kind\)/.test(
          readSource(file),
        ),
    );
    expect(comparing).toEqual([]);
  });

  test('has its name as a literal in no comparison elsewhere', () => {
    // `max` and `or` are also words of PromQL: those that could be anything else do not count.
    const plain = ['and', 'max', 'min', 'or'];
    const names = kinds
      .flatMap((kind) => [kind.kind, spelling(kind)])
      .filter((name) => !plain.includes(name))
      .join('|');
    const literal = new RegExp(`[!=]==\\s*'(${names}|flow_control\\.\\w+)'|case '(${names})'`);
    const comparing = sources.filter(
      (file) => !KNOWS_KINDS.some((known) => file.startsWith(known)) && literal.test(readSource(file)),
    );
    expect(comparing).toEqual([]);
  });

  test('is listed nowhere else: no file outside names four of them', () => {
    const names = kinds.map(({ kind }) => kind).filter((kind) => kind.includes('_') || kind === 'decider');
    const listing = sources.filter((file) => {
      if (KNOWS_KINDS.some((known) => file.startsWith(known)) || file.startsWith('errors/codes/'))
        return false;
      const text = readSource(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      return names.filter((name) => new RegExp(`\\b${name}\\b`).test(text)).length >= 4;
    });
    expect(listing).toEqual([]);
  });
});

describe('test/unit mirrors src', () => {
  const tests = filesBelow('test/unit', '.test.ts').filter((file) => file !== 'architecture.test.ts');
  const sourceOf = (file: string) => join(root, 'src', file.replace('.test.ts', '.ts'));
  const hasMirror = (file: string) => existsSync(join(root, 'test/unit', file.replace(/\.ts$/, '.test.ts')));
  const coverOf = (file: string): string | undefined =>
    Object.keys(COVERED_BY)
      .filter((place) => file.startsWith(place))
      .sort((a, b) => b.length - a.length)[0];
  const unmirrored = sources.filter((file) => !hasMirror(file));

  test('every test has its source', () => {
    expect(tests.filter((file) => !existsSync(sourceOf(file)))).toEqual([]);
  });

  test('every source has a test of its name, or a place in the list of those that cover others', () => {
    expect(unmirrored.filter((file) => coverOf(file) === undefined)).toEqual([]);
  });

  test('every place in that list is used, and its test is there', () => {
    const used = new Set(unmirrored.map(coverOf));
    const places = Object.entries(COVERED_BY);
    const stale = places.filter(([place, by]) => !used.has(place) || !existsSync(join(root, 'test', by)));
    expect(stale).toEqual([]);
  });
});
