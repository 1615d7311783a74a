import { describe, expect, test } from 'vitest';
import { decideColour, decideUnicode, readSettings } from '../../../src/cli/settings.ts';

const DEFAULT = { color: 'auto', quiet: false, debug: false, json: false, annotations: undefined };

describe('readSettings', () => {
  test.each([
    ['', {}],
    ['policy render --quiet', { quiet: true }],
    ['--debug policy render', { debug: true }],
    ['simulate -o json', { json: true }],
    ['simulate -ojson', { json: true }],
    ['simulate --output json', { json: true }],
    ['simulate --output=json', { json: true }],
    ['simulate -o json -o text', {}],
    ['simulate -o yaml', {}],
    ['simulate --output-file json', {}],
    ['--color always x', { color: 'always' }],
    ['--color=never x', { color: 'never' }],
    ['--color sometimes', {}],
    ['policy test --annotations github', { annotations: 'github' }],
    ['--annotations=gitlab x', { annotations: 'gitlab' }],
    ['--annotations forgejo', {}],
    ['--color', {}],
    ['x -- --quiet --debug -o json', {}],
  ])('%s', (line, expected) => {
    expect(readSettings(line === '' ? [] : line.split(' '))).toEqual({ ...DEFAULT, ...expected });
  });
});

describe('decideColour', () => {
  test.each([
    // --color, environment, terminal, colour
    ['auto', {}, true, true],
    ['auto', {}, false, false],
    ['always', {}, false, true],
    ['never', {}, true, false],
    ['auto', { NO_COLOR: '1' }, true, false],
    ['auto', { NO_COLOR: '' }, true, true],
    ['always', { NO_COLOR: '1' }, false, true],
    ['auto', { FORCE_COLOR: '1' }, false, true],
    ['auto', { FORCE_COLOR: '' }, false, true],
    ['auto', { FORCE_COLOR: '0' }, true, false],
    ['never', { FORCE_COLOR: '1' }, true, false],
    ['auto', { FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
    ['auto', { TERM: 'dumb' }, true, false],
  ] as const)('--color %s, %j, terminal %s: %s', (color, env, isTTY, colour) => {
    expect(decideColour(color, env, isTTY)).toBe(colour);
  });
});

describe('decideUnicode', () => {
  test.each([
    // environment, terminal, more than ASCII
    [{}, true, true],
    [{ LANG: 'C' }, true, false],
    [{ LANG: 'C' }, false, false],
    [{ LANG: 'C.UTF-8' }, true, true],
    [{ LANG: 'en_US.utf8' }, true, true],
    [{ LANG: 'de_DE.ISO-8859-1' }, true, false],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, true, false],
    [{ LANG: 'C', LC_CTYPE: 'en_US.UTF-8' }, true, true],
    [{ LANG: 'C', LC_ALL: '' }, true, false],
    [{ LANG: 'en_US.UTF-8', TERM: 'dumb' }, true, false],
    [{ LANG: 'en_US.UTF-8', TERM: 'dumb' }, false, true],
    [{ TERM: 'linux' }, true, false],
  ] as const)('%j, terminal %s: %s', (env, isTTY, unicode) => {
    expect(decideUnicode(env, isTTY)).toBe(unicode);
  });
});
