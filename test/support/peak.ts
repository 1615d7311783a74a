import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rollout = fileURLToPath(new URL('../../dist/rollout.js', import.meta.url));

/** Writes the peak of its process's resident memory, in KiB, when it ends. */
const PRELOAD = `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)));`;

export interface Measured {
  readonly exit: number;
  readonly stderr: string;
  readonly peakMegabytes: number;
}

/** Runs the built command line in a folder; its peak of resident memory is measured by itself. */
export async function measure(args: readonly string[], cwd: string): Promise<Measured> {
  const own = mkdtempSync(join(tmpdir(), 'rollout-peak-'));
  const file = join(own, 'peak');
  const preload = join(own, 'preload.mjs');
  writeFileSync(preload, PRELOAD);
  const env = { ...process.env, PEAK_FILE: file };
  const child = new Promise<{ exit: number; stderr: string }>((done) => {
    execFile(
      process.execPath,
      ['--import', preload, rollout, ...args],
      { cwd, env, maxBuffer: 2 ** 30 },
      (problem, _stdout, stderr) => done({ exit: problem ? Number(problem.code) : 0, stderr }),
    ).stdin?.end();
  });
  const { exit, stderr } = await child;
  const peakMegabytes = (Number(readFileSync(file, 'utf8')) * 1024) / 1e6;
  rmSync(own, { recursive: true });
  return { exit, stderr, peakMegabytes };
}
