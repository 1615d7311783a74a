import { describe, expect, test } from 'vitest';
import type { ApiAnswer, ApiCall, ApiOptions } from '../../../../src/control/api/call.ts';
import { answerTo } from '../../../../src/control/api/routes.ts';
import { VERBS } from '../../../../src/control/commands/verbs.ts';
import { SecretFault } from '../../../../src/control/secrets.ts';
import { fail } from '../../../../src/errors/rollout-error.ts';
import { apiOptions, eventLine, fakeService, STATUS, TOKEN } from '../../../support/control/api-service.ts';

const GET: ApiCall = {
  method: 'GET',
  path: '/',
  query: new URLSearchParams(),
  host: '127.0.0.1:9000',
  authorization: undefined,
  contentType: undefined,
  body: '',
  peer: '127.0.0.1',
};

const ask = (changes: Partial<ApiCall>, options?: ApiOptions): Promise<ApiAnswer> =>
  answerTo({ ...GET, ...changes }, options ?? apiOptions());

const codeIn = ({ text }: ApiAnswer): string => JSON.parse(text).error.code;

describe('what can be read', () => {
  test.each([
    ['/healthz', 200, 'alive\n'],
    ['/readyz', 200, 'ready\n'],
    ['/api/v1/rollouts', 200, `${JSON.stringify([STATUS])}\n`],
    ['/api/v1/rollouts/checkout-v2', 200, `${JSON.stringify(STATUS)}\n`],
    ['/api/v1/rollouts/checkout-v2/events', 200, `${JSON.stringify([1, 2, 3].map(eventLine))}\n`],
    ['/api/v1/rollouts/checkout-v2/events/broken', 200, '[2]\n'],
  ])('%s', async (path, status, text) => {
    expect(await ask({ path })).toMatchObject({ status, text });
  });

  test('the events after a sequence number', async () => {
    const path = '/api/v1/rollouts/checkout-v2/events';
    expect((await ask({ path, query: new URLSearchParams('after=2') })).text).toBe(
      `${JSON.stringify([eventLine(3)])}\n`,
    );
    expect(codeIn(await ask({ path, query: new URLSearchParams('after=-1') }))).toBe('API_BODY');
  });

  test('why it is not ready', async () => {
    const service = fakeService({ faults: async () => ['checkout-v2: its state cannot be read'] });
    const answer = await ask({ path: '/readyz' }, apiOptions({ service }));
    expect(answer).toMatchObject({ status: 503, text: 'checkout-v2: its state cannot be read\n' });
  });

  test.each([
    ['GET', '/', 404, 'API_ROUTE'],
    ['GET', '/api/v1/rollouts/', 404, 'API_ROUTE'],
    ['GET', '/api/v1/rollouts/..%2f..', 404, 'API_ROUTE'],
    ['GET', '/api/v1/rollouts/../../etc', 404, 'API_ROUTE'],
    ['GET', '/api/v1/rollouts/other', 404, 'API_ROLLOUT'],
    ['GET', '/api/v1/rollouts/other/events', 404, 'API_ROLLOUT'],
    ['GET', '/api/v1/rollouts/other/taken', 404, 'API_ROLLOUT'],
    ['GET', '/api/v1/rollouts/checkout-v2/kill/notes', 404, 'API_KILL'],
    ['POST', '/api/v1/rollouts/checkout-v2/kill/check', 401, 'API_TOKEN'],
    ['POST', '/api/v1/rollouts/checkout-v2/explode', 404, 'API_ROUTE'],
    ['GET', '/api/v1/rollouts/checkout-v2/kill', 405, 'API_METHOD'],
    ['POST', '/metrics', 405, 'API_METHOD'],
    ['DELETE', '/api/v1/rollouts/checkout-v2', 405, 'API_METHOD'],
  ])('%s %s is %i %s', async (method, path, status, code) => {
    const answer = await ask({ method, path });
    expect([answer.status, codeIn(answer)]).toEqual([status, code]);
  });
});

test('how far a kill has come, and whether a request is taken', async () => {
  const query = new URLSearchParams('id=one&after=1');
  const path = '/api/v1/rollouts/checkout-v2';
  expect(JSON.parse((await ask({ path: `${path}/kill/notes`, query })).text)).toMatchObject({ next: 1 });
  expect(JSON.parse((await ask({ path: `${path}/taken`, query })).text)).toEqual({ kind: 'taken' });
  const wrong = new URLSearchParams('id=one&after=x');
  expect(codeIn(await ask({ path: `${path}/kill/notes`, query: wrong }))).toBe('API_BODY');
});

