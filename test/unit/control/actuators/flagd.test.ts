import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actuator } from '../../../../src/control/actuators/actuator.ts';
import { changeFlag } from '../../../../src/control/actuators/flagd/flag-file.ts';
import { flagd } from '../../../../src/control/actuators/flagd.ts';
import { call, decisionOf, testWorld } from '../../../support/test-world.ts';

const directory = mkdtempSync(join(tmpdir(), 'rollout-flagd-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const path = join(directory, 'flags.json');
const BEFORE = `{
  "$schema": "https://flagd.dev/schema/v0/flags.json",
  "flags" : {
      "other": {"state":"ENABLED",   "variants": {"a": 1.50e0}, "defaultVariant":"a" },
      "new-checkout": {
        "state": "ENABLED",
        "variants": { "on": true, "off": false },
        "defaultVariant": "off"
      }
  }
}
`;

let actuator: Actuator;
beforeEach(() => {
  writeFileSync(path, BEFORE, { mode: 0o640 });
  actuator = flagd.open({ file: 'flags.json', flag: 'new-checkout' }, testWorld({ directory }));
});

const text = () => readFileSync(path, 'utf8');
const targeting = () => JSON.parse(text()).flags['new-checkout'].targeting;
const apply = (parts: Parameters<typeof decisionOf>[0]) => actuator.apply(decisionOf(parts), call);
const read = () => actuator.read!(call);
/** Replaces a part of the file as a person would. */
const edit = (from: string, to: string) => writeFileSync(path, text().replace(from, to));

const RULES = 'has a "targeting" that rollout did not write; remove its "targeting"';
const DISABLED = 'is not enabled; set its "state" to "ENABLED"';
const THIRD = 'has "third" as its default; set its "defaultVariant" to "off"';

describe('flagd', () => {
  test('the weights of one flag change, and every other byte stays', async () => {
    expect(await apply({ percentage: 25 })).toEqual({ kind: 'confirmed' });
    const rules = '"targeting": {"fractional":[["on",25000],["off",75000]]}';
    const expected = BEFORE.replace(
      '"defaultVariant": "off"\n',
      `"defaultVariant": "off",\n        ${rules}\n`,
    );
    expect(text()).toBe(expected);
    expect(await apply({ percentage: 33.3339 })).toEqual({ kind: 'confirmed' });
    expect(text()).toBe(expected.replace('["on",25000],["off",75000]', '["on",33333],["off",66667]'));
  });

  test('permissions stay, and a link is followed', async () => {
    const link = join(directory, 'link.json');
    symlinkSync(path, link);
    const linked = flagd.open({ file: 'link.json', flag: 'new-checkout' }, testWorld({ directory }));
    expect(await linked.apply(decisionOf(), call)).toEqual({ kind: 'confirmed' });
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(targeting()).toEqual({
      fractional: [
        ['on', 25_000],
        ['off', 75_000],
      ],
    });
  });

  test('a decision that stands already leaves the file alone', async () => {
    await apply({ percentage: 25 });
    const { ino } = statSync(path);
    expect(await apply({ percentage: 25, number: 8 })).toEqual({ kind: 'confirmed' });
    expect(statSync(path).ino).toBe(ino);
  });

  test('users of the pass-through are asked for first', async () => {
    await apply({ percentage: 1, pass_through: { label_key: 'user', values: ['ada', 'bob'] } });
    const split = {
      fractional: [
        ['on', 1000],
        ['off', 99_000],
      ],
    };
    expect(targeting()).toEqual({ if: [{ in: [{ var: 'user' }, ['ada', 'bob']] }, 'on', split] });
    expect(await read()).toEqual({ kind: 'percentage', percentage: 1 });
  });

  test('a kill leaves weight 0 and no pass-through, whatever rules stand there', async () => {
    edit('"defaultVariant": "off"', '"targeting": {"if": [true, "on"]}, "defaultVariant": "on"');
    edit('"ENABLED",\n        "v', '"DISABLED",\n        "v');
    const pass_through = { label_key: 'user', values: ['ada'] };
    expect(await apply({ percentage: 50, killed: true, pass_through })).toEqual({ kind: 'confirmed' });
    const flag = JSON.parse(text()).flags['new-checkout'];
    expect(flag).toEqual({
      state: 'ENABLED',
      variants: { on: true, off: false },
      targeting: {
        fractional: [
          ['on', 0],
          ['off', 100_000],
        ],
      },
      defaultVariant: 'off',
    });
    expect(await read()).toEqual({ kind: 'percentage', percentage: 0 });
  });

  test.each([
    ['no rules yet', '', 0],
    ['on for everybody', '"defaultVariant": "on"', 100],
    ['empty rules', '"defaultVariant": "off", "targeting": {}', 0],
    ['weights by hand', '"targeting": {"fractional": [["on", 40000], ["off", 60000]]}', 40],
  ])('read: %s', async (_title, edited, percentage) => {
    if (edited) edit('"defaultVariant": "off"', edited);
    expect(await read()).toEqual({ kind: 'percentage', percentage });
  });

  test.each([
    ['rules of others', '"targeting": {"if": [true, "on"]}', 22, RULES],
    ['another total', '"targeting": {"fractional": [["on", 40], ["off", 60]]}', 22, RULES],
    ['another order', '"targeting": {"fractional": [["off", 60000], ["on", 40000]]}', 22, RULES],
    ['a third variant', '"defaultVariant": "third"', 27, THIRD],
    ['a disabled flag', '"state": "DISABLED"', 18, DISABLED],
  ])('%s are not read, and not overwritten by more than 0', async (_title, edited, column, words) => {
    edit('"defaultVariant": "off"', edited);
    const before = text();
    const why = `FLAG_RULES ${path}:8:${column} the flag new-checkout ${words}`;
    expect(await read()).toEqual({ kind: 'unreadable', why, isForeign: true });
    expect(await apply({ percentage: 10 })).toEqual({ kind: 'refused', why });
    expect(actuator.check!('run')).toMatchObject({ code: 'FLAG_RULES', file: path, line: 8, column });
    expect(actuator.check!('kill')).toBeUndefined();
    expect(text()).toBe(before);
    expect(await apply({ percentage: 0 })).toEqual({ kind: 'confirmed' });
    expect(await read()).toEqual({ kind: 'percentage', percentage: 0 });
  });

  test.each([
    ['"flags" :', '"flag" :', 'it has no object "flags"'],
    ['  "flags" :', '', 'it is not valid JSON'],
  ])('a file with %s as %s is refused', async (from, to, why) => {
    edit(from, to);
    const before = text();
    const words = `FLAG_FILE ${path}:1:1 there are no flag definitions: ${why}; write {"flags": {...}} there,`;
    expect(await apply({})).toEqual({ kind: 'refused', why: expect.stringContaining(words) });
    expect(text()).toBe(before);
  });

  test.each([
    [
      '"new-checkout"',
      '"new-check"',
      'FLAG_MISSING',
      '3:13 the file has no flag new-checkout, did you mean "new-check"?',
    ],
    [
      '"new-checkout": {',
      '"new-checkout": 3, "x": {',
      'FLAG_MISSING',
      '3:13 the file has no flag new-checkout',
    ],
    [
      '"on": true',
      '"enabled": true',
      'FLAG_VARIANT',
      '7:21 the flag new-checkout has no variant on, it has enabled, off',
    ],
    [
      '"variants": { "on"',
      '"x": { "on"',
      'FLAG_VARIANT',
      '5:23 the flag new-checkout has no variant off, it has none',
    ],
  ])('a file with %s as %s has %s, with its place', async (from, to, code, words) => {
    edit(from, to);
    const before = text();
    const outcome = await apply({});
    expect(outcome).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining(`${code} ${path}:${words}; `),
    });
    expect(actuator.check!('run')).toMatchObject({ code, file: path });
    expect(text()).toBe(before);
  });

  test('a variant that only more than 0 needs is none that a kill needs', async () => {
    edit('"on": true', '"enabled": true');
    expect(actuator.check!('kill')).toBeUndefined();
    expect(await apply({ percentage: 0 })).toEqual({ kind: 'confirmed' });
    edit('"off": false', '"x": false');
    expect(actuator.check!('kill')).toMatchObject({ code: 'FLAG_VARIANT' });
    expect(await apply({ killed: true })).toMatchObject({ kind: 'refused' });
  });

  test('a file that is missing, a directory, or no text is refused', async () => {
    rmSync(path);
    expect(await apply({})).toEqual({ kind: 'refused', why: `${path}: there is no such file` });
    expect(await read()).toEqual({ kind: 'unreadable', why: `${path}: there is no such file` });
    writeFileSync(path, Buffer.from(BEFORE.replace('"other"', '"\u00e9"'), 'latin1'));
    expect(await apply({})).toEqual({ kind: 'refused', why: `${path}: the file is not UTF-8 text` });
    const folder = flagd.open({ file: '.', flag: 'x' }, testWorld({ directory }));
    expect(await folder.apply(decisionOf(), call)).toEqual({
      kind: 'refused',
      why: `${directory}: it is a directory`,
    });
  });

  test('an attribute that rules cannot reach is refused', async () => {
    expect(await apply({ pass_through: { label_key: 'http.user', values: ['ada'] } })).toEqual({
      kind: 'refused',
      why: `${path}: flagd finds no attribute with a dot: http.user of the pass-through`,
    });
    expect(text()).toBe(BEFORE);
  });

  test('what others write between reading and replacing is kept', () => {
    let calls = 0;
    changeFlag(path, 'new-checkout', () => {
      calls++;
      if (calls === 1) edit('1.50e0', '1.75');
      return { defaultVariant: 'on' };
    });
    expect(calls).toBe(2);
    const expected = BEFORE.replace('1.50e0', '1.75').replace(
      '"defaultVariant": "off"',
      '"defaultVariant": "on"',
    );
    expect(text()).toBe(expected);
  });

  test('a file that changes all the time is left alone', () => {
    let version = 0;
    const change = () => {
      version++;
      writeFileSync(path, BEFORE.replace('1.50e0', String(version)));
      return { defaultVariant: 'on' };
    };
    expect(() => changeFlag(path, 'new-checkout', change)).toThrow(
      'somebody else changes the file all the time',
    );
    expect(text()).toBe(BEFORE.replace('1.50e0', '5'));
  });

  test('files in YAML and equal variants are refused', () => {
    const faults = flagd.check?.({ file: 'flags.yaml', flag: 'x', on: 'on', off: 'on' });
    expect(faults?.map(({ path: at }) => at)).toEqual(['file', 'off']);
  });
});

