import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withPrometheus } from '../support/real.ts';
import { root } from '../support/script.ts';

interface Message {
  readonly pickle?: { readonly name: string };
  readonly testStepFinished?: { readonly testStepResult: { readonly status: string } };
}

const STORIES = ['gradual-release', 'monitoring', 'rapid-dial-down'];

withPrometheus('the stories', () => {
  // Below node_modules, where the steps find cucumber.
  const cache = join(root, 'node_modules/.cache/rollout');
  let folder: string;
  beforeAll(async () => {
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(join(cache, 'stories-'));
    await build({
      entryPoints: [join(root, 'test/stories/steps.ts')],
      outfile: join(folder, 'steps.mjs'),
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      sourcemap: 'inline',
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('each scenario passes, and none is left out', async () => {
    const features = STORIES.map((name) => join('test/stories', `${name}.feature`));
    const cucumber = join(root, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
    const log = join(folder, 'log.ndjson');
    const args = [
      '--enable-source-maps',
      cucumber,
      '--import',
      join(folder, 'steps.mjs'),
      '--format',
      `message:${log}`,
    ];
    const env = { ...process.env, CUCUMBER_PUBLISH_QUIET: 'true' };
    await promisify(execFile)(process.execPath, [...args, ...features], { cwd: root, env }).catch(
      (problem) => {
        throw new Error(`${problem.stdout}${problem.stderr}`);
      },
    );
    const messages: Message[] = readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(messages.flatMap(({ pickle }) => pickle?.name ?? []).sort()).toEqual([
      'a release with issues is dialled down',
      'good metrics take a feature from a few users to all',
      'metrics of a release steer it',
    ]);
    const statuses = messages.flatMap(
      ({ testStepFinished }) => testStepFinished?.testStepResult.status ?? [],
    );
    expect(new Set(statuses)).toEqual(new Set(['PASSED']));
  });
});