describe('a Host that is none of this server gets nothing', () => {
  const paths = ['/metrics', '/api/v1/rollouts', '/openapi.json'];
  test.each(paths)('%s', async (path) => {
    const answer = await ask({ path, host: 'evil.example.com:9000' });
    expect([answer.status, codeIn(answer)]).toEqual([421, 'API_HOST']);
    expect((await ask({ path, host: undefined })).status).toBe(421);
    const named = apiOptions({ hosts: ['evil.example.com'] });
    expect((await ask({ path, host: 'evil.example.com:9000' }, named)).status).toBe(200);
  });
});

const COMMAND: Partial<ApiCall> = {
  method: 'POST',
  path: '/api/v1/rollouts/checkout-v2/pause',
  authorization: `Bearer ${TOKEN}`,
  contentType: 'application/json',
  body: '{"id":"one","by":"eve@laptop","reason":"lunch"}',
};

describe('what changes something', () => {
  test.each(VERBS)('%s', async (verb) => {
    const service = fakeService();
    const answer = await ask(
      { ...COMMAND, path: `/api/v1/rollouts/checkout-v2/${verb}` },
      apiOptions({ service }),
    );
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({
      rollout: 'checkout-v2',
      verb,
      id: 'one',
      changed: true,
      asked: true,
      number: 12,
    });
    const by = 'eve@laptop over the API from 127.0.0.1';
    expect(service.asked).toEqual([{ rollout: 'checkout-v2', verb, id: 'one', by, reason: 'lunch' }]);
  });

  test.each<
    [title: string, call: Partial<ApiCall>, options: Partial<ApiOptions>, status: number, code: string]
  >([
    ['no token in the request', { authorization: undefined }, {}, 401, 'API_TOKEN'],
    ['another token', { authorization: `Bearer ${TOKEN}x` }, {}, 401, 'API_TOKEN'],
    ['an empty token', { authorization: 'Bearer ' }, {}, 401, 'API_TOKEN'],
    ['another scheme', { authorization: `Basic ${TOKEN}` }, {}, 401, 'API_TOKEN'],
    ['a controller without a token', {}, { token: () => undefined }, 403, 'API_NO_TOKEN'],
    ['without either', { authorization: undefined }, { token: () => undefined }, 403, 'API_NO_TOKEN'],
    [
      'a token that cannot be read',
      {},
      {
        token: () => {
          throw new SecretFault('token_file t: others can read it');
        },
      },
      503,
      'API_TOKEN_UNREAD',
    ],
    ['another rollout', { path: '/api/v1/rollouts/other/kill' }, {}, 404, 'API_ROLLOUT'],
    ['a form of a page', { contentType: 'text/plain' }, {}, 400, 'API_BODY'],
    ['no JSON', { body: '{' }, {}, 400, 'API_BODY'],
    ['a list', { body: '[]' }, {}, 400, 'API_BODY'],
    ['no id', { body: '{"by":"eve"}' }, {}, 400, 'API_BODY'],
    ['nobody', { body: '{"id":"one"}' }, {}, 400, 'API_BODY'],
    ['a line break', { body: '{"id":"one","by":"eve\\n"}' }, {}, 400, 'API_BODY'],
    ['an unknown key', { body: '{"id":"one","by":"eve","rollout":"x"}' }, {}, 400, 'API_BODY'],
    ['__proto__', { body: '{"id":"one","by":"eve","__proto__":{}}' }, {}, 400, 'API_BODY'],
    ['step 0', { body: '{"id":"one","by":"eve","step":0}' }, {}, 400, 'API_BODY'],
    ['an ending that there is not', { body: '{"id":"one","by":"eve","at":"home"}' }, {}, 400, 'API_BODY'],
  ])('is not done: %s', async (_, call, changes, status, code) => {
    const service = fakeService();
    const answer = await ask({ ...COMMAND, ...call }, apiOptions({ service, ...changes }));
    expect([answer.status, codeIn(answer)]).toEqual([status, code]);
    expect(service.asked).toEqual([]);
  });

  test.each([
    ['ROLLOUT_STATE', 503, () => fail('ROLLOUT_STATE', { directory: 'd', why: 'the disk is full' })],
    ['ROLLOUT_NO_RAMP', 409, () => fail('ROLLOUT_NO_RAMP', { policy: 'p' })],
  ] as const)('%s is answered with %i', async (code, status, problem) => {
    const service = fakeService({
      ask: async () => {
        throw problem();
      },
    });
    const answer = await ask(COMMAND, apiOptions({ service }));
    expect([answer.status, codeIn(answer)]).toEqual([status, code]);
  });
});
