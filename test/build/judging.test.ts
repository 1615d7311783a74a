import { readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { EXAMPLE_RECORDING, recordExample } from '../../build/judging/recording.ts';
import { root } from '../support/script.ts';

const KEPT = join(root, EXAMPLE_RECORDING);

/** What a recording holds; how long its members are is a matter of the zlib that made it. */
const contentOf = (file: string): string =>
  gunzipSync(readFileSync(file))
    .toString('latin1')
    .replace(/"members":\[[\d,]*\]/, '');

test('the recording of the guide is what its script writes (else: node build/run.mjs build/judging/main.ts)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollout-judging-'));
  try {
    const file = join(folder, 'made.recording');
    await recordExample(root, file);
    expect(contentOf(file) === contentOf(KEPT)).toBe(true);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the recording of two weeks takes less than 300 kB', () => {
  expect(statSync(KEPT).size).toBeLessThan(300_000);
});
