import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { unleash } from '../../../src/control/actuators/unleash.ts';
import type { Decision } from '../../../src/control/decision.ts';
import { findPostgres, Postgres } from '../../support/postgres.ts';
import { call, decisionOf, testWorld } from '../../support/test-world.ts';
import { ADMIN_TOKEN, UnleashServer, unleashTool } from '../../support/unleash.ts';

interface Environment {
  readonly enabled: boolean;
  readonly strategies: readonly {
    readonly id: string;
    readonly title: string;
    readonly parameters: Readonly<Record<string, string>>;
  }[];
}

describe.skipIf(!findPostgres() || !unleashTool())('a real Unleash', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rollout-unleash-'));
  const world = testWorld({ directory, env: { TOKEN: ADMIN_TOKEN, BAD: '*:*.bad-token-of-nobody' } });
  let database: Postgres;
  let server: UnleashServer;
  let flag = '';
  let count = 0;

  beforeAll(async () => {
    database = await Postgres.start();
    server = await UnleashServer.start(database);
  });
  beforeEach(async () => {
    count++;
    flag = `checkout-${count}`;
    expect(await server.call('POST', '', { name: flag, type: 'release' })).toMatchObject({ status: 201 });
  });
  afterAll(async () => {
    world.close();
    await server?.stop();
    database?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const open = (config = {}) =>
    unleash.open({ url: server.url, token_env: 'TOKEN', flag, stickiness: 'userId', ...config }, world);
  const apply = (parts: Partial<Decision>) => open().apply(decisionOf({ flag, ...parts }), call);
  const read = () => open().read!(call);
  const environment = async (): Promise<Environment> =>
    (await server.call('GET', `/${flag}/environments/production`)).body;
  /** What somebody does by hand, below the environment of the flag. */
  const byHand = (method: string, path: string, body?: object) =>
    server.call(method, `/${flag}/environments/production${path}`, body);
  const patch = async (path: string, value: unknown) => {
    const [strategy] = (await environment()).strategies;
    return byHand('PATCH', `/strategies/${strategy!.id}`, [{ op: 'replace', path, value }]);
  };

  const CONFIRMED = { kind: 'confirmed' };

  test('the strategy comes first, then the environment is on; percents are whole and rounded down', async () => {
    expect(await read()).toEqual({ kind: 'percentage', percentage: 0 });
    expect(await apply({ percentage: 12.9 })).toEqual(CONFIRMED);
    const { enabled, strategies } = await environment();
    expect(enabled).toBe(true);
    expect(strategies).toMatchObject([
      {
        title: 'rollout checkout-v2 #7 at 12 %',
        parameters: { rollout: '12', stickiness: 'userId', groupId: flag },
      },
    ]);
    expect(await read()).toEqual({ kind: 'percentage', percentage: 12 });
    expect(await apply({ percentage: 100, number: 8 })).toEqual(CONFIRMED);
    expect(await apply({ percentage: 100, number: 8 })).toEqual(CONFIRMED);
    expect((await environment()).strategies).toMatchObject([
      { id: strategies[0]!.id, parameters: { rollout: '100' } },
    ]);
    expect(await apply({ percentage: 0, number: 9 })).toEqual(CONFIRMED);
    expect(await read()).toEqual({ kind: 'percentage', percentage: 0 });
  });

  test('a kill switches the environment off and sets the strategy to 0; after it, on again from 0', async () => {
    await apply({ percentage: 40 });
    expect(await apply({ percentage: 40, killed: true, number: 8 })).toEqual(CONFIRMED);
    expect(await environment()).toMatchObject({
      enabled: false,
      strategies: [{ parameters: { rollout: '0' } }],
    });
    expect(await read()).toEqual({ kind: 'percentage', percentage: 0 });
    expect(await apply({ killed: true, number: 8 })).toEqual(CONFIRMED);
    expect(await apply({ percentage: 5, number: 10 })).toEqual(CONFIRMED);
    expect(await environment()).toMatchObject({
      enabled: true,
      strategies: [{ parameters: { rollout: '5' } }],
    });
  });

  test('a kill without any strategy, and with one of others, is off', async () => {
    expect(await apply({ killed: true })).toEqual(CONFIRMED);
    await byHand('POST', '/strategies', {
      name: 'flexibleRollout',
      parameters: { rollout: '100', stickiness: 'default', groupId: flag },
    });
    await byHand('POST', '/on');
    expect(await apply({ killed: true })).toEqual(CONFIRMED);
    expect((await environment()).enabled).toBe(false);
  });

  test('an environment that somebody switched off stays off, until somebody switches it on', async () => {
    await apply({ percentage: 40 });
    await byHand('POST', '/off');
    expect(await read()).toEqual({ kind: 'percentage', percentage: 0 });
    const why =
      'somebody switched the environment off while its strategy says 40 %: switch it on, or set that to 0';
    expect(await apply({ percentage: 40, number: 8 })).toEqual({ kind: 'refused', why });
    expect((await environment()).enabled).toBe(false);
    await byHand('POST', '/on');
    expect(await apply({ percentage: 50, number: 9 })).toEqual(CONFIRMED);
  });

  test('a percentage by hand is read, not raised over, and pushed down', async () => {
    await apply({ percentage: 40 });
    expect(await patch('/parameters/rollout', '20')).toMatchObject({ status: 200 });
    expect(await read()).toEqual({ kind: 'percentage', percentage: 20 });
    expect(await apply({ percentage: 41, number: 8 })).toEqual({
      kind: 'refused',
      why: 'somebody else changed the percentage of its strategy',
    });
    expect(await apply({ percentage: 20, number: 9 })).toEqual(CONFIRMED);
    await patch('/parameters/rollout', '90');
    expect(await read()).toEqual({ kind: 'percentage', percentage: 90 });
    expect(await apply({ percentage: 20, number: 9 })).toEqual(CONFIRMED);
    expect(await read()).toEqual({ kind: 'percentage', percentage: 20 });
  });

  test.each([
    ['constraints', '/constraints', [{ contextName: 'country', operator: 'IN', values: ['CA'] }]],
    ['stickiness', '/parameters/stickiness', 'random'],
  ])('%s by hand are said, not overwritten by more, and overwritten by less', async (what, path, value) => {
    await apply({ percentage: 40 });
    await patch(path, value);
    expect(await read()).toEqual({
      kind: 'unreadable',
      why: `somebody else changed its ${what}`,
      isForeign: true,
    });
    expect(await apply({ percentage: 50, number: 8 })).toEqual({
      kind: 'refused',
      why: `somebody else changed the ${what} of its strategy`,
    });
    expect(await apply({ percentage: 0, number: 9 })).toEqual(CONFIRMED);
    expect(await apply({ percentage: 10, number: 10 })).toEqual(CONFIRMED);
    expect(await read()).toEqual({ kind: 'percentage', percentage: 10 });
  });

  test('a strategy of others beside it is said; ours is still lowered, and a kill is off', async () => {
    await apply({ percentage: 40 });
    await byHand('POST', '/strategies', { name: 'default' });
    expect(await read()).toEqual({
      kind: 'unreadable',
      why: 'the flag has a strategy of others, default',
      isForeign: true,
    });
    const why = 'the flag has a strategy of others, default; each gives the feature to more users: remove it';
    expect(await apply({ percentage: 40, number: 8 })).toEqual({ kind: 'refused', why });
    expect(await apply({ percentage: 10, number: 9 })).toEqual({ kind: 'unknown', why });
    expect(await apply({ killed: true, number: 10 })).toEqual(CONFIRMED);
    expect((await environment()).enabled).toBe(false);
  });

  test('a strategy that somebody deleted switches the flag off; it begins again from nothing', async () => {
    await apply({ percentage: 40 });
    const [strategy] = (await environment()).strategies;
    await byHand('DELETE', `/strategies/${strategy!.id}`);
    expect(await read()).toEqual({ kind: 'percentage', percentage: 0 });
    expect(await apply({ percentage: 40, number: 8 })).toEqual(CONFIRMED);
    expect(await read()).toEqual({ kind: 'percentage', percentage: 40 });
  });

  test('a flag that is not there or archived, and a token that is bad, are said; the token is not', async () => {
    const missing = open({ flag: 'no-such-flag' });
    expect(await missing.apply(decisionOf(), call)).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/^404 /),
    });
    expect(await missing.apply(decisionOf({ killed: true }), call)).toMatchObject({ kind: 'refused' });
    expect(await missing.read!(call)).toMatchObject({
      kind: 'unreadable',
      why: expect.stringMatching(/^404 /),
    });
    const nobody = await open({ token_env: 'BAD' }).apply(decisionOf(), call);
    expect(nobody).toMatchObject({ kind: 'refused', why: expect.stringMatching(/^401 /) });
    expect(JSON.stringify(nobody)).not.toContain('bad-token');
    await server.call('DELETE', `/${flag}`);
    const why = expect.stringMatching(/^400 .*ArchivedFeatureError/);
    expect(await apply({ percentage: 10 })).toMatchObject({ kind: 'refused', why });
  });

  test('a strategy that somebody disabled gives nothing, and is not enabled but at 0', async () => {
    await apply({ percentage: 40 });
    await patch('/disabled', true);
    expect(await read()).toEqual({ kind: 'percentage', percentage: 0 });
    const why = expect.stringMatching(/^somebody else changed the \w+ of its strategy$/);
    expect(await apply({ percentage: 50, number: 8 })).toMatchObject({ kind: 'refused', why });
    expect(await apply({ percentage: 0, number: 9 })).toEqual(CONFIRMED);
    expect(await apply({ percentage: 10, number: 10 })).toEqual(CONFIRMED);
    expect(await read()).toEqual({ kind: 'percentage', percentage: 10 });
  });

  test('a pass-through is refused, but by a kill', async () => {
    const pass_through = { label_key: 'userId', values: ['ada'] };
    expect(await apply({ pass_through })).toEqual({
      kind: 'refused',
      why: 'a pass-through cannot be told to Unleash',
    });
    expect(await apply({ pass_through, killed: true })).toEqual(CONFIRMED);
  });

  test('with its database gone nothing is known within the time limit, and it goes on when that is back', async () => {
    await apply({ percentage: 40 });
    database.halt();
    const limit = new AbortController();
    const outcome = open().apply(decisionOf({ flag, killed: true }), { signal: limit.signal });
    const hasAnswered = outcome.then(() => true);
    setTimeout(() => limit.abort(), 1000).unref();
    expect(await hasAnswered).toBe(true);
    expect(['unknown', 'refused']).toContain((await outcome).kind);
    database.restart();
    for (let kind = ''; kind !== 'confirmed'; ) kind = (await apply({ killed: true, number: 8 })).kind;
    expect(await read()).toEqual({ kind: 'percentage', percentage: 0 });
  });
});
