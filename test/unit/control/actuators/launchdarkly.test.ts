import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchdarkly } from '../../../../src/control/actuators/launchdarkly.ts';
import type { Decision } from '../../../../src/control/decision.ts';
import { FakeLaunchDarkly } from '../../../support/launchdarkly.ts';
import { Receiver } from '../../../support/receiver.ts';
import { call, decisionOf, testWorld } from '../../../support/test-world.ts';

// A real LaunchDarkly is a paid service: the server here answers as its documentation says.

const CONFIRMED = { kind: 'confirmed' };
const world = testWorld({ directory: '/', env: { TOKEN: 'api-token-of-shop', BAD: 'api-token-of-nobody' } });
let receiver: Receiver;
let remote: FakeLaunchDarkly;
beforeAll(async () => {
  receiver = await Receiver.start();
});
beforeEach(() => {
  receiver.received.length = 0;
  remote = new FakeLaunchDarkly();
  remote.answerOf(receiver);
});
afterAll(async () => {
  world.close();
  await receiver.stop();
});

const open = (config = {}) =>
  launchdarkly.open(
    {
      url: receiver.url,
      token_env: 'TOKEN',
      project: 'shop',
      environment: 'production',
      flag: 'new-checkout',
      ...config,
    },
    world,
  );
const apply = (parts: Partial<Decision>, config = {}) => open(config).apply(decisionOf(parts), call);
const read = (config = {}) => open(config).read!(call);

describe('launchdarkly', () => {
  test('a first decision splits the default rule and turns the flag on, in one patch', async () => {
    expect(await apply({ percentage: 12.3456 })).toEqual(CONFIRMED);
    expect(remote.patches).toEqual([
      {
        environmentKey: 'production',
        comment: 'rollout checkout-v2 #7 at 12.345 %',
        instructions: [
          {
            kind: 'updateFallthroughVariationOrRollout',
            rolloutContextKind: 'user',
            rolloutWeights: { 'id-on': 12_345, 'id-off': 87_655 },
          },
          { kind: 'turnFlagOn' },
        ],
      },
    ]);
    expect(receiver.last.headers).toMatchObject({
      authorization: 'api-token-of-shop',
      'ld-api-version': '20240415',
    });
    expect(await read()).toEqual({ kind: 'percentage', percentage: 12.345 });
  });

  test('later ones split it alone; of 0 % the flag stays on', async () => {
    await apply({ percentage: 1 });
    expect(await apply({ percentage: 100 }, { context_kind: 'team' })).toEqual(CONFIRMED);
    expect(remote.patches[1]).toMatchObject({
      instructions: [{ rolloutContextKind: 'team', rolloutWeights: { 'id-on': 100_000, 'id-off': 0 } }],
    });
    expect(await apply({ percentage: 0 })).toEqual(CONFIRMED);
    expect(remote.on).toBe(true);
    expect(await read()).toEqual({ kind: 'percentage', percentage: 0 });
  });

  test('a kill turns the flag off, then sets the default rule to off; after it, on again from 0', async () => {
    await apply({ percentage: 40 });
    expect(await apply({ percentage: 40, killed: true, number: 8 })).toEqual(CONFIRMED);
    expect(remote.patches.slice(1).map(({ instructions }) => instructions)).toEqual([
      [{ kind: 'turnFlagOff' }],
      [{ kind: 'updateFallthroughVariationOrRollout', variationId: 'id-off' }],
    ]);
    expect([remote.on, remote.fallthrough]).toEqual([false, { variation: 1 }]);
    expect(await apply({ killed: true, number: 8 })).toEqual(CONFIRMED);
    expect(await apply({ percentage: 5, number: 10 })).toEqual(CONFIRMED);
    expect(remote.on).toBe(true);
  });

  test('a flag that somebody turned off stays off', async () => {
    await apply({ percentage: 40 });
    remote.on = false;
    expect(await read()).toEqual({ kind: 'percentage', percentage: 0 });
    const why = 'somebody turned the flag off while its default rule says 40 %: turn it on, or set that to 0';
    expect(await apply({ percentage: 50 })).toEqual({ kind: 'refused', why });
    expect(remote.on).toBe(false);
  });

  test('a default rule of somebody else is said, and overwritten by 0 alone', async () => {
    await apply({ percentage: 40 });
    remote.fallthrough = { variation: 2 };
    const why = 'somebody else changed the default rule: it is not split between the two variations';
    expect(await read()).toEqual({ kind: 'unreadable', why, isForeign: true });
    expect(await apply({ percentage: 10 })).toEqual({ kind: 'refused', why });
    expect(await apply({ percentage: 0 })).toEqual(CONFIRMED);
  });

  test('variations are found by name too; what the flag gives when it is off must be off', async () => {
    expect(await apply({}, { on: 'with', off: 'without' })).toEqual(CONFIRMED);
    expect(await apply({}, { on: 'other' })).toEqual({
      kind: 'refused',
      why: 'the flag has no variation other',
    });
    expect(await read({ environment: 'test' })).toEqual({
      kind: 'unreadable',
      why: 'the flag has no environment test',
    });
    remote.offVariation = 0;
    const why = 'the variation of the flag when it is off is not false';
    expect(await apply({})).toEqual({ kind: 'refused', why });
    expect(await apply({ killed: true })).toEqual({ kind: 'unknown', why });
    expect(remote.on).toBe(false);
  });

  test.each([
    [{ token_env: 'BAD' }, '401 {"code":"unauthorized","message":"bad ***"}'],
    [{ token_env: 'MISSING' }, 'token_env: the variable MISSING is not set'],
    [{ project: 'other' }, '404 {"code":"not_found","message":"unknown resource"}'],
  ])('%j is refused, without the token', async (config, why) => {
    expect(await apply({}, config)).toEqual({ kind: 'refused', why });
    expect(await apply({ killed: true }, config)).toEqual({ kind: 'refused', why });
    expect(await read(config)).toEqual({ kind: 'unreadable', why });
  });

  test.each([
    [405, 'refused', '405: the environment requires approvals; allow this token to bypass them'],
    [409, 'refused', '409 no'],
    [429, 'refused', '429 no'],
    [500, 'unknown', '500 no'],
    [200, 'unknown', 'the answer is not a flag'],
  ])('of %d a kill is %s', async (status, kind, why) => {
    remote.failure = { status, body: 'no' };
    expect(await apply({ killed: true })).toEqual({ kind, why });
  });

  test('a pass-through is refused; a token is needed', async () => {
    const pass_through = { label_key: 'user', values: ['ada'] };
    const why = 'a pass-through cannot be told to LaunchDarkly';
    expect(await apply({ pass_through })).toEqual({ kind: 'refused', why });
    const keys = { project: 'a', environment: 'b', flag: 'c' };
    expect(launchdarkly.check?.(keys).map(({ path }) => path)).toEqual(['token_file']);
    expect(launchdarkly.check?.({ ...keys, token_env: 'T' })).toEqual([]);
  });
});
