import { each } from '../fuzz-class.ts';
import type { World } from '../world.ts';

const SD = 'sd';
const at = (directory: string, name: string) => `${SD}/${directory}/${name}`;

const running = {
  policy: 'p',
  pid: process.pid,
  source: { kind: 'live', name: null, url: 'http://x' },
  tick: 3,
  time: '2026-01-01T00:00:00.000Z',
  step: 0,
  steps: 2,
  accept_percentage: 1,
  decision: 'forward',
  reason: 'r',
  remaining_seconds: 5,
  keys: ['rollout'],
  types: { rollout: 'boolean' },
  taken: null,
};
const stored = { policy: 'p', revision: 'r', document: { rollout: true } };

const WORDS = '\u001b]0;t\u0007\u001b[2J\u009b\u202e\u2028\nFORGED';
const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** Texts that are no state at all. */
const TEXTS: readonly (string | Uint8Array)[] = [
  '',
  ' ',
  'null',
  '[]',
  '1',
  '"text"',
  '{}',
  '{',
  '{"__proto__": null}',
  deep(100_000),
  '\ufeff{}',
  new Uint8Array([0xff, 0xfe, 0x00]),
  '\0'.repeat(4_096),
  `{"policy": "${'x'.repeat(1_000_000)}"}`,
];

const ODD: readonly unknown[] = [
  null,
  0,
  -1,
  1.5,
  1e300,
  '',
  '1',
  WORDS,
  [],
  {},
  [null],
  true,
  'x'.repeat(10_000),
];

const variants = (sound: Record<string, unknown>): string[] => [
  ...Object.keys(sound).map((key) => JSON.stringify({ ...sound, [key]: undefined })),
  ...Object.keys(sound).flatMap((key) => ODD.map((odd) => JSON.stringify({ ...sound, [key]: odd }))),
];

const inputs: readonly { readonly file: string; readonly content: string | Uint8Array }[] = [
  ...[...TEXTS, ...variants(running)].map((content) => ({
    file: at('running', `p@${process.pid}.json`),
    content,
  })),
  ...[...TEXTS, ...variants(stored)].map((content) => ({ file: at('dynamic-config', 'p.json'), content })),
  { file: at('running', 'p@1.json/x'), content: 'a directory' },
  { file: at('running', `${'n'.repeat(200)}.json`), content: JSON.stringify(running) },
  { file: at('dynamic-config', 'p.json/x'), content: 'a directory' },
  { file: SD, content: 'a file where the directory belongs' },
];

const place = ['--state-dir', SD];
const policy = ['--policy', 'p'];
const COMMANDS: readonly (readonly string[])[] = [
  ['status', ...place],
  ['status', ...place, '-o', 'json'],
  ['dynamic-config', 'get', ...policy, ...place],
  ['dynamic-config', 'apply', ...policy, '--set', 'rollout=true', ...place, '-o', 'json'],
  ['dynamic-config', 'delete', ...policy, ...place, '-o', 'json'],
];

/** State files of any shape. */
export const state = each(inputs, async (world: World, { file, content }) => {
  world.fill({ [file]: content });
  for (const argv of COMMANDS) await world.run(argv, { outputs: [SD] });
});
