import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { logIn } from '../../../../src/control/kubernetes/login.ts';

const directory = mkdtempSync(join(tmpdir(), 'rollout-login-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
writeFileSync(join(directory, 'token'), 'file-token\n');

function as(user: object) {
  const cluster = { value: {}, directory };
  const access = {
    server: 'https://k:6443',
    tls: { ca: 'CA' },
    proxyUrl: undefined,
    namespace: undefined,
    cluster,
    user: { value: user as Record<string, unknown>, directory },
  };
  return logIn(access, { env: { PATH: process.env.PATH, OURS: 'kept' }, cwd: directory });
}

/** A plugin that runs this shell text. */
function plugin(text: string, more: object = {}) {
  const file = join(directory, `plugin-${text.length}`);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return {
    exec: { apiVersion: 'client.authentication.k8s.io/v1', command: `./plugin-${text.length}`, ...more },
  };
}

const credential = (status: string) => `echo '{"kind": "ExecCredential", "status": ${status}}'`;

test.each([
  ['a token', { token: 't-1' }, 'Bearer t-1'],
  ['a file with a token', { tokenFile: 'token', token: 'older' }, 'Bearer file-token'],
  ['a name and a password', { username: 'ann', password: 'p' }, 'Basic YW5uOnA='],
])('%s', async (_, user, authorization) => {
  expect(await as(user)).toEqual({ authorization });
});

test('a certificate alone needs no header', async () => {
  expect(await as({ 'client-certificate': 'x' })).toEqual({});
});

test('a plugin is asked with its arguments, its variables and ours, and the cluster where it wants that', async () => {
  const text = `printf '{"status": {"token": "%s-%s-%s-%s", "expirationTimestamp": "2026-01-01T00:00:00Z"}}' "$1" "$OURS" "$ITS" \\
    "$(printf '%s' "$KUBERNETES_EXEC_INFO" | grep -o 'https://k:6443')"`;
  const user = plugin(text, {
    args: ['a b'],
    env: [{ name: 'ITS', value: 'own' }],
    provideClusterInfo: true,
  });
  expect(await as(user)).toMatchObject({
    authorization: 'Bearer a b-kept-own-https://k:6443',
    until: 1_767_225_600,
  });
});

test('a plugin may give a certificate', async () => {
  const user = plugin(credential('{"clientCertificateData": "CERT", "clientKeyData": "KEY"}'));
  expect(await as(user)).toMatchObject({ cert: 'CERT', key: 'KEY', authorization: undefined });
});

test.each([
  ['auth-provider', { 'auth-provider': { name: 'gcp' } }, 'auth-provider of a user is not supported'],
  ['as', { token: 't', as: 'root' }, 'as of a user is not supported'],
  ['a plugin that is missing', { exec: { command: 'no-such-plugin' } }, 'there is no such program'],
  ['a plugin without a command', { exec: { args: ['token'] } }, 'the plugin of the user names no command'],
  ['a plugin that fails', plugin('echo "log in first" >&2; exit 3'), 'log in first'],
  ['a plugin that says nothing', plugin('echo nothing here'), 'gives no ExecCredential'],
  ['a plugin without a status', plugin('echo "{}"'), 'gives no ExecCredential'],
  ['a plugin that asks', plugin('true', { interactiveMode: 'Always' }), 'wants a terminal'],
])('%s is refused in words', async (_, user, why) => {
  await expect(as(user)).rejects.toMatchObject({
    code: 'KUBERNETES_CONFIG',
    message: expect.stringContaining(why),
  });
});
