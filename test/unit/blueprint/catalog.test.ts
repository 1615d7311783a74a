import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findBlueprint, listBlueprints } from '../../../src/blueprint/catalog.ts';
import { RolloutError } from '../../../src/errors/rollout-error.ts';
import { root } from '../../support/script.ts';

const directory = mkdtempSync(join(tmpdir(), 'rollout-blueprints-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A directory of blueprints with these files. */
function blueprints(name: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(directory, name, file, '..'), { recursive: true });
    writeFileSync(join(directory, name, file), text);
  }
  return join(directory, name);
}

const refusal = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (problem) =>
      problem instanceof RolloutError
        ? problem.diagnostics.map(({ code, message, line }) => `${line} ${code} ${message}`)
        : [String(problem)],
  );

test('the built-in blueprints and their drivers', async () => {
  expect(
    (await listBlueprints()).map(({ name, drivers }) => [name.split('/').at(-1), drivers.length]),
  ).toEqual([
    ['average-latency', 1],
    ['base', 4],
    ['ema-latency', 1],
    ['percentile-latency', 1],
    ['promql', 1],
  ]);
});

test.each(['promql', 'policies/feature-rollout/promql', 'policies/feature-rollout/promql/'])(
  '%s',
  async (name) => {
    expect(await findBlueprint(name)).toMatchObject({
      name: 'policies/feature-rollout/promql',
      renderer: 'feature-rollout',
    });
  },
);

test('an unknown name, with the nearest one', async () => {
  expect(await refusal(findBlueprint('average_latency'))).toEqual([
    'null UNKNOWN_BLUEPRINT unknown blueprint "average_latency", did you mean "average-latency"?',
  ]);
});

describe('a directory of the user', () => {
  const examples = join(root, 'examples/blueprints');
  test('is listed beside the built-in ones', async () => {
    const found = await listBlueprints(examples);
    expect(found.map(({ name }) => name)).toContain('shop/guarded-rollout');
    expect(found).toHaveLength(6);
  });

  test('wins where a name is the same', async () => {
    const own = blueprints('same', { 'promql/blueprint.yaml': 'title: Mine\nrenderer: feature-rollout' });
    expect(await findBlueprint('promql', own)).toMatchObject({ name: 'promql', title: 'Mine' });
    expect(await findBlueprint('policies/feature-rollout/promql', own)).toMatchObject({
      title: 'Feature rollout by PromQL',
    });
  });

  test('needs the full name where two share the last part', async () => {
    const manifest = 'title: x\nrenderer: feature-rollout';
    const own = blueprints('two', { 'a/b/blueprint.yaml': manifest, 'c/b/blueprint.yaml': manifest });
    expect(await refusal(findBlueprint('b', own))).toEqual([
      'null USAGE_VALUE --name takes one of a/b, c/b, got "b"',
    ]);
    expect(await findBlueprint('c/b', own)).toMatchObject({ name: 'c/b' });
  });

  test('is read whatever is in it besides', async () => {
    const manifest = 'title: x\nrenderer: feature-rollout';
    const own = blueprints('besides', {
      'b/blueprint.yaml': manifest,
      'node_modules/x/blueprint.yaml': '',
      '.git/blueprint.yaml': '',
    });
    expect((await listBlueprints(own)).map(({ name }) => name).slice(0, 1)).toEqual(['b']);
  });

  test.each([
    ['that is a file', join(root, 'package.json'), /^null FILE_UNREADABLE/],
    [
      'with a schema that is none',
      blueprints('schema', {
        'b/blueprint.yaml': 'title: x\nrenderer: feature-rollout',
        'b/values.schema.json': '{',
      }),
      /^null BLUEPRINT_SCHEMA/,
    ],
    ['that is not there', join(directory, 'nowhere'), /^null FILE_MISSING/],
    ['without a blueprint', blueprints('none', { 'x.txt': '' }), /^null BLUEPRINT_NONE/],
    [
      'with an unknown renderer',
      blueprints('renderer', { 'b/blueprint.yaml': 'title: x\nrenderer: helm' }),
      /^2 VALUES_ENUM renderer must be one of feature-rollout, got "helm"/,
    ],
    ['with a manifest that is empty', blueprints('empty', { 'b/blueprint.yaml': '' }), /^1 YAML_EMPTY/],
  ])('%s', async (_, place, expected) => {
    expect(await refusal(findBlueprint('b', place))).toEqual([expect.stringMatching(expected)]);
  });
});
