import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withPrometheus } from '../support/real.ts';
import { root } from '../support/script.ts';
import { until } from '../support/until.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** `npm run playground`, with its temporary files in a directory of the test. */
class Playground {
  text = '';
  readonly #process;
  readonly #closed: Promise<number | null>;

  constructor(directory: string, args: readonly string[] = []) {
    const [node, ...words] = scripts.playground.split(' ');
    expect(node).toBe('node');
    const env = { ...process.env, TMPDIR: directory, NO_COLOR: '1' };
    this.#process = spawn(process.execPath, [...words, ...args], { cwd: root, env });
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.text += text;
      });
    this.#closed = new Promise((done) => this.#process.once('close', done));
  }

  get directory(): string {
    return /flag file +(\S+)\/shop\/flags\.json/.exec(this.text)![1]!;
  }

  /** The process ids of its controllers so far. */
  get controllers(): number[] {
    return [...this.text.matchAll(/ process (\d+) leads it/g)].map(([, pid]) => Number(pid));
  }

  /** The lines of a kind: their percentages. */
  percentages(kind: string): number[] {
    const lines = this.text.matchAll(new RegExp(`Z  ${kind} +([\\d.]+) %`, 'g'));
    return [...lines].map(([, percentage]) => Number(percentage));
  }

  says(text: string): Promise<void> {
    return until(() => {
      if (this.#process.exitCode !== null && !this.text.includes(text)) throw new Error(this.text);
      return this.text.includes(text);
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** The exit code, when everything it started has closed its output too. */
  ended(): Promise<number | null> {
    return this.#closed;
  }
}

/** Processes that were started with a text in their command line. */
const processesWith = (text: string): string[] =>
  readdirSync('/proc').filter((pid) => {
    const file = `/proc/${pid}/cmdline`;
    if (!/^\d+$/.test(pid) || pid === String(process.pid)) return false;
    try {
      return readFileSync(file, 'utf8').includes(text);
    } catch {
      return false;
    }
  });

withPrometheus('the playground', () => {
  let directory: string;
  let playground: Playground | undefined;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'rollout-play-test-'));
  });
  afterEach(async () => {
    playground?.signal('SIGTERM');
    await playground?.ended();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Nothing of it is left. */
  function expectNothingLeft(): void {
    expect(readdirSync(directory)).toEqual([]);
    expect(processesWith(directory)).toEqual([]);
  }

  test('climbs, meets the regression, and goes back by itself, also after a kill -9 on the way', async () => {
    playground = new Playground(directory);
    await playground.says('step 2 of 2');
    const [first] = playground.controllers;
    process.kill(first!, 'SIGKILL');
    expect(await playground.ended(), playground.text).toBe(0);
    const { text } = playground;
    expect(text).toContain('(the controller was ended by SIGKILL: it is run again)\n');
    expect(playground.controllers).toHaveLength(2);
    expect(playground.percentages('started')).toHaveLength(1);
    expect(playground.percentages('reset')).toEqual([1]);
    expect(text).toMatch(/Z {2}reset .* latency \d+ ms > 300 ms \(PROMQL_0\)\n/);
    expect(playground.percentages('ended')).toEqual([0]);
    const [, peak] =
      /^It climbed to ([\d.]+) %, met the slow recommendations, and went back by itself\.$/m.exec(text)!;
    expect(Number(peak)).toBeGreaterThanOrEqual(1);
    expect(Number(peak)).toBeLessThan(100);
    expect(text).not.toContain('PROM_WINDOW');
    expectNothingLeft();
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('at %s it ends all that it started', async (signal) => {
    playground = new Playground(directory, ['--stay']);
    await playground.says('Z  started ');
    expect(existsSync(playground.directory)).toBe(true);
    playground.signal(signal);
    expect(await playground.ended()).toBe(130);
    expect(playground.text).toMatch(/recommendations stays at [01] %; the same command goes on from there\n/);
    expectNothingLeft();
  });

  test('with --shop it is a shop whose rollout somebody else runs', async () => {
    playground = new Playground(directory, ['--shop']);
    await playground.says('Ctrl-C ends all of it.\n');
    expect(playground.text).toContain(`  cd ${playground.directory}/shop\n`);
    const url = /Prometheus {2}(\S+)/.exec(playground.text)![1]!;
    expect(readFileSync(join(playground.directory, 'shop/rollout.yaml'), 'utf8')).toContain(
      `{url: "${url}"}`,
    );
    playground.signal('SIGINT');
    expect(await playground.ended()).toBe(130);
    expectNothingLeft();
  });

  test('a flag that it does not know is named with those it has', async () => {
    playground = new Playground(directory, ['--fast']);
    expect(await playground.ended()).toBe(1);
    expect(playground.text).toBe('npm run playground [-- --stay | --shop]\n');
  });
});
