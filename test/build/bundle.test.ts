import { expect, test } from 'vitest';
import { bundleRollout } from '../../build/bundle.mjs';

test('every file is ASCII: one other character makes Node keep a file in twice the memory', async () => {
  const { outputFiles } = await bundleRollout();
  const others = outputFiles.filter(({ contents }) => /[^\0-\x7f]/.test(Buffer.from(contents).toString()));
  expect(others.map(({ path }) => path)).toEqual([]);
  expect(outputFiles.length).toBeGreaterThan(10);
});
