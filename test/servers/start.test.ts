import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../support/script.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
/** The commands of the blocks of that name; those of the start have none. */
const commandsOf = (name: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`sh${name}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].flatMap(([, block]) =>
    block!
      .replaceAll(/\\\n */g, '')
      .trim()
      .split('\n'),
  );
/** A guard against a hang: an installation alone takes a minute. */
const TIMEOUT_MS = 1_200_000;
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

describe('a fresh clone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-start-'));
  const clone = join(folder, 'clone');
  /** Nothing of the npm that runs this test. */
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1' };
  const run = async (line: string): Promise<string> => {
    const options = { cwd: clone, env, maxBuffer: 1 << 24 };
    const { stdout } = await promisify(execFile)('bash', ['-c', line], options).catch((problem) => {
      throw new Error(`${line}: ${problem.stdout}${problem.stderr}`);
    });
    return stdout;
  };

  beforeAll(async () => {
    await promisify(execFile)('git', ['clone', '--quiet', '--no-local', root, clone]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** `npm ci` without a network; where npm has not kept the packages, those of this repository, and what it does after it. */
  async function install(): Promise<void> {
    try {
      await run('npm ci --offline --no-audit --no-fund');
    } catch {
      rmSync(join(clone, 'node_modules'), { recursive: true, force: true });
      symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
      await run('npm run prepare');
    }
  }

  test(
    'the demo and the tour leave nothing that its check complains of, nor git',
    async () => {
      const start = commandsOf('');
      expect(start.slice(-2)).toEqual(['npm ci && npm run demo', 'npm test']);
      await install();
      expect(await run('npm run demo')).toContain('npx rollout demo');
      const tour = commandsOf(' tour').filter((line) => /^npx rollout (?!.*--prometheus)/.test(line));
      expect(tour.length).toBeGreaterThanOrEqual(4);
      for (const line of tour) await run(line);
      expect(existsSync(join(clone, 'rollout-demo/report.html'))).toBe(true);
      expect(existsSync(join(clone, 'tour/values.yaml'))).toBe(true);
      expect(scripts.test).toMatch(/ && vitest run$/);
      await run(scripts.test.replace(/ && vitest run$/, ''));
      expect(await run("git status --porcelain -- ':!node_modules'")).toBe('');
    },
    TIMEOUT_MS,
  );

  test('hints of a clone name npx rollout, which is there', async () => {
    const { stderr } = await promisify(execFile)('npx', ['rollout', 'blueprints', 'show', 'nothing'], {
      cwd: clone,
      env,
    }).catch((problem) => problem);
    expect(stderr).toContain('hint: see `npx rollout blueprints list`');
    expect(await run('npx rollout blueprints list')).toContain('average-latency');
  });
});
