import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { blocksOf } from '../support/guide.ts';
import { installPackage } from '../support/installed-package.ts';
import { findPrometheus, INSTALL_HINT } from '../support/prometheus.ts';
import { root } from '../support/script.ts';

const page = readFileSync(join(root, 'docs/first-hour.md'), 'utf8');
const blocks = blocksOf(page).filter(({ language }) => language === 'sh');
const INSTALL = 'npm install rolloutctl\n';

/** What the live run says after each command of the second terminal, and how often it has said so then. */
const SAID: readonly (readonly [command: RegExp, event: string, times: number])[] = [
  [/ start /, 'started', 1],
  [/ pause /, 'paused', 1],
  [/ status$/, 'paused', 1],
  [/ resume /, 'resumed', 1],
  [/ reset /, 'started', 2],
];

/** The same commands as one script: each block as it stands, and where people wait, the same wait. */
const SCRIPTS: Readonly<Record<string, (text: string) => string>> = {
  hour: (text) => text,
  // Until the query has a value, as the page says.
  ready: (text) => `until ${text.trim()}; do kill -0 %1 %2; sleep 0.2; done\n`,
  history: (text) => text,
  live: (text) =>
    [
      `{ exec ${text.trim()}; } 2> live.log & live=$!`,
      'until npx rollout status -o json | grep -q checkout-v2; do kill -0 $live; sleep 0.1; done\n',
    ].join('\n'),
  steer: (text) =>
    text
      .trim()
      .split('\n')
      .map((command, i) => {
        const [form, event, times] = SAID[i]!;
        expect(command).toMatch(form);
        return `${command}\nuntil [ "$(grep -c '  ${event}  ' live.log)" -ge ${times} ]; do kill -0 $live; sleep 0.1; done\n`;
      })
      .join(''),
  // Ctrl-C reaches the run itself, not npx alone.
  end: (text) =>
    `kill -INT "$(npx rollout status -o json | node -p 'JSON.parse(fs.readFileSync(0))[0].pid')"; wait $live || [ $? = 130 ]\n${text}wait\n`,
};

const binaries = findPrometheus();

test.skipIf(!binaries)(`the commands of docs/first-hour.md, to the letter (${INSTALL_HINT})`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollout-first-hour-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const app = join(folder, 'app');
  expect(blocks[0]!.text.startsWith(INSTALL)).toBe(true);
  await installPackage(folder, app);

  const [exporter, prometheus] = [await freePort(), await freePort()];
  const config = join(app, 'node_modules/rolloutctl/examples/metrics/prometheus.yml');
  const scrape = readFileSync(config, 'utf8');
  expect(scrape).toContain('127.0.0.1:9301');
  writeFileSync(config, scrape.replace('9301', String(exporter)));

  const commands = blocks
    .map(({ info, text }) => SCRIPTS[info]!(text))
    .join('')
    .slice(INSTALL.length);
  const script = `set -e\ntrap 'jobs -p | xargs -r kill 2> kill.log; wait' EXIT\n${commands}`
    .replaceAll('127.0.0.1:9090', `127.0.0.1:${prometheus}`)
    .replaceAll('9301', String(exporter));
  const env = {
    PATH: [dirname(process.execPath), dirname(binaries!.prometheus), process.env.PATH].join(delimiter),
    HOME: folder,
    NO_COLOR: '1',
  };
  const options = { cwd: app, env, maxBuffer: 1 << 24, timeout: 240_000 };
  const { stdout, stderr } = await promisify(execFile)('bash', ['-c', script], options);

  const onOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
  const [quoted] = /^checkout-v2 stands at [^`]*$/m.exec(page)!;
  expect(onOneLine(stdout)).toContain(onOneLine(quoted));
  expect(stdout).toContain('checkout-v2 at tick 121, 2024-01-01T00:02:01.000Z, at 1 %: reset');
  expect(stdout).toMatch(/^paused checkout-v2 at [\d.]+ %, step 2 of 2 \(tick \d+\)$/m);
  expect(stdout).toMatch(/^checkout-v2 +http\S+ +2\/2 +[\d.]+ % +hold .* by rollout: false$/m);
  expect(stdout).toMatch(/^reset checkout-v2 from [\d.]+ %, step 2 of 2, to its start \(tick \d+\)$/m);
  expect(onOneLine(stdout)).toMatch(
    /checkout-v2 was interrupted at [\d.]+ %, step 2 of 2, on [^;]* after 1 reset;/,
  );
  expect(stdout).toContain('checkout-v2 at tick 1, ');
  // Once from the server and once from the recording.
  expect(stdout.match(/^Open loop: /gm)).toHaveLength(2);
  for (const file of ['rehearsal.csv', 'rehearsal.html', 'minute.recording', 'live.csv'])
    expect(readFileSync(join(app, file), 'utf8'), file).not.toBe('');
  expect(stderr).toContain('wrote rehearsal.html');
  expect(stderr).not.toContain('BUG');
});
