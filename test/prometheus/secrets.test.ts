import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXAMPLE, exampleMetrics } from '../support/example-metrics.ts';
import { type Fault, type FaultProxy, faultProxy, onQueries } from '../support/fault-proxy.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';

const BINARY = resolve('dist/rollout.js');
const VALUES = resolve('examples/policy-tests/average-latency.values.yaml');
const SECRET = 'planted-hunter2';
const FORMS = [
  SECRET,
  encodeURIComponent(SECRET),
  Buffer.from(SECRET).toString('base64'),
  Buffer.from(`me:${SECRET}`).toString('base64'),
];

withPrometheus('a planted secret is in nothing the binary says or writes', () => {
  let server: RunningPrometheus;
  let directory: string;
  const proxies: FaultProxy[] = [];
  beforeAll(async () => {
    server = await startPrometheus(exampleMetrics());
    directory = await mkdtemp(join(tmpdir(), 'rollout-secrets-'));
    await writeFile(join(directory, 'basic.yml'), `basic_auth: {username: me, password: ${SECRET}}\n`);
    await writeFile(join(directory, 'broken.yml'), `basic_auth: {username: me, password: ${SECRET}, x: y}\n`);
    await writeFile(join(directory, 'syntax.yml'), `basic_auth: {password: "${SECRET}}\n`);
    await writeFile(join(directory, 'token.yml'), 'authorization: {credentials_file: token}\n');
    await writeFile(join(directory, 'token'), SECRET);
  });
  afterAll(async () => {
    await server?.stop();
    for (const proxy of proxies) await proxy.close();
    await rm(directory, { recursive: true, force: true });
  });

  const run = (args: readonly string[]) =>
    new Promise<{ code: number; said: string }>((done) => {
      const env = { ...process.env, HTTP_PROXY: `http://me:${SECRET}@127.0.0.1:1`, SOME_TOKEN: SECRET };
      execFile(
        process.execPath,
        [BINARY, ...args],
        { env, maxBuffer: 64 * 1024 * 1024 },
        (problem, stdout, stderr) =>
          done({ code: problem ? Number(problem.code) : 0, said: stdout + stderr }),
      );
    });

  const echo: Fault = {
    kind: 'status',
    status: 401,
    body: FORMS.join(' '),
    headers: { location: `/x?${SECRET}` },
  };
  const plans: [string, Parameters<typeof faultProxy>[1], exit: number][] = [
    ['a good server', () => undefined, 0],
    ['a server that echoes it', onQueries(() => echo), 4],
    ['a server that fails', onQueries(() => ({ kind: 'reset' })), 4],
  ];
  const ways: [string, (url: string, directory: string) => string[], exit?: number][] = [
    ['in the URL', (url) => ['--prometheus', `${url.replace('//', `//me:${SECRET}@`)}?token=${SECRET}`]],
    ['in a header', (url) => ['--prometheus', url, '--header', `X-Api-Key: ${SECRET}`]],
    ['in a configuration', (url, at) => ['--prometheus', url, '--http-config-file', join(at, 'basic.yml')]],
    ['in a token file', (url, at) => ['--prometheus', url, '--http-config-file', join(at, 'token.yml')]],
    [
      'in a wrong configuration',
      (url, at) => ['--prometheus', url, '--http-config-file', join(at, 'broken.yml')],
      3,
    ],
    [
      'in a configuration that is no YAML',
      (url, at) => ['--prometheus', url, '--http-config-file', join(at, 'syntax.yml')],
      3,
    ],
    ['in a header without a colon', (url) => ['--prometheus', url, '--header', SECRET], 2],
    ['in a URL that is none', (url) => ['--prometheus', `${url.replace('//', `//me:${SECRET}@`)}x/`], 2],
  ];

  /** Where nothing is ever sent, one server will do. */
  const cases = ways.flatMap(([way, args, refused]) => {
    const servers = refused === undefined ? plans : plans.slice(0, 1);
    return servers.map(([who, plan, exit]) => ({
      name: `${way}, ${who}`,
      exit: refused ?? exit,
      args,
      plan,
    }));
  });
  test.each(cases)('$name: exit $exit', async ({ name, exit, args, plan }) => {
    const proxy = await faultProxy(server.url, plan);
    proxies.push(proxy);
    const out = join(directory, name.replace(/\W+/g, '-'));
    const files = ['--trace', `${out}.csv`, '--record', `${out}.rec`, '--report', `${out}.html`];
    const range = ['--from', String(EXAMPLE.from + 600), '--to', String(EXAMPLE.from + 900)];
    const output = name.length % 2 === 0 ? ['-o', 'json'] : ['--debug'];
    const all = [
      'simulate',
      '--values-file',
      VALUES,
      '--start',
      '--retries',
      '1',
      ...args(proxy.url, directory),
      ...range,
      ...files,
      ...output,
    ];
    const { code, said } = await run(all);
    expect(code).toBe(exit);
    const written = (await readdir(directory)).filter((file) => join(directory, file).startsWith(`${out}.`));
    expect(written).toHaveLength(exit === 0 ? 3 : 0);
    for (const file of written) {
      const bytes = await readFile(join(directory, file));
      expectClean(
        file,
        file.endsWith('.rec') ? gunzipSync(bytes).toString('latin1') : bytes.toString('utf8'),
      );
    }
    expectClean(name, said);
  });
});

function expectClean(where: string, text: string): void {
  for (const form of FORMS)
    expect([
      where,
      text.includes(form) ? text.slice(Math.max(0, text.indexOf(form) - 200), text.indexOf(form) + 50) : '',
    ]).toEqual([where, '']);
}
