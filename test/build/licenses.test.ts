import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleRollout } from '../../build/bundle.mjs';
import { writeValidators } from '../../build/validators.mjs';
import { root } from '../support/script.ts';

const text = readFileSync(join(root, 'THIRD-PARTY-LICENSES'), 'utf8');
const sections = text.split(/^-{78}$/m).slice(1);
/** `name version (license)` lines, in the order of the file. */
const titles = sections.flatMap((section) => section.trim().split('\n\n')[0]!.split('\n'));

const LICENSES = ['Apache-2.0', 'ISC', 'MIT'];

test('names every package of which the bundle has code, and no other', async () => {
  const metafiles = [(await bundleRollout()).metafile, await writeValidators()];
  const used = new Map<string, number>();
  for (const { inputs } of metafiles.flatMap(({ outputs }) => Object.values(outputs))) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(path)?.[1];
      if (name) used.set(name, (used.get(name) ?? 0) + bytesInOutput);
    }
  }
  const bundled = [...used].filter(([, bytes]) => bytes > 0).map(([name]) => name);
  expect(titles.map((title) => title.split(' ')[0]).sort()).toEqual(bundled.sort());
});

test('packages that share a text stand together, by name; each has the text', () => {
  for (const section of sections) {
    const [names, ...texts] = section.trim().split('\n\n');
    expect(names!.split('\n')).toEqual(names!.split('\n').sort());
    expect(texts.join('\n').length, names).toBeGreaterThan(500);
  }
});

test('the licenses are known ones', () => {
  const found = new Set(titles.map((title) => /\((.*)\)$/.exec(title)?.[1]));
  expect([...found].sort()).toEqual(LICENSES);
});

test('elkjs is no part of the bundle: its license, the EPL, comes with its own package', () => {
  expect(titles.filter((title) => title.startsWith('elkjs '))).toEqual([]);
  expect(readFileSync(join(root, 'node_modules/elkjs/LICENSE.md'), 'utf8')).toContain(
    'Eclipse Public License',
  );
});
