import { expect, test } from 'vitest';
import { type AnnotationForm, annotationsFor } from '../../../src/cli/annotations.ts';
import { diagnostic } from '../../../src/errors/rollout-error.ts';

const found = [diagnostic('FILE_MISSING', { file: 'v.yaml' })];

/** What is printed for one diagnostic: a line at once, a document at the end, or nothing. */
async function printed(
  annotations: AnnotationForm | undefined,
  { json = false, env = {} }: { json?: boolean; env?: Record<string, string> } = {},
): Promise<string> {
  const opened = await annotationsFor({ annotations, json }, { env, cwd: '/work' });
  return (opened.add(found) + opened.end()).slice(0, 7);
}

const JOB = { GITHUB_ACTIONS: 'true' };

test.each([
  [undefined, {}, ''],
  [undefined, { env: JOB }, '::error'],
  [undefined, { env: { GITHUB_ACTIONS: 'false' } }, ''],
  [undefined, { env: JOB, json: true }, ''],
  ['none', { env: JOB }, ''],
  ['github', {}, '::error'],
  ['github', { json: true }, '::error'],
  ['gitlab', { env: JOB }, '[\n  {\n '],
] as const)('--annotations %s %j', async (form, world, expected) => {
  expect(await printed(form, world)).toBe(expected);
});
