import { BLUEPRINTS, exampleValues } from '../../support/values.ts';
import { each } from '../fuzz-class.ts';
import type { Files, World } from '../world.ts';

interface Line {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly files?: Files;
}

const line = (words: string, more: Omit<Line, 'argv'> = {}): Line => ({ argv: words.split(' '), ...more });
const SIMULATE = 'simulate --values-file v.yaml --start';
const TOWARDS = `${SIMULATE} --prometheus http://prom.invalid:9 --retries 0 --timeout 500ms --from 1000 --to 1100`;
const VALUES = exampleValues(BLUEPRINTS[2]);

const environments: readonly Readonly<Record<string, string>>[] = [
  { HOME: '' },
  { HOME: '/nowhere', XDG_STATE_HOME: '' },
  { XDG_STATE_HOME: 'relative/path' },
  { XDG_STATE_HOME: '/proc/self' },
  { ROLLOUT_STATE_DIR: 'v.yaml' },
  { ROLLOUT_STATE_DIR: '\u001b[31m' },
  { HTTP_PROXY: 'not a url' },
  { HTTP_PROXY: 'http://u:pw%zz@127.0.0.1:1' },
  { HTTP_PROXY: 'ftp://127.0.0.1:1' },
  { HTTPS_PROXY: 'http://', NO_PROXY: ',,*,' },
  { NO_PROXY: '[::1', HTTP_PROXY: 'http://127.0.0.1:1' },
  { NO_COLOR: '1', FORCE_COLOR: '3' },
  { TERM: '\u001b', COLUMNS: '0', LINES: '-1' },
  { TZ: 'Mars/Olympus', LANG: 'xx_XX', LC_ALL: '\u202e' },
];

/** Devices, odd files and odd places, by hand. */
const LINES: readonly Line[] = [
  ...environments.flatMap((env) => [
    line('status', { env }),
    line('dynamic-config apply --policy p --set rollout=true', { env }),
    line(TOWARDS, { env }),
  ]),
  ...[
    '.',
    '/',
    '/dev/null',
    '/dev/zero',
    '/proc/self/mem',
    '/proc/self/environ',
    '/dev/full',
    '-',
    'none.yaml',
    'v.yaml/x',
  ].flatMap((file) => [
    line(`policy render --values-file ${file}`),
    line(`policy validate --policy-file ${file} -o json`),
  ]),
  ...['/dev/null', '/dev/full', '/proc/x.csv', '.', 'v.yaml', 'v.yaml/x.csv'].flatMap((file) => [
    line(`policy graph --values-file v.yaml --output-file ${file}`),
    line(`${SIMULATE} --duration 5s --trace ${file}`),
    line(`${SIMULATE} --duration 5s --report ${file} --overwrite`),
  ]),
  line('policy diff - -', { stdin: VALUES }),
  line('policy diff v.yaml -', { stdin: VALUES }),
  line('policy render --values-file -', { stdin: `\ufeff${VALUES}` }),
  line('policy render --values-file -', { stdin: VALUES.replaceAll('\n', '\r\n') }),
  line('policy render --values-file -', { stdin: '\r' }),
  line('policy render --values-file b.yaml', {
    files: { 'b.yaml': new Uint8Array([0xff, 0xfe, 0x61, 0x00]) },
  }),
  line('policy render --values-file b.yaml', { files: { 'b.yaml': 'x'.repeat(17 * 1024 * 1024) } }),
  line('policy render --values-file b.yaml', {
    files: { 'b.yaml': `# blueprint: base\n${'a: '.repeat(50_000)}` },
  }),
  line('policy test t.yaml', { files: { 't.yaml': 'tests: []' } }),
  line(`${SIMULATE} --duration 10000000d`),
  line(`${SIMULATE} --duration 100d`),
  line(`${SIMULATE} --scenario none`),
  line(`${SIMULATE} --replay v.yaml`),
  line(`${SIMULATE} --replay /dev/zero`),
  line(`${TOWARDS} --to 1e12`),
  line(`${TOWARDS} --from -8640000000001`),
  line(`${TOWARDS} --concurrency 0`),
  line(`${TOWARDS} --concurrency 1e9`),
  line(`${TOWARDS} --retries 1e9 --timeout 1ms`),
  line(`policy validate --values-file v.yaml --set ${'a.'.repeat(9_000)}a=1`),
  line(`policy validate --values-file v.yaml --set policy.load_ramp.steps[999999999].duration=1s`),
  line(`policy validate --values-file v.yaml --set __proto__.polluted=1`),
  line(`policy validate --values-file v.yaml --set constructor.prototype.polluted=1`),
  line(`policy validate ${'--set a=1 '.repeat(3_000).trim()} --values-file v.yaml`),
  line('blueprints list --blueprints /'),
  line('blueprints list --blueprints /dev/null'),
  line('completion bash'),
  line('completion tcsh'),
];

/** Files, environments and flags by hand: no bug, and nothing that waits for ever. */
export const lines = each(LINES, async (world: World, { argv, env, stdin, files = {} }) => {
  world.fill({ 'v.yaml': VALUES, ...files });
  await world.run(argv, { env, stdin, isBinary: true, isAnyOutput: true });
});
