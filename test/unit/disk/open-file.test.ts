import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openerOf, openFile } from '../../../src/disk/open-file.ts';

test.each([
  ['linux', {}, ['xdg-open']],
  ['darwin', {}, ['open']],
  ['win32', {}, ['cmd', '/c', 'start', '']],
  ['darwin', { BROWSER: 'lynx' }, ['lynx']],
] as const)('on %s with %j a file is shown by %j', (platform, env, opener) => {
  expect(openerOf(env, platform)).toEqual(opener);
});

test('the program gets the whole path; one that is missing or fails is an error', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'open-file-'));
  const program = join(folder, 'browser');
  const seen = join(folder, 'seen');
  writeFileSync(program, `#!/bin/sh\nprintf %s "$1" > ${seen}\n[ -e "$1" ]\n`);
  chmodSync(program, 0o755);
  await openFile(program, { BROWSER: program });
  expect(existsSync(seen) && readFileSync(seen, 'utf8')).toBe(program);
  await expect(openFile(join(folder, 'none'), { BROWSER: program })).rejects.toThrow(
    `${program} ended with 1`,
  );
  await expect(openFile(program, { BROWSER: join(folder, 'none') })).rejects.toThrow('ENOENT');
});
