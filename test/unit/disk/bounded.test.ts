import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBytes, readRegularFile } from '../../../src/disk/bounded.ts';

let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollout-bounded-'));
  execFileSync('mkfifo', [at('pipe')]);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a pipe that nobody writes to is refused at once', async () => {
  await expect(readBytes(at('pipe'))).rejects.toThrow('it is an empty pipe: nobody writes to it');
});

test('a pipe is read to its end, in however many pieces and whenever they come', async () => {
  const script = `exec 3<> "${at('pipe')}"; echo ready; read; head -c 200000 /dev/zero >&3; read; echo end >&3`;
  const writer = spawn('bash', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(writer.stdout, 'data');
  const reading = readBytes(at('pipe'));
  writer.stdin.write('\n\n');
  const bytes = await reading;
  expect(bytes.length).toBe(200_004);
  expect(bytes.subarray(-4).toString()).toBe('end\n');
});

test('only a regular file is read at once', () => {
  symlinkSync('/dev/zero', at('device'));
  for (const name of ['pipe', 'device'])
    expect(() => readRegularFile(at(name))).toThrow('it is not a regular file');
  expect(() => readRegularFile(folder)).toThrow('EISDIR');
  writeFileSync(at('large'), 'a');
  truncateSync(at('large'), 16 * 1024 * 1024 + 1);
  expect(() => readRegularFile(at('large'))).toThrow('it is larger than 16 MiB');
});
