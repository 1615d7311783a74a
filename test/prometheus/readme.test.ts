import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { findPrometheus, freePort, INSTALL_HINT } from '../support/prometheus.ts';

const root = join(import.meta.dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The commands of every block of that name in a page, in order. */
const blocks = (name: string, page = readme): string[] =>
  [...page.matchAll(new RegExp(`^ *\`\`\`sh ${name}\\n([\\s\\S]*?)^ *\`\`\``, 'gm'))].map(
    (match) => match[1]!,
  );

/**
 * An empty directory that looks like a fresh clone: the examples, and an npx that finds the built binary.
 * Gone with the test.
 */
function clone(): string {
  const directory = mkdtempSync(join(tmpdir(), 'rollout-readme-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  symlinkSync(join(root, 'examples'), join(directory, 'examples'));
  writeFileSync(
    join(directory, 'npx'),
    `#!/bin/sh\nshift\nexec "${process.execPath}" "${join(root, 'dist', 'rollout.js')}" "$@"\n`,
    { mode: 0o755 },
  );
  return directory;
}

const binaries = findPrometheus();

/**
 * Runs a page's commands in `directory`; the first block starts Prometheus, whose port is a free one here.
 * Returns stdout.
 */
async function follow([load, ...rest]: readonly string[], directory: string): Promise<string> {
  const port = await freePort();
  const ready = `fetch('http://127.0.0.1:9090/-/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`;
  const wait = `until "${process.execPath}" -e "${ready}"; do sleep 0.1; done\n`;
  const commands = ['set -e', 'trap "kill \\$(jobs -p); wait" EXIT', load, wait, ...rest].join('\n');
  const env = {
    ...process.env,
    PATH: [directory, dirname(binaries!.prometheus), process.env.PATH].join(delimiter),
    ROLLOUT_STATE_DIR: join(directory, 'state'),
  };
  const script = commands.replaceAll('127.0.0.1:9090', `127.0.0.1:${port}`);
  const options = { cwd: directory, env, maxBuffer: 1 << 24 };
  return (await promisify(execFile)('bash', ['-c', script], options)).stdout;
}

test.skipIf(!binaries)(`the tour and the history section, to the letter (${INSTALL_HINT})`, async () => {
  const directory = clone();
  const stdout = await follow([...blocks('tour'), ...blocks('history')], directory);
  const [sentence] = /^checkout-v2 would have reached[^`]*$/m.exec(readme)!;
  const onOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
  expect(onOneLine(stdout)).toContain(onOneLine(sentence));
  for (const moment of ['11:00:50', '12:00:50']) {
    expect(readme).toContain(moment);
    expect(stdout).toMatch(new RegExp(`${moment} +(reset|started)`));
  }
  expect(readFileSync(join(directory, 'tour', 'why.svg'), 'utf8')).toContain('at tick 1100');
});

test.skipIf(!binaries)(`the page of the example metrics, to the letter (${INSTALL_HINT})`, async () => {
  const page = readFileSync(join(root, 'examples/metrics/README.md'), 'utf8');
  const stdout = await follow(blocks('tour', page), clone());
  // Once from the server and once from the recording.
  expect(stdout.match(/11:00:\d\d +reset/g)).toHaveLength(2);
});

test('the demo says where it put the files, and they are there', async () => {
  const directory = clone();
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'build', 'demo.mjs')], {
    cwd: directory,
  });
  const listed = [...stdout.matchAll(/^ {2}([\w./-]+) {2,}\S/gm)]
    .map((match) => match[1]!)
    .filter((file) => /[./]/.test(file));
  expect(listed).toEqual(expect.arrayContaining(['values.yaml', 'trace.csv', 'report.html']));
  for (const file of ['values.yaml', 'trace.csv', 'report.html', 'out/policies/checkout-v2-cr.yaml'])
    expect(readFileSync(join(directory, 'rollout-demo', file), 'utf8')).not.toBe('');
});
