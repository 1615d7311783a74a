import { describe, expect, test } from 'vitest';
import { ServerClient } from '../../../../src/control/remote/server-client.ts';
import type { RolloutError } from '../../../../src/errors/rollout-error.ts';
import type { NoReply, Reply, Request } from '../../../../src/prometheus/http/exchange.ts';

const URL = 'http://rollout.internal:9464';
const TOKEN = 'the-token-of-ada';
const PAUSE = { what: 'pause of checkout-v2', name: 'checkout-v2' };

const reply = (status: number, body: string, headers: Reply['headers'] = {}): Reply => ({
  url: URL,
  status,
  reason: '',
  headers: { 'content-type': 'application/json', ...headers },
  body: { json: body, samples: [] },
});
const refusal = (status: number, code: string, message: string, hint: string | null = null): Reply =>
  reply(status, JSON.stringify({ error: { code, message, hint } }));
const none = (failure: NoReply['failure'], code: string, why: string): NoReply => ({ failure, code, why });

const REFUSED = none('network', 'ECONNREFUSED', 'connect ECONNREFUSED');
const RESET = none('network', 'ECONNRESET', 'socket hang up');
const HTML = reply(200, `<!doctype html>\n<title>Sign in ${TOKEN}</title>`, { 'content-type': 'text/html' });

/** A server that answers as told, the last for ever; what it was asked, and how long was waited between. */
function server(outcomes: (Reply | NoReply)[], { token }: { token?: string } = { token: TOKEN }) {
  const asked: Request[] = [];
  const waits: number[] = [];
  const client = new ServerClient({
    url: URL,
    token,
    exchange: async (request) => {
      asked.push(request);
      return outcomes[Math.min(asked.length, outcomes.length) - 1]!;
    },
    clock: {
      async sleep(seconds) {
        waits.push(seconds);
      },
    },
    signal: new AbortController().signal,
  });
  return { client, asked, waits };
}

const failure = async (promise: Promise<unknown>): Promise<string> => {
  const problem = (await promise.then(
    () => undefined,
    (thrown) => thrown,
  )) as RolloutError;
  const { code, message, hint } = problem.diagnostics[0]!;
  return `${problem.exit} ${code}: ${message}${hint === null ? '' : ` (${hint})`}`;
};

test('what is asked has the token in its header, and a body its type', async () => {
  const { client, asked } = server([reply(200, '{"changed": true}')]);
  expect(await client.post('/api/v1/rollouts/checkout-v2/pause', { id: '1' }, PAUSE)).toEqual({
    changed: true,
  });
  expect(asked).toEqual([
    expect.objectContaining({
      url: `${URL}/api/v1/rollouts/checkout-v2/pause`,
      method: 'POST',
      text: '{"id":"1"}',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    }),
  ]);
});

test('without a token none is sent', async () => {
  const { client, asked } = server([reply(200, '[]')], {});
  await client.get('/api/v1/rollouts');
  expect(asked[0]).toMatchObject({ method: 'GET', headers: {} });
});

test('what may pass is tried again, with the same body, and later each time', async () => {
  const { client, asked, waits } = server([REFUSED, reply(503, 'starting'), RESET, reply(200, '{}')]);
  expect(await client.post('/p', { id: '1' }, PAUSE)).toEqual({});
  expect(asked.map(({ text }) => text)).toEqual(Array(4).fill('{"id":"1"}'));
  expect(waits).toEqual([0.25, 0.5, 1]);
});

