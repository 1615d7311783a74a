import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { hostileModes, hostilePrometheus } from '../../support/hostile-prometheus.ts';
import { BLUEPRINTS, exampleValues } from '../../support/values.ts';
import { each } from '../fuzz-class.ts';
import type { Outcome, World } from '../world.ts';

/** Its forms in a URL, in a form, in JSON and in base64 all differ. */
const SECRET = `S3cret Oauth!%20~"x'`;
const FILE = 'http.yaml';
const config = ['--http-config-file', FILE];
const quoted = JSON.stringify(SECRET);

interface Way {
  readonly argv: (url: string) => readonly string[];
  readonly file?: (url: string) => string;
  readonly env?: Readonly<Record<string, string>>;
}

const plain = (url: string): string[] => ['--prometheus', url];
const uri = encodeURIComponent(SECRET);

/** The ways to give a secret. */
const WAYS: readonly Way[] = [
  { argv: (url) => ['--prometheus', `${url.replace('//', `//me:${uri}@`)}`] },
  { argv: (url) => ['--prometheus', `${url}/?token=${uri}`] },
  { argv: (url) => [...plain(url), '--header', `X-Api-Key: ${SECRET}`] },
  {
    argv: (url) => [...plain(url), ...config],
    file: () => `basic_auth: {username: me, password: ${quoted}}\n`,
  },
  { argv: (url) => [...plain(url), ...config], file: () => `authorization: {credentials: ${quoted}}\n` },
  { argv: (url) => [...plain(url), ...config], file: () => `http_headers: {X-A: {secrets: [${quoted}]}}\n` },
  {
    argv: (url) => [...plain(url), ...config],
    file: (url) => `oauth2: {client_id: me, client_secret: ${quoted}, token_url: '${url}/token'}\n`,
  },
  {
    argv: (url) => [...plain(url), ...config],
    file: () => `basic_auth: {username: me, password: ${quoted}\n`,
  },
  { argv: (url) => [...plain(url), ...config], file: () => `authorization: {credential: ${quoted}}\n` },
  { argv: plain, env: { HTTP_PROXY: `http://me:${uri}@127.0.0.1:1` } },
];

const FORMS = [['-o', 'json'], ['--debug'], []];
const ECHOES = Object.keys(hostileModes).filter((name) => name.startsWith('x-'));

const inputs = WAYS.flatMap((way) => ECHOES.flatMap((echo) => FORMS.map((form) => ({ way, echo, form }))));

const VALUES = exampleValues(BLUEPRINTS[1]);
const OUTPUTS = ['t.csv', 'r.html', 'r.rec'];
const RUN = ['simulate', '--values-file', 'v.yaml', '--from', '1000000', '--to', '1000600', '--start'];
const WRITTEN = ['--trace', 't.csv', '--report', 'r.html', '--record', 'r.rec', '--retries', '0'];

/** Secrets that a server tells back in many forms are in nothing that is printed or written. */
export const secrets = each(inputs, async (world: World, { way, echo, form }) => {
  const server = await hostilePrometheus(hostileModes[echo]!, true);
  try {
    world.fill({ 'v.yaml': VALUES, [FILE]: way.file?.(server.url) ?? '', 'echo.txt': echo });
    const argv = [...RUN, ...way.argv(server.url), ...WRITTEN, ...form];
    const outcome = await world.run(argv, { outputs: OUTPUTS, env: way.env });
    checkClean(world, outcome);
  } finally {
    await server.close();
  }
});

function checkClean(world: World, outcome: Outcome): void {
  for (const text of [outcome.stdout, outcome.stderr, ...filesOf(world)])
    if (isTold(text)) world.refuse('the secret is told', outcome);
}

function filesOf(world: World): string[] {
  const names = readdirSync(world.directory).filter((name) => OUTPUTS.includes(name));
  return names.map((name) => {
    const bytes = readFileSync(world.path(name));
    return (name.endsWith('.rec') ? gunzipSync(bytes) : bytes).toString('latin1');
  });
}

/** Whether a text holds the secret, however it is written there. */
function isTold(text: string): boolean {
  const spellings = [text];
  for (let i = 0; i < 3; i++) spellings.push(unescaped(spellings.at(-1)!));
  const packed = [...text.matchAll(/[A-Za-z0-9+/_-]{12,}/g)].map(([word]) =>
    Buffer.from(word, 'base64').toString('latin1'),
  );
  return [...spellings, ...packed, ...packed.map(unescaped)].some((one) => one.includes(SECRET));
}

const unescaped = (text: string): string =>
  text
    .replace(/\+/g, ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\(["\\/])/g, '$1')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'");
