import { afterEach, expect, test } from 'vitest';
import { connect } from '../../../../src/prometheus/connect.ts';
import { fakeClock } from '../../../support/fake-clock.ts';
import { type Fault, type FaultProxy, faultProxy, type Seen } from '../../../support/fault-proxy.ts';
import { BUILD, json, one, text } from '../../../support/scripted-prometheus.ts';

let open: FaultProxy[] = [];
afterEach(async () => {
  for (const server of open) await server.close();
  open = [];
});

async function serve(plan: (n: number, seen: Seen) => Fault): Promise<FaultProxy> {
  const server = await faultProxy('http://127.0.0.1:1', plan);
  open.push(server);
  return server;
}

const guarded = (taken: (token: string | undefined) => boolean) =>
  serve((_, { headers, path }) => {
    if (!taken(headers.authorization)) return text(401, 'token?');
    return path.endsWith('buildinfo') ? json(BUILD) : one('1');
  });
const config = (url: string, more = '') => ({
  httpConfig: {
    file: 'http.yml',
    text: `oauth2: {client_id: me, client_secret: hush-hush, token_url: "${url}/token", scopes: [a, b], endpoint_params: {audience: x}${more}}`,
  },
});
const basic = `Basic ${Buffer.from('me:hush-hush').toString('base64')}`;

test('a token is fetched once, sent with every request, and replaced before it ends', async () => {
  const clock = fakeClock(1e6, true);
  const tokens = await serve((n) => json({ access_token: `t${n}`, token_type: 'bearer', expires_in: 60 }));
  const server = await guarded((token) => /^Bearer t\d$/.test(token ?? ''));
  const api = await connect({ url: server.url, clock, ...config(tokens.url) });
  await Promise.all([api.instant('up', 1), api.instant('up', 2)]);
  await clock.advance(49);
  await api.instant('up', 3);
  await clock.advance(2);
  await api.instant('up', 4);
  api.close();
  expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer t0',
    'Bearer t0',
    'Bearer t0',
    'Bearer t0',
    'Bearer t1',
  ]);
  expect(tokens.seen[0]!.headers.authorization).toBe(basic);
  expect(Object.fromEntries(tokens.seen[0]!.form)).toEqual({
    grant_type: 'client_credentials',
    audience: 'x',
    scope: 'a b',
  });
});

test('a client refused in the header is sent in the form', async () => {
  const tokens = await serve((_, { form }) =>
    form.get('client_secret') === 'hush-hush'
      ? json({ access_token: 't9' })
      : json({ error: 'invalid_client' }, 401),
  );
  const server = await guarded((token) => token === 'Bearer t9');
  (await connect({ url: server.url, ...config(tokens.url) })).close();
  expect(tokens.seen.map(({ headers }) => headers.authorization)).toEqual([basic, undefined]);
});

test('a token that is no longer taken is replaced once', async () => {
  const tokens = await serve((n) => json({ access_token: `t${n}` }));
  const server = await guarded((token) => token !== 'Bearer t0');
  (await connect({ url: server.url, ...config(tokens.url) })).close();
  expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer t0', 'Bearer t1']);
});

test.each<[string, Fault, string]>([
  [
    'a refusal',
    json({ error: 'invalid_scope', error_description: 'no hush-hush' }, 403),
    '403 invalid_scope: no ***',
  ],
  ['a page', text(200, '<html>'), '200 <html>'],
])('%s is an error without the secret', async (_, fault, words) => {
  const tokens = await serve(() => fault);
  const outcome = connect({ url: 'http://127.0.0.1:1', ...config(tokens.url) });
  await expect(outcome).rejects.toMatchObject({
    exit: 4,
    message: `no access token from ${tokens.url}/token: ${words}`,
  });
});

test('a token server that is away for a moment is asked again', async () => {
  const answers: Fault[] = [{ kind: 'reset' }, text(503, '')];
  const tokens = await serve((n) => answers[n] ?? json({ access_token: 't' }));
  const server = await guarded((token) => token === 'Bearer t');
  (await connect({ url: server.url, clock: fakeClock(1e6, true), ...config(tokens.url) })).close();
  expect(tokens.seen.length).toBe(3);
});
