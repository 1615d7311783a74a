import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeBundle } from '../../../src/cli/bundle.ts';
import { compileLoaded, loadPolicy } from '../../../src/cli/load-policy.ts';
import { systemIO } from '../../../src/cli/system-io.ts';
import { mermaid } from '../../../src/render/mermaid.ts';
import { fakeIO } from '../../support/fake-io.ts';
import { exampleValues } from '../../support/values.ts';

const directory = mkdtempSync(join(tmpdir(), 'rollout-bundle-'));
afterAll(() => rmSync(directory, { recursive: true }));

const load = () =>
  loadPolicy({ valuesFile: 'v.yaml' }, fakeIO({ files: { 'v.yaml': exampleValues('base') } }));

test('the files of a bundle', async () => {
  const io = fakeIO();
  const policy = await load();
  const paths = await writeBundle(policy, 'out', {}, io);
  expect(paths).toEqual([...io.files.keys()]);
  expect(paths).toEqual(
    ['cr.yaml', 'yaml', 'cr.mmd', 'cr.dot', 'cr.svg', 'json'].map((ending) =>
      expect.stringMatching(new RegExp(`checkout-v2[-.]${ending}$`)),
    ),
  );
  expect(io.files.get('out/graphs/checkout-v2-cr.mmd')).toBe(mermaid(compileLoaded(policy).plan.tree));
  expect(JSON.parse(io.files.get('out/dashboards/checkout-v2.json')!)).toMatchObject({
    title: 'Checkout v2',
  });
});

test('a folder that is not empty is kept', async () => {
  writeFileSync(join(directory, 'mine.txt'), 'mine');
  const io = { ...fakeIO(), ...systemIO(), cwd: directory };
  await expect(writeBundle(await load(), directory, {}, io)).rejects.toThrow('exists');
  expect(readdirSync(directory)).toEqual(['mine.txt']);
  await writeBundle(await load(), directory, { overwrite: true }, io);
  expect(readdirSync(directory).sort()).toEqual(['dashboards', 'graphs', 'mine.txt', 'policies']);
  expect(readFileSync(join(directory, 'policies/checkout-v2-cr.yaml'), 'utf8')).toContain('kind: Policy');
});
