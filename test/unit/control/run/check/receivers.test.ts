import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkReceivers, gateFault } from '../../../../../src/control/run/check/receivers.ts';
import type { World } from '../../../../../src/control/world.ts';

let directory: string;
let world: World;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollout-receivers-'));
  world = {
    directory,
    env: { HOOK: 'https://hooks.example.com/a', TOKEN: 't', PATH: process.env.PATH },
    exchange: () => Promise.reject(new Error('nothing is sent')),
    now: () => 0,
    newId: () => '',
  };
  writeFileSync(join(directory, 'shared'), 'https://hooks.example.com/a', { mode: 0o644 });
  chmodSync(join(directory, 'shared'), 0o644);
});
afterAll(() => rmSync(directory, { recursive: true }));

const faultsOf = (kind: string, config: Readonly<Record<string, unknown>>) =>
  checkReceivers([{ kind, config }], world)[0]!.fault;

test.each([
  ['webhook', { url: 'http://a.test/', secret_env: 'TOKEN' }],
  ['slack', { url_env: 'HOOK' }],
  ['alertmanager', { url: 'http://a.test/', token_env: 'TOKEN' }],
  ['exec', { command: ['cat'] }],
])('%s could be sent to', (kind, config) => {
  expect(faultsOf(kind, config)).toBeNull();
});

test.each([
  ['webhook', { url: 'http://a.test/', secret_env: 'NONE' }, 'secret_env: the variable NONE is not set'],
  ['slack', { url_env: 'TOKEN' }, 'env:TOKEN is no URL of HTTP'],
  ['alertmanager', { url: 'http://a.test/', token_file: 'none' }, 'there is no such file'],
  ['slack', { url_file: 'shared' }, 'others can read it'],
  ['exec', { command: ['./none'] }, 'there is no program ./none'],
])('%s could not: the reason is said, and no secret', (kind, config, why) => {
  expect(faultsOf(kind, config)).toContain(why);
});

test('a gate whose address cannot be had is named, and one that can is not asked', () => {
  expect(gateFault({ url_env: 'NONE' }, world)).toBe('url_env: the variable NONE is not set');
  expect(gateFault({ url: 'http://gate.test/' }, world)).toBeUndefined();
});
