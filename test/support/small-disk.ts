import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const mount = (size: string, folder: string) =>
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' });

/** Whether a small disk can be made to order: root, in most places. */
export function canMount(): boolean {
  try {
    withSmallDisk('64k', () => undefined);
    return true;
  } catch {
    return false;
  }
}

/** A disk of so many bytes, `64k`, gone afterwards. */
export function withSmallDisk<T>(size: string, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-disk-'));
  let isMounted = false;
  const end = () => {
    if (isMounted) execFileSync('umount', [folder]);
    rmdirSync(folder);
  };
  try {
    mount(size, folder);
    isMounted = true;
    const used = use(folder);
    if (!(used instanceof Promise)) {
      end();
      return used;
    }
    return used.finally(end) as T;
  } catch (problem) {
    end();
    throw problem;
  }
}