describe('each failure has its words', () => {
  test.each<[title: string, outcomes: (Reply | NoReply)[], words: string]>([
    [
      'nobody there',
      [REFUSED],
      `4 SERVER_UNREACHABLE: ${URL} cannot be reached: connect ECONNREFUSED (tried 4 times)`,
    ],
    [
      'silence',
      [none('timeout', '', '')],
      `4 SERVER_UNKNOWN: ${URL} has not answered whether it took the pause of checkout-v2: no answer within 5 s (tried 4 times)`,
    ],
    [
      'one that goes away after it was asked',
      [RESET, REFUSED],
      `4 SERVER_UNKNOWN: ${URL} has not answered whether it took the pause of checkout-v2: connect ECONNREFUSED (tried 4 times)`,
    ],
    [
      'no trust',
      [none('tls', 'CERT', 'self-signed certificate')],
      `4 SERVER_TLS: ${URL}: no secure connection: self-signed certificate (name the authority`,
    ],
    [
      'no TLS',
      [none('tls', 'EPROTO', 'wrong version number')],
      `4 SERVER_TLS: ${URL}: no secure connection: wrong version number (a rollout that listens has no TLS`,
    ],
    ['Ctrl-C', [none('aborted', '', '')], '130 INTERRUPTED'],
    [
      'another token',
      [refusal(401, 'API_TOKEN', 'wrong')],
      `4 SERVER_TOKEN: ${URL} does not take this token`,
    ],
    [
      'no token at all',
      [refusal(403, 'API_NO_TOKEN', 'nothing can be changed here', 'start it with --token-file')],
      '3 API_NO_TOKEN: nothing can be changed here (start it with --token-file)',
    ],
    [
      'what is refused',
      [refusal(409, 'ROLLOUT_REFUSED', 'pause checkout-v2: it is killed', 'unkill')],
      '1 ROLLOUT_REFUSED: pause checkout-v2: it is killed (unkill)',
    ],
    [
      'a record that cannot be written',
      [refusal(503, 'ROLLOUT_RECORD', 'disk full')],
      '3 ROLLOUT_RECORD: disk full',
    ],
    [
      'another version',
      [refusal(404, 'API_ROUTE', 'there is no POST /x')],
      `4 SERVER_VERSION: the rollout at ${URL} is of another version: there is no POST /x`,
    ],
    [
      'a code of another version',
      [refusal(400, 'API_NEW', 'no\u001b[2J')],
      `4 SERVER_STATUS: ${URL} answered 400 no\ufffd[2J`,
    ],
    [
      'a login page',
      [HTML],
      `4 SERVER_BODY: ${URL} answered 200, but not as rollout does: text/html, <!doctype html> <title>Sign in ***</title>`,
    ],
    [
      'a redirect',
      [reply(302, '', { location: 'https://ada:secret@login.example/?next=x' })],
      `4 SERVER_REDIRECT: ${URL} answers 302 and points to https://login.example/`,
    ],
    [
      'a gateway',
      [reply(502, '<h1>Bad Gateway</h1>')],
      `4 SERVER_STATUS: ${URL} answered 502 <h1>Bad Gateway</h1> (tried 4 times)`,
    ],
    ['an empty answer', [reply(404, '')], `4 SERVER_STATUS: ${URL} answered 404 nothing`],
    [
      'too much',
      [none('too_large', '', '64 MiB')],
      `4 SERVER_BODY: ${URL} answered 200, but not as rollout does: a body, of more than 64 MiB`,
    ],
  ])('%s', async (_, outcomes, words) => {
    const said = await failure(server(outcomes).client.post('/p', {}, PAUSE));
    expect(said.slice(0, words.length)).toBe(words);
  });

  test('silence of a server that is only read', async () => {
    const { client } = server([none('timeout', '', '')]);
    expect(await failure(client.get('/p'))).toMatch(
      /^4 SERVER_TIMEOUT: .* did not answer within 5 s \(tried 4 times\)/,
    );
  });

  test('a token that nobody gave is asked for', async () => {
    const { client } = server([refusal(401, 'API_TOKEN', 'wrong')], {});
    expect(await failure(client.get('/p'))).toMatch(/takes this with its token only \(name a file/);
  });
});

test('no failure shows the token', async () => {
  for (const text of [TOKEN, Buffer.from(TOKEN).toString('base64'), encodeURIComponent(TOKEN)]) {
    const outcomes = [
      reply(500, text),
      refusal(409, 'ROLLOUT_REFUSED', text, text),
      none('network', 'X', text),
    ];
    for (const outcome of outcomes) {
      const said = await failure(server([outcome]).client.get('/p'));
      expect(said).not.toContain(TOKEN);
      expect(said).not.toContain(Buffer.from(TOKEN).toString('base64'));
    }
  }
});
