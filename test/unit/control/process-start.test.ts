import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { processStart, psStart } from '../../../src/control/process-start.ts';

/** A process that lives until its standard input ends. */
const live = () => spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });

const programOf = (pid: number) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim();

test.each([
  ['/proc', processStart],
  ['ps', psStart],
])('the start of a process by %s stays while it lives, and is none when it has ended', async (_, startOf) => {
  const child = live();
  const pid = child.pid!;
  const start = startOf(pid);
  expect(start).toBeTruthy();
  expect(startOf(pid)).toBe(start);
  child.stdin.end();
  await once(child, 'exit');
  expect(startOf(pid)).toBeUndefined();
});

test('a process that ended and that nobody has waited for is none', async () => {
  // The shell becomes a program that waits for no child.
  const parent = spawn('sh', ['-c', 'exec 3<&0; cat <&3 & echo $!; exec sleep 600 3<&-'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [output] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(output);
  expect(processStart(pid)).toBeTruthy();
  // A shell that still runs would wait for its child.
  while (programOf(parent.pid!) !== 'sleep') await pause(20);
  parent.stdin.end();
  while (processStart(pid) !== undefined) await pause(20);
  expect(readFileSync(`/proc/${pid}/stat`, 'utf8')).toMatch(/\) Z /);
  parent.kill();
});

test('numbers of no process have no start', () => {
  expect([processStart(0), processStart(-1), processStart(2 ** 22 + 1)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
