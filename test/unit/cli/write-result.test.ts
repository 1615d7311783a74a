import { expect, test } from 'vitest';
import { writeResult } from '../../../src/cli/write-result.ts';
import { fakeIO } from '../../support/fake-io.ts';

test.each([
  ['a new file', 'new', {}, undefined, 'fresh'],
  ['over an old one, as the flag says', 'old', { overwrite: true }, undefined, 'fresh'],
  ['over an old one, as a person says', 'old', {}, true, 'fresh'],
  ['not over an old one, as a person says', 'old', {}, false, 'kept'],
])('writes %s', async (_name, file, flags, answer, expected) => {
  const asked: string[] = [];
  const io = {
    ...fakeIO({ files: { old: 'kept' } }),
    mayReplace: async (name: string) => {
      asked.push(name);
      return answer === true;
    },
  };
  const written = writeResult(file, 'fresh', flags, io);
  if (answer === false)
    await expect(written).rejects.toMatchObject({ diagnostics: [{ code: 'FILE_EXISTS' }] });
  else await written;
  expect(await io.read(file)).toBe(expected);
  expect(asked).toEqual(answer === undefined ? [] : ['old']);
});
