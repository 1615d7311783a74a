import { expect, test } from 'vitest';
import { findBlueprint } from '../../../../src/blueprint/catalog.ts';
import { renderBlueprint } from '../../../../src/blueprint/render.ts';
import { write } from '../../../../src/cli/generate/write.ts';
import type { IO } from '../../../../src/cli/io.ts';
import { fail } from '../../../../src/errors/rollout-error.ts';
import { parseYaml } from '../../../../src/text/yaml.ts';
import { fakeIO } from '../../../support/fake-io.ts';
import { scriptedPrompts } from '../../../support/scripted-prompts.ts';
import { exampleValues } from '../../../support/values.ts';

const document = parseYaml(exampleValues('promql'), 'v.yaml');
const policy = await renderBlueprint(await findBlueprint('promql'), document);

/** A world with `old.yaml` and a directory nobody may write into. */
function world(): IO {
  const io = fakeIO({ files: { 'old.yaml': 'old' } });
  return {
    ...io,
    async write(file, text, options) {
      if (file.startsWith('locked/')) throw fail('FILE_UNWRITABLE', { file, why: 'permission denied' });
      return io.write(file, text, options);
    },
  };
}

test.each([
  ['where nothing stands', 'new.yaml', [], 'new.yaml', []],
  ['over what exists', 'old.yaml', ['yes'], 'old.yaml', ['old.yaml exists. Replace it: yes']],
  [
    'beside what exists',
    'old.yaml',
    ['no', 'new.yaml'],
    'new.yaml',
    ['old.yaml exists. Replace it: no', 'Write to []: new.yaml'],
  ],
  [
    'elsewhere, where a file cannot be written: the answers are not lost',
    'locked/v.yaml',
    ['locked/w.yaml', 'new.yaml'],
    'new.yaml',
    [
      expect.stringMatching(/^ {2}\| .*locked\/v\.yaml.*permission denied/),
      'Write to []: locked/w.yaml',
      expect.stringMatching(/^ {2}\| .*locked\/w\.yaml.*permission denied/),
      'Write to []: new.yaml',
    ],
  ],
])('a person writes %s', async (_, outputFile, answers, values, transcript) => {
  const prompts = scriptedPrompts(answers);
  const io = world();
  expect(await write({ policy, document, hasNewValues: true }, { outputFile }, prompts, io)).toEqual({
    values,
    files: [values],
  });
  expect(prompts.transcript).toEqual(transcript);
  expect(await io.read(values)).toContain('policy_name: checkout-v2');
});

test.each([
  ['old.yaml', 'FILE_EXISTS'],
  ['locked/v.yaml', 'FILE_UNWRITABLE'],
])('with nobody to prompts, %s is refused: %s', async (outputFile, code) => {
  await expect(
    write({ policy, document, hasNewValues: true }, { outputFile }, undefined, world()),
  ).rejects.toMatchObject({
    diagnostics: [{ code }],
  });
});
