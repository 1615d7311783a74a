import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { measure } from '../support/peak.ts';

// Whatever a file or a server says, a command stays below this.
const MAX_MEGABYTES = 400;
const MEBIBYTE = 1024 * 1024;

const DRIVERS = [0, 1, 2, 3].map(
  (n) =>
    `{query_string: sum(up)+${n}, criteria: {forward: {operator: lt, threshold: 1}, reset: {operator: gt, threshold: 2}}}`,
);
const VALUES = `# blueprint: promql
policy:
  policy_name: p
  load_ramp: {sampler: {selectors: [{service: s, control_point: c}]}, steps: [{target_accept_percentage: 1, duration: 10s}]}
  drivers: {promql_drivers: [${DRIVERS.join(', ')}]}
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollout-memory-'));
  writeFileSync(join(folder, 'values.yaml'), VALUES);
});
afterAll(() => rmSync(folder, { recursive: true }));

const render = ['policy', 'render', '--values-file', 'case.yaml'];
const validate = ['policy', 'validate', '--policy-file', 'case.yaml'];
const simulate = ['simulate', '--values-file', 'values.yaml', '--start'];
const policyOf = (components: string) =>
  `circuit:\n  evaluation_interval: 10s\n  components: [${components}]\n`;
const queryOf = (query: string) =>
  policyOf(
    `{query: {promql: {evaluation_interval: 10s, query_string: "${query}", out_ports: {output: {signal_name: A}}}}}`,
  );

describe('a file of nearly 16 MiB', () => {
  test.each<[string, readonly string[], string, string]>([
    ['of numbers in a list', render, `${VALUES}  extra: [${'1,'.repeat(7 * MEBIBYTE)}1]`, 'YAML_VALUES'],
    ['of empty lists', render, `${VALUES}  extra: [${'[],'.repeat(5 * MEBIBYTE)}1]`, 'YAML_VALUES'],
    ['of lists in lists', render, `${VALUES}  extra:\n${'   - - - -\n'.repeat(1_300_000)}`, 'YAML_VALUES'],
    ['of documents', render, `${VALUES}${'---\n'.repeat(3 * MEBIBYTE)}`, 'YAML_VALUES'],
    ['of keys', render, `${VALUES}${lines(900_000, (i) => `  k${i}: ${i}`)}`, 'YAML_VALUES'],
    [
      'of as many wrong entries as may be',
      render,
      VALUES.replace('steps: [', `steps: [${'1,'.repeat(240_000)}`),
      'VALUES_TYPE',
    ],
    [
      'of one text',
      render,
      VALUES.replace('service: s', `service: ${'s'.repeat(15 * MEBIBYTE)}`),
      'YAML_TEXT',
    ],
    [
      'of one key',
      render,
      `${VALUES}  ? "${'k'.repeat(8 * MEBIBYTE)}"\n  : [${'1,'.repeat(200_000)}1]`,
      'YAML_TEXT',
    ],
    ['of one query', validate, queryOf('sum(x)+'.repeat(2 * MEBIBYTE)), 'YAML_TEXT'],
    ['with a query of a mebibyte', validate, queryOf('('.repeat(MEBIBYTE - 1)), 'PROMQL_SYNTAX'],
    ['of components', validate, policyOf('{x: 1},'.repeat(1_500_000)), 'YAML_VALUES'],
    [
      'of scenario events',
      [...simulate, '--scenario', 'case.yaml'],
      `events: [${'{at: 1m},'.repeat(1_500_000)}]`,
      'YAML_VALUES',
    ],
    [
      'of series notation',
      [...simulate, '--scenario', 'case.yaml'],
      `signals: {PROMQL_0: "${'1 '.repeat(7 * MEBIBYTE)}"}`,
      'YAML_TEXT',
    ],
    [
      'of dynamic configuration',
      ['dynamic-config', 'apply', '--policy', 'p', '--state-dir', 's', '--file', 'case.yaml'],
      `pass_through_label_values: [${'a,'.repeat(7 * MEBIBYTE)}a]`,
      'YAML_VALUES',
    ],
    [
      'of headers',
      [...simulate, '--prometheus', 'http://127.0.0.1:9', '--http-config-file', 'case.yaml'],
      `http_headers:\n${lines(600_000, (i) => `  k${i}: {values: [x]}`)}`,
      'YAML_VALUES',
    ],
    [
      'of tests',
      ['policy', 'test', 'case.yaml'],
      `tests: [${'{name: a},'.repeat(1_400_000)}]`,
      'YAML_VALUES',
    ],
    [
      'as a secret, and more',
      [...simulate, '--prometheus', 'http://127.0.0.1:9', '--http-config-file', 'case.yaml'],
      'basic_auth: {username: a, password_file: /dev/zero}',
      'HTTP_CONFIG_FILE',
    ],
  ])('%s', async (_name, args, text, code) => {
    writeFileSync(join(folder, 'case.yaml'), text);
    const { exit, stderr, peakMegabytes } = await measure(args, folder);
    expect({ exit, code: stderr.includes(` ${code} `) }).toEqual({ exit: 3, code: true });
    expect(peakMegabytes).toBeLessThan(MAX_MEGABYTES);
  });
});

describe('a recording', () => {
  const head = `${JSON.stringify({
    format: 'rollout-recording',
    version: 2,
    start: 1_700_000_000,
    interval: 10,
    batch: 44_000,
    facts: { kind: 'history', name: null, url: null, server: null },
    queries: [0, 1, 2, 3].map((n) => ({ signal: `PROMQL_${n}`, query_string: `sum(up)+${n}`, every: 1 })),
  })}\n`;
  const bomb = gzipSync(Buffer.alloc(60 * MEBIBYTE, ' '), { level: 1 });

  test.each<[string, readonly Buffer[], string]>([
    ['of two gigabytes of blanks', Array(34).fill(bomb), 'a member inflates to more than 32 MiB'],
    ['with a line of 30 MiB', [gzipSync(' '.repeat(30 * MEBIBYTE))], 'a line is longer than 16 MiB'],
    [
      'with a line of reasons',
      [gzipSync(`{"reasons":[${'[],'.repeat(5 * MEBIBYTE)}[]]}\n`)],
      'a line has more than 500000 values',
    ],
  ])('%s', async (_name, parts, why) => {
    const members = [gzipSync(head), ...parts];
    const end = { end: true, ticks: 10, diagnostics: [], members: members.map(({ length }) => length) };
    writeFileSync(
      join(folder, 'case.rec'),
      Buffer.concat([...members, gzipSync(`${JSON.stringify(end)}\n`)]),
    );
    const { exit, stderr, peakMegabytes } = await measure([...simulate, '--replay', 'case.rec'], folder);
    expect({ exit, stderr }).toEqual({ exit: 3, stderr: expect.stringContaining(why) });
    expect(peakMegabytes).toBeLessThan(MAX_MEGABYTES);
  });
});

describe('an answer', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function serve(body: () => Iterable<string>, encoding?: 'gzip'): Promise<string> {
    server = createServer((request, response) => {
      request.resume();
      if (request.url?.includes('buildinfo'))
        return void response.end('{"status":"success","data":{"version":"2.42.0"}}');
      response.writeHead(200, encoding ? { 'content-encoding': encoding } : {});
      const text = Readable.from(body(), { objectMode: false }).on('error', () => {});
      const sent = encoding ? text.pipe(createGzip({ level: 1 })) : text;
      sent.pipe(response.on('close', () => text.destroy()));
    }).listen(0, '127.0.0.1');
    server.keepAliveTimeout = 0;
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const vector = '{"status":"success","data":{"resultType":"vector","result":[';
  const matrix = vector.replace('vector', 'matrix');
  const labels = '{"metric":{"pod":"abcdefgh"},"value":[1700000000,"1"]},';
  const run = [...simulate, '--timeout', '4m', '--retries', '0', '--prometheus'];
  const live = (url: string) => [...run, url, '--no-preflight', '--state-dir', 's'];
  const history = (url: string) => [...run, url, '--no-preflight', '--from', 'now-7d'];
  const preflight = (url: string) => [...run, url, '--state-dir', 's'];

  test.each<[string, (url: string) => string[], () => Iterable<string>, string]>([
    ['of 500 MB', live, () => repeated(vector, labels, 500 * MEBIBYTE), '64 MiB (67108864 bytes)'],
    [
      'of 500 MB, at the preflight',
      preflight,
      () => repeated(vector, labels, 500 * MEBIBYTE),
      '64 MiB (67108864 bytes)',
    ],
    [
      'without an end, of a history',
      history,
      () => repeated(matrix, labels, Number.POSITIVE_INFINITY),
      '64 MiB (67108864 bytes)',
    ],
    ['of 15 MiB of series', live, () => repeated(vector, labels, 15 * MEBIBYTE), '250000 values'],
    [
      'of 60 MiB of series, of a history',
      history,
      () => repeated(matrix, '{"values":[[1,"1"]]},', 60 * MEBIBYTE),
      '20000 series',
    ],
    [
      'of 60 MiB of samples, of a history',
      history,
      () => repeated(`${matrix}{"values":[[1,"1"]`, ',[1,"1"]', 60 * MEBIBYTE, ']}]}}'),
      '3000000 samples',
    ],
    ['of 15 MiB of empty lists', live, () => repeated(vector, '[],', 15 * MEBIBYTE), '250000 values'],
    [
      'of 15 MiB of brackets',
      live,
      () => repeated('{"status":"success","data":', '[', 15 * MEBIBYTE),
      '250000 values',
    ],
    [
      'with a label of 60 MiB',
      live,
      () => repeated(`${vector}{"metric":{"a":"`, 'x', 60 * MEBIBYTE),
      '16777216 characters beside its samples',
    ],
  ])('%s', async (_name, command, body, bound) => {
    const url = await serve(body);
    const { exit, stderr, peakMegabytes } = await measure(command(url), folder);
    expect({ exit, stderr }).toEqual({ exit: 4, stderr: expect.stringContaining(`with more than ${bound}`) });
    expect(peakMegabytes).toBeLessThan(MAX_MEGABYTES);
  });

  test('of 500 MB, compressed', async () => {
    const url = await serve(() => repeated(vector, labels, 500 * MEBIBYTE), 'gzip');
    const { exit, stderr, peakMegabytes } = await measure(live(url), folder);
    expect({ exit, stderr }).toEqual({ exit: 4, stderr: expect.stringContaining('error PROM_TOO_LARGE') });
    expect(peakMegabytes).toBeLessThan(MAX_MEGABYTES);
  });

  test('with 200,000 warnings and an error of 5 MB', async () => {
    const warnings = Array.from({ length: 200_000 }, (_, i) => `"PromQL warning: number ${i}"`).join(',');
    const error = 'x'.repeat(5 * MEBIBYTE);
    const url = await serve(() => [
      `{"status":"error","errorType":"execution","error":"${error}","warnings":[${warnings}]}`,
    ]);
    const { exit, stderr, peakMegabytes } = await measure(live(url), folder);
    expect({ exit, isShort: stderr.length < 4000 }).toEqual({ exit: 4, isShort: true });
    expect(peakMegabytes).toBeLessThan(MAX_MEGABYTES);
  });
  test('with 15 warnings of a megabyte, tick after tick', async () => {
    const warnings = Array.from(
      { length: 15 },
      (_, i) => `"${String(i).repeat(1_000_000).slice(0, 1_000_000)}"`,
    );
    const url = await serve(() => [
      '{"status":"success","warnings":[',
      ...warnings.map((warning, i) => (i === 0 ? warning : `,${warning}`)),
      '],"data":{"resultType":"scalar","result":[1700000000,"1"]}}',
    ]);
    const { exit, stderr, peakMegabytes } = await measure([...live(url), '--duration', '3s'], folder);
    expect({ exit, isShort: stderr.length < 4000 }).toEqual({ exit: 4, isShort: true });
    expect(peakMegabytes).toBeLessThan(MAX_MEGABYTES);
  });
});

const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

function* repeated(head: string, unit: string, bytes: number, end = ''): Generator<string> {
  const block = unit.repeat(Math.ceil(65536 / unit.length));
  yield head;
  for (let sent = 0; sent < bytes; sent += block.length) yield block;
  yield end;
}