describe('verify', () => {
  let server: Server;
  let url: string;
  /** What the server answers next; the last one for ever. */
  let answers: { status: number; body: string }[];
  const asked: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const { status, body } = answers.length > 1 ? answers.shift()! : answers[0]!;
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    server.keepAliveTimeout = 0;
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/flags/`;
  });
  afterAll(() => server.close());

  const verifying = (world = testWorld({ directory })) =>
    flagd.open({ file: 'flags.json', flag: 'new-checkout', verify: url }, world);
  const served = (number: number) => ({
    status: 200,
    body: JSON.stringify({ metadata: { rolloutNumber: number } }),
  });

  test('it is confirmed when flagd serves this decision', async () => {
    edit('"defaultVariant": "off"', '"defaultVariant": "off", "metadata": {"team": "shop"}');
    answers = [{ status: 404, body: '{}' }, { status: 200, body: '{}' }, served(6), served(7)];
    const world = testWorld({ directory });
    expect(await verifying(world).apply(decisionOf(), call)).toEqual({ kind: 'confirmed' });
    world.close();
    expect(asked).toEqual(Array(4).fill('POST /flags/ofrep/v1/evaluate/flags/new-checkout'));
    expect(JSON.parse(text()).flags['new-checkout'].metadata).toEqual({ team: 'shop', rolloutNumber: 7 });
  });

  test('until then it is unknown, with what flagd serves', async () => {
    answers = [served(6)];
    const limit = new AbortController();
    const world = testWorld({ directory });
    const exchange: typeof world.exchange = async (request) => {
      const reply = await world.exchange(request);
      setImmediate(() => limit.abort());
      return reply;
    };
    const outcome = await verifying({ ...world, exchange }).apply(decisionOf(), { signal: limit.signal });
    world.close();
    expect(outcome).toEqual({
      kind: 'unknown',
      why: 'the file is written, but flagd does not serve it yet: it serves number 6',
    });
  });
});
