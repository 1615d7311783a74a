import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openState, readState } from '../../../../src/control/state/states.ts';
import { refusalOf } from '../../../support/refusal.ts';

test('a directory is looked for from the working directory', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'rollout-states-'));
  const env = { ROLLOUT_STATE_DIR: 'named' };
  const places = [await openState('given', { env, cwd }), await openState(undefined, { env, cwd })];
  expect(places.map(({ place }) => place)).toEqual([join(cwd, 'given'), join(cwd, 'named')]);
  expect(await places[0]!.names()).toEqual([]);
  rmSync(cwd, { recursive: true });
});

test('an address of etcd is opened, and nothing is asked of it yet', async () => {
  const state = await openState('etcd://127.0.0.1:1/rollout', { env: {}, cwd: '/' });
  expect(state.place).toBe('etcd://127.0.0.1:1/rollout');
  await expect(state.names()).rejects.toThrow('ECONNREFUSED');
  state.close();
});

test('a namespace is opened, and nothing is asked of it yet; its cluster is that of the kubeconfig', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'rollout-states-'));
  const address = 'kubernetes://shop?kubeconfig=config&context=here';
  const [fault] = await refusalOf(() => openState(address, { env: {}, cwd }));
  expect(fault!.code).toBe('KUBERNETES_CONFIG');
  writeFileSync(join(cwd, 'config'), CONFIG);
  const state = await openState(address, { env: {}, cwd });
  expect(state.place).toBe(address);
  await expect(state.names()).rejects.toThrow('ECONNREFUSED');
  state.close();
  rmSync(cwd, { recursive: true });
});

const CONFIG = `clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
users: [{name: u, user: {token: t}}]
contexts: [{name: here, context: {cluster: c, user: u}}]
`;

test.each([
  ['consul://rollouts', 'it is none of them'],
  ['kubernetes://Shop', '"Shop" is no name of a namespace'],
  ['etcd://host:2379', 'behind the hosts there is no PREFIX of letters, digits, ".", "_", "-" and "/"'],
  [
    'etcd://ada:***@host/rollout',
    'a user and a password stand in the file of http_config_file, not in the address',
  ],
])('%s is no state', async (given, why) => {
  const [fault] = await refusalOf(() => readState(given.replace('***', 'secret')));
  const expected = `a directory, etcd://HOST:PORT[,HOST:PORT]/PREFIX or kubernetes://NAMESPACE (${why})`;
  const shown = given.replace('ada:***', '***');
  expect([fault!.code, fault!.message]).toEqual(['USAGE_VALUE', `--state takes ${expected}, got "${shown}"`]);
});
