import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AtomicFile } from '../../../src/disk/atomic-file.ts';
import { temporaryBeside } from '../../../src/disk/temporary.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollout-temporary-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the next writer removes what killed writers of the same file left, and nothing else', () => {
  const target = join(folder, 'trace.csv');
  const own = temporaryBeside(target);
  const { pid: ended } = spawnSync('true');
  const left = own.replace(`-${process.pid}-`, `-${ended}-`);
  const kept = [
    own,
    left.replace('trace.csv', 'other.csv'),
    left.replace(/[0-9a-f]{8}-(?=\d)/, '00000000-'),
    join(folder, '.trace.csv.tmp'),
  ];
  for (const file of [left, ...kept]) writeFileSync(file, '');
  new AtomicFile({ path: target, mode: 0o644 }).commit();
  expect(readdirSync(folder).sort()).toEqual([...kept.map((file) => basename(file)), 'trace.csv'].sort());
});
