import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The picture of a report, and the digest of the page it was taken of: fonts differ from machine to machine, pages do not. */
export const REPORT_PICTURE = 'docs/pictures/report.png';
export const REPORT_DIGEST = 'docs/pictures/report.sha256';

/** The page of a report, made by the built binary of that repository. */
export function reportPage(root: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-picture-'));
  const file = join(folder, 'report.html');
  const values = join(root, 'examples/demo/values.yaml');
  const run = ['simulate', values, '--start', '--scenario', 'flapping', '--duration', '45m'];
  try {
    execFileSync(process.execPath, [join(root, 'dist/rollout.js'), ...run, '--quiet', '--report', file]);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const digestOf = (page: string): string => createHash('sha256').update(page).digest('hex');
