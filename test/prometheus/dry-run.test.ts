import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Exporter, startExporter } from '../support/exporter.ts';
import { values } from '../support/moved-rollout.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { RunningRollout } from '../support/running-rollout.ts';
import { Sandbox } from '../support/script.ts';
import { until } from '../support/until.ts';

const VALUES = values({});
const FLAGS = `{"flags": {"new-checkout": {"state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "on"}}}\n`;

const rollout = (url: string, more = '') => `rollout: checkout-v2
values_file: values.yaml
prometheus: {url: "${url}"}
start: immediately
${more}actuators:
  - flagd: {file: flags.json, flag: new-checkout}
`;

interface Found {
  readonly file: string;
  readonly can_run: boolean;
  readonly diagnostics: readonly { readonly code: string; readonly severity: string }[];
}

withPrometheus('rollout run --dry-run', () => {
  let exporter: Exporter;
  let server: RunningPrometheus;
  let sandbox: Sandbox;
  beforeAll(async () => {
    exporter = await startExporter();
    exporter.reading = 0;
    server = await startPrometheus(undefined, [], exporter.config);
    const query = `${server.url}/api/v1/query?query=reading`;
    await until(async () =>
      JSON.stringify(await (await fetch(query)).json()).includes('"__name__":"reading"'),
    );
  });
  afterAll(async () => {
    await server?.stop();
    await exporter?.close();
  });
  beforeEach(() => {
    sandbox = new Sandbox(
      new Map([
        ['values.yaml', VALUES],
        ['flags.json', FLAGS],
      ]),
    );
  });
  afterEach(() => sandbox.close());

  const filesThere = () => readdirSync(sandbox.directory, { recursive: true }).sort();

  test('says what a run would do, leaves nothing, and ends with 0', async () => {
    sandbox.write('rollout.yaml', rollout(server.url, 'approvals: [{before_step: 2}]\n'));
    const before = filesThere();
    const { stdout, stderr, exit } = await sandbox.run('rollout run rollout.yaml --dry-run');
    expect(exit, stderr).toBe(0);
    expect(filesThere()).toEqual(before);
    expect(stdout).toContain('checkout-v2 can run\n');
    expect(stdout).toContain('  starts     at once\n');
    expect(stdout).toContain('  waits for  approval before step 2\n');
    expect(stdout).toMatch(
      / {2}target {5}flagd .*flags\.json new-checkout: has 100 %, would be told 0 % first\n/,
    );
    expect(stdout).toContain('max(reading)');
    expect(stderr).toContain('nothing was told, and nothing was written\n');
  });

  test('names everything that is wrong at once', async () => {
    const more = `gates: [{before_step: 2, url_env: NO_GATE}]
min_requests: {query: no_such_counter, per_step: 10}
notify: [{slack: {url_env: NO_HOOK}}]
`;
    sandbox.write('rollout.yaml', rollout(server.url, more).replace('flags.json', 'none.json'));
    sandbox.write('values.yaml', VALUES.replace('max(reading)', 'max(reeding)'));
    sandbox.write('not-a-directory', '');
    const before = filesThere();
    const line = 'rollout run rollout.yaml --dry-run --state not-a-directory/state -o json';
    const { stdout, stderr, exit } = await sandbox.run(line);
    expect(exit, stderr).toBe(3);
    expect(filesThere()).toEqual(before);
    const [found] = JSON.parse(stdout) as readonly Found[];
    const codes = found!.diagnostics.map(({ code }) => code);
    expect(found!.can_run).toBe(false);
    expect([...new Set(codes)].sort()).toEqual(
      expect.arrayContaining([
        'PROM_NO_SERIES',
        'ROLLOUT_STATE',
        'RUN_GATE',
        'RUN_NO_REQUESTS',
        'RUN_RECEIVER',
        'RUN_TARGET',
      ]),
    );
    expect(JSON.parse(stderr).diagnostics.map(({ code }: { code: string }) => code)).toEqual(codes);
  });

  test.each([
    ['a variant that is missing', '"on": true', '"yes": true', 'FLAG_VARIANT', 61],
    ['rules of others', '"off"}}}', '"off", "targeting": {"if": [true, "on"]}}}}', 'FLAG_RULES', 127],
    ['a flag that is missing', 'new-checkout', 'new-chekout', 'FLAG_MISSING', 11],
  ])('%s ends it, and a first run, with its place', async (_title, from, to, code, column) => {
    const flags = FLAGS.replace('"on"}}}', '"off"}}}').replace(from, to);
    sandbox.write('flags.json', flags);
    sandbox.write('rollout.yaml', rollout(server.url));
    for (const line of ['rollout run rollout.yaml --dry-run', 'rollout run rollout.yaml']) {
      const { stderr, exit } = await sandbox.run(line);
      expect(exit, stderr).toBe(3);
      expect(stderr).toMatch(new RegExp(`flags\\.json:1:${column} error ${code} `));
      expect(stderr).toMatch(/\nhint: \S/);
    }
    expect(readFileSync(join(sandbox.work, 'flags.json'), 'utf8')).toBe(flags);
  });

  test('of several files each is tried, also where another has a fault; two cannot move one target', async () => {
    sandbox.write('rollout.yaml', rollout(server.url));
    sandbox.write('other.yaml', rollout(server.url).replace('checkout-v2', 'other'));
    sandbox.write('wrong.yaml', rollout(server.url).replace('start:', 'strat:'));
    const line = 'rollout run rollout.yaml other.yaml wrong.yaml --dry-run -o json';
    const { stdout, exit } = await sandbox.run(line);
    expect(exit).toBe(3);
    const found = (JSON.parse(stdout) as readonly Found[]).map(({ file, can_run, diagnostics }) => {
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      return [file, can_run, errors.map(({ code }) => code)];
    });
    expect(found).toEqual([
      ['rollout.yaml', true, []],
      ['other.yaml', false, ['ROLLOUT_TARGET_TAKEN']],
      ['wrong.yaml', false, ['VALUES_UNKNOWN_KEY']],
    ]);
  });

  test('beside a run it says who leads it, and where it stands', async () => {
    sandbox.write('rollout.yaml', rollout(server.url));
    const run = new RunningRollout(sandbox, 'checkout-v2', ['run', 'rollout.yaml']);
    try {
      await run.untilStatus(({ percentage }) => percentage >= 1);
      const { stdout, stderr, exit } = await sandbox.run('rollout run rollout.yaml --dry-run');
      expect(exit, stderr).toBe(0);
      expect(stdout).toContain('  starts     it is started: goes on\n');
      expect(stdout).toMatch(/has it at [\d.]+ %; process \d+ leads it, a run would stand by\n/);
    } finally {
      await run.end('SIGKILL');
    }
  });
});
