import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { findPrometheus, INSTALL_HINT } from '../support/prometheus.ts';

const root = join(import.meta.dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The commands of every block of that name in a page, in order. */
const blocks = (name: string, page = readme): string[] =>
  [...page.matchAll(new RegExp(`^ *\`\`\`sh ${name}\\n([\\s\\S]*?)^ *\`\`\``, 'gm'))].map(
    (match) => match[1]!,
  );

/** The ports of the tour, and free ones. */
interface Ports {
  readonly prometheus: number;
  readonly exporter: number;
}

/**
 * An empty directory that looks like a fresh clone: the examples, and an npx that finds the built binary. Gone with the
 * test. The live rollout of the examples is in a greater hurry, and what they scrape is at a port of this test.
 */
function clone({ exporter }: Ports): string {
  const directory = mkdtempSync(join(tmpdir(), 'rollout-readme-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  cpSync(join(root, 'examples'), join(directory, 'examples'), { recursive: true });
  symlinkSync(join(root, 'dist'), join(directory, 'dist'));
  replaceIn(join(directory, 'examples/metrics/prometheus.yml'), { 9301: String(exporter), '1s': '200ms' });
  replaceIn(join(directory, 'examples/metrics/live.values.yaml'), { '1s': '250ms', '5s': '2s' });
  writeFileSync(
    join(directory, 'npx'),
    `#!/bin/sh\nshift\nexec "${process.execPath}" "${join(root, 'dist', 'rollout.js')}" "$@"\n`,
    { mode: 0o755 },
  );
  return directory;
}

function replaceIn(file: string, replacements: Readonly<Record<string, string>>): void {
  let text = readFileSync(file, 'utf8');
  for (const [from, to] of Object.entries(replacements)) {
    expect(text, file).toContain(from);
    text = text.replace(from, to);
  }
  writeFileSync(file, text);
}

const binaries = findPrometheus();

const freePorts = async (): Promise<Ports> => ({
  prometheus: await freePort(),
  exporter: await freePort(),
});

interface Place {
  readonly directory: string;
  readonly ports: Ports;
}

/**
 * Runs a page's commands; the first block starts Prometheus, whose port is a free one here. Returns stdout, with what the
 * shell traced where something failed.
 */
async function follow([load, ...rest]: readonly string[], { directory, ports }: Place): Promise<string> {
  const ready = `fetch('http://127.0.0.1:9090/-/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`;
  const wait = `until "${process.execPath}" -e "${ready}"; do sleep 0.1; done\n`;
  const commands = ['set -e', 'trap "kill \\$(jobs -p); wait" EXIT', load, wait, ...rest].join('\n');
  const env = {
    ...process.env,
    PATH: [directory, dirname(binaries!.prometheus), process.env.PATH].join(delimiter),
    ROLLOUT_STATE_DIR: join(directory, 'state'),
  };
  const script = commands
    .replaceAll('127.0.0.1:9090', `127.0.0.1:${ports.prometheus}`)
    .replaceAll('9301', String(ports.exporter));
  const options = { cwd: directory, env, maxBuffer: 1 << 24, timeout: 240_000 };
  return (await promisify(execFile)('bash', ['-c', script], options)).stdout;
}

/** What the live run says after each command of the other terminal, and how often it has said so then. */
const SAID: readonly (readonly [command: RegExp, event: string, times: number])[] = [
  [/ start /, 'started', 1],
  [/ pause /, 'paused', 1],
  [/ resume /, 'resumed', 1],
  [/break/, 'reset', 1],
  [/ status$/, 'reset', 1],
  [/mend/, 'started', 2],
  [/ reset /, 'reset', 2],
];

/**
 * The two terminals of the tour's end as one script: the live run in the background, whose lines are kept, the commands of
 * the other terminal, each once the one before has shown, and Ctrl-C.
 */
function steered([live]: readonly string[], steering: readonly string[]): string {
  const commands = steering.join('').trim().split('\n');
  expect(commands).toHaveLength(SAID.length);
  const steps = SAID.map(([command, event, times], i) => {
    expect(commands[i]).toMatch(command);
    return `${commands[i]}\nuntil [ "$(grep -c '  ${event}  ' live.log)" -ge ${times} ]; do kill -0 $live; sleep 0.1; done\n`;
  });
  return [
    `{ exec ${live!.trim()}; } 2> live.log &\nlive=$!\n`,
    'until npx rollout status -o json | grep -q checkout-v2; do kill -0 $live; sleep 0.1; done\n',
    ...steps,
    'kill -INT $live; wait $live || [ $? = 130 ]\n',
  ].join('');
}

test.skipIf(!binaries)(`the tour and the history section, to the letter (${INSTALL_HINT})`, async () => {
  const ports = await freePorts();
  const directory = clone(ports);
  const end = steered(blocks('live'), blocks('steer'));
  const stdout = await follow([...blocks('tour'), end, ...blocks('history')], { directory, ports });
  const [sentence] = /^checkout-v2 would have reached[^`]*$/m.exec(readme)!;
  const onOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
  expect(onOneLine(stdout)).toContain(onOneLine(sentence));
  for (const moment of ['11:00:50', '12:00:50']) {
    expect(readme).toContain(moment);
    expect(stdout).toMatch(new RegExp(`${moment} +(reset|started)`));
  }
  // A busy machine may miss readings, which the sentence says first.
  expect(onOneLine(stdout)).toMatch(
    /checkout-v2 was interrupted at \S+ %, step \d of 2, on [^;]* after 2 resets/,
  );
  expect(readFileSync(join(directory, 'tour/prometheus.log'), 'utf8')).toContain('Server is ready');
  expect(readFileSync(join(directory, 'tour/exporter.log'), 'utf8')).toContain('get the new version');
  expect(readFileSync(join(directory, 'tour', 'why.svg'), 'utf8')).toContain('at tick 1100');
});

test.skipIf(!binaries)(`the page of the example metrics, to the letter (${INSTALL_HINT})`, async () => {
  const page = readFileSync(join(root, 'examples/metrics/README.md'), 'utf8');
  const ports = await freePorts();
  const stdout = await follow(blocks('tour', page), { directory: clone(ports), ports });
  // Once from the server and once from the recording.
  expect(stdout.match(/11:00:\d\d +reset/g)).toHaveLength(2);
});

test('the demo says where it put the files, and they are there', async () => {
  const directory = clone(await freePorts());
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'build', 'demo.mjs')], {
    cwd: directory,
  });
  const listed = [...stdout.matchAll(/^ {2}([\w./-]+) {2,}\S/gm)]
    .map((match) => match[1]!)
    .filter((file) => /[./]/.test(file));
  expect(listed).toEqual(expect.arrayContaining(['values.yaml', 'trace.csv', 'report.html']));
  expect(stdout.trimEnd().split('\n').at(-2)).toMatch(/^ {2}npx rollout demo /);
  for (const file of ['values.yaml', 'trace.csv', 'report.html', 'out/policies/checkout-v2-cr.yaml'])
    expect(readFileSync(join(directory, 'rollout-demo', file), 'utf8')).not.toBe('');
});
