import { setTimeout as pause } from 'node:timers/promises';

/** Waits until something is so; a test that waits in vain is ended by the guard of the runner. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(5);
}
