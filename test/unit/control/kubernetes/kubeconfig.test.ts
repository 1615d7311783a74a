import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readAccess } from '../../../../src/control/kubernetes/kubeconfig.ts';

const directory = mkdtempSync(join(tmpdir(), 'rollout-kubeconfig-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = join(directory, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

const FIRST = `
current-context: prod
contexts:
  - {name: prod, context: {cluster: eu, user: ann, namespace: shop}}
clusters:
  - name: eu
    cluster: {server: "https://eu.example:6443/", certificate-authority: ca.pem, tls-server-name: kubernetes, proxy-url: "http://proxy:3128"}
users:
  - {name: ann, user: {client-certificate-data: ${base64('CERT')}, client-key-data: ${base64('KEY')}}}
`;
const SECOND = `
current-context: test
contexts:
  - {name: test, context: {cluster: lab, user: bob}}
  - {name: prod, context: {cluster: lab, user: bob}}
clusters:
  - {name: lab, cluster: {server: "http://127.0.0.1:8080", insecure-skip-tls-verify: true}}
users:
  - {name: bob, user: {token: t-1}}
`;

write('home/.kube/config', SECOND);
write('ca.pem', 'CA');
const [first, second] = [write('first', FIRST), write('second', SECOND)];
const at = (env: Record<string, string>) => ({ env, cwd: directory });

test('the file of KUBECONFIG, with the files beside it', () => {
  expect(readAccess({}, at({ KUBECONFIG: first }))).toMatchObject({
    server: 'https://eu.example:6443',
    tls: { ca: 'CA', cert: 'CERT', key: 'KEY', servername: 'kubernetes' },
    proxyUrl: 'http://proxy:3128',
    namespace: 'shop',
  });
});

test('of several files the first that has a name counts; a context of any of them can be named; missing files are passed over', () => {
  const env = { KUBECONFIG: `${join(directory, 'missing')}:${first}:${second}` };
  expect(readAccess({}, at(env)).server).toBe('https://eu.example:6443');
  const lab = readAccess({ context: 'test' }, at(env));
  expect([lab.server, lab.tls.rejectUnauthorized, lab.user.value]).toEqual([
    'http://127.0.0.1:8080',
    false,
    { token: 't-1' },
  ]);
});

test('a file that is named goes before KUBECONFIG, that before the home, that before the pod', () => {
  const pod = { KUBERNETES_SERVICE_HOST: '10.0.0.1' };
  const home = { HOME: join(directory, 'home') };
  const { server } = readAccess({ kubeconfig: 'second' }, at({ KUBECONFIG: first, ...home, ...pod }));
  expect(server).toBe('http://127.0.0.1:8080');
  expect(readAccess({}, at({ ...home, ...pod })).server).toBe('http://127.0.0.1:8080');
});

const NO_POD = '/var/run/secrets/kubernetes.io/serviceaccount';

test.each([
  ['no file and no pod', {}, {}, 'there is no kubeconfig, and this is no pod'],
  ['a file that is missing', { kubeconfig: 'none' }, {}, `${join(directory, 'none')}: no such file`],
  ['a list without any file', {}, { KUBECONFIG: 'none' }, `${join(directory, 'none')}: no such file`],
  ['a pod without its account', {}, { KUBERNETES_SERVICE_HOST: '::1' }, NO_POD],
  [
    'another context',
    { kubeconfig: 'second', context: 'prd' },
    {},
    `${join(directory, 'second')} has no context prd`,
  ],
])('%s is said', (_, place, env, why) => {
  expect(() => readAccess(place, at(env as Record<string, string>))).toThrow(
    expect.objectContaining({
      code: 'KUBERNETES_CONFIG',
      message: expect.stringContaining(`no access to Kubernetes: ${why}`),
    }),
  );
});

test.each([
  ['no YAML', '{"token": "hunter2', 'is no kubeconfig'],
  ['a list', '- hunter2', 'is no kubeconfig'],
  ['no context', 'users: []', 'bad has no current-context'],
  ['no cluster', 'current-context: a\ncontexts: [{name: a, context: {user: u}}]', 'has no cluster'],
  [
    'a server that is no URL',
    'current-context: a\ncontexts: [{name: a, context: {cluster: c, user: u}}]\nclusters: [{name: c, cluster: {server: x}}]\nusers: [{name: u, user: {}}]',
    'the cluster of a has no server that is a URL',
  ],
])('a kubeconfig with %s is refused, and nothing of it shown', (_, text, why) => {
  const kubeconfig = write('bad', text);
  expect(() => readAccess({ kubeconfig }, at({}))).toThrow(
    expect.objectContaining({ message: expect.stringContaining(why) }),
  );
  expect(() => readAccess({ kubeconfig }, at({}))).not.toThrow(/hunter2/);
});
