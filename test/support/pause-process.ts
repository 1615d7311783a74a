import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { until } from './until.ts';

/** Stops a process in the middle of whatever it does, until SIGCONT. A signal takes a moment: each of its threads has to stop. */
export async function pauseProcess(child: ChildProcess): Promise<void> {
  child.kill('SIGSTOP');
  const tasks = `/proc/${child.pid}/task`;
  const isStopped = (task: string): boolean =>
    /^State:\s+T/m.test(readFileSync(`${tasks}/${task}/status`, 'utf8'));
  await until(() => readdirSync(tasks).every(isStopped));
}
