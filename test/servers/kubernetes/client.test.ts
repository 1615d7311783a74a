import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JSON_PATCH, KubernetesClient } from '../../../src/control/kubernetes/client.ts';
import type { KubernetesFault } from '../../../src/control/kubernetes/fault.ts';
import { resourcePath } from '../../../src/control/kubernetes/resource.ts';
import { type Watched, watchAll } from '../../../src/control/kubernetes/watch.ts';
import { hasKubeApiServer, KubeApiServer } from '../../support/kube-api-server.ts';
import { until } from '../../support/until.ts';

interface ConfigMap {
  readonly metadata: { readonly name: string; readonly resourceVersion: string };
  readonly data: Readonly<Record<string, string>>;
}

const configMap = (name: string, data = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop' },
  data,
});
const configMaps = resourcePath({ apiVersion: 'v1', resource: 'configmaps', namespace: 'shop' });

const faultOf = (asked: Promise<unknown>): Promise<KubernetesFault> =>
  asked.then(
    () => expect.unreachable(),
    (fault) => fault,
  );
const said = async (asked: Promise<unknown>) => {
  const { code, message, isSent } = await faultOf(asked);
  return { code, message, isSent };
};

describe.skipIf(!hasKubeApiServer())('a real API server', () => {
  let server: KubeApiServer;
  beforeAll(async () => {
    server = await KubeApiServer.start('ann', 'robot');
    await server.namespace('shop');
    await server.allow(
      'shop',
      'reader',
      [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }],
      ['ann'],
    );
  });
  afterAll(() => server?.stop());

  test('objects are made, read, patched and deleted; a stale version is a conflict', async () => {
    const client = server.client();
    const path = `${configMaps}/flags`;
    const made = await client.send<ConfigMap>({
      method: 'POST',
      path: configMaps,
      body: configMap('flags', { a: '1' }),
    });
    const patch = (...body: object[]) =>
      client.send<ConfigMap>({ method: 'PATCH', path, body, contentType: JSON_PATCH });
    const changed = await patch(
      { op: 'test', path: '/data/a', value: '1' },
      { op: 'replace', path: '/data/a', value: '2' },
    );
    expect(changed.data).toEqual({ a: '2' });
    expect(await said(patch({ op: 'test', path: '/data/a', value: '1' }))).toMatchObject({
      code: 'KUBERNETES_INVALID',
      message: expect.stringMatching(/rejected our request/),
      isSent: false,
    });
    const { resourceVersion } = made.metadata;
    const stale = { metadata: { resourceVersion }, data: { a: '3' } };
    const merge = {
      method: 'PATCH',
      path,
      body: stale,
      contentType: 'application/merge-patch+json',
    } as const;
    expect(await said(client.send(merge))).toMatchObject({ code: 'KUBERNETES_CONFLICT', isSent: false });
    expect((await client.send<ConfigMap>({ path })).data).toEqual({ a: '2' });
    await client.send({ method: 'DELETE', path });
    expect(await said(client.send({ path }))).toEqual({
      code: 'KUBERNETES_NOT_FOUND',
      message: 'there is no configmaps shop/flags',
      isSent: false,
    });
    client.close();
  });

  test('each fault has its code and its words', async () => {
    const ann = server.client('ann');
    const admin = server.client();
    const path = `${configMaps}/secret-flags`;
    expect(await said(ann.send({ method: 'PATCH', path, body: [], contentType: JSON_PATCH }))).toEqual({
      code: 'KUBERNETES_FORBIDDEN',
      message: 'no permission to patch configmaps shop/secret-flags',
      isSent: false,
    });
    const routes = { apiVersion: 'gateway.networking.k8s.io/v1', resource: 'httproutes', namespace: 'shop' };
    expect(await said(admin.send({ path: resourcePath({ ...routes, name: 'x' }) }))).toEqual({
      code: 'KUBERNETES_DEFINITION',
      message: 'the server knows no httproutes.gateway.networking.k8s.io',
      isSent: false,
    });
    const nowhere = configMaps.replace('shop', 'nowhere');
    const body = { ...configMap('x'), metadata: { name: 'x', namespace: 'nowhere' } };
    expect(await said(admin.send({ method: 'POST', path: nowhere, body }))).toEqual({
      code: 'KUBERNETES_NOT_FOUND',
      message: 'there is no namespace nowhere',
      isSent: false,
    });
    const invalid = await said(admin.send({ method: 'POST', path: configMaps, body: configMap('No_Name') }));
    expect(invalid.code).toBe('KUBERNETES_INVALID');
    const other = new KubernetesClient(
      { kubeconfig: server.kubeconfig('robot', 'a-token-that-nobody-has') },
      { env: {}, cwd: '/' },
    );
    const login = await said(other.send({ path: configMaps }));
    expect(login).toEqual({
      code: 'KUBERNETES_LOGIN',
      message: `${server.url} does not accept the login (401)`,
      isSent: false,
    });
    for (const client of [ann, admin, other]) client.close();
  });

  test('a certificate of somebody else, and nobody at all', async () => {
    const file = join(server.directory, 'untrusted.json');
    const at = (cluster: object) => {
      writeFileSync(
        file,
        JSON.stringify({
          clusters: [{ name: 'c', cluster }],
          users: [{ name: 'u', user: {} }],
          contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
          'current-context': 'x',
        }),
      );
      return new KubernetesClient({ kubeconfig: file }, { env: {}, cwd: '/' });
    };
    const untrusted = at({ server: server.url });
    expect((await said(untrusted.send({ path: configMaps }))).code).toBe('KUBERNETES_CERTIFICATE');
    const blind = at({ server: server.url, 'insecure-skip-tls-verify': true });
    expect((await said(blind.send({ path: configMaps }))).code).toBe('KUBERNETES_FORBIDDEN'); // anonymous
    const nobody = at({ server: 'https://127.0.0.1:1' });
    const { code, isSent } = await said(nobody.send({ path: configMaps }));
    expect({ code, isSent }).toEqual({ code: 'KUBERNETES_UNREACHABLE', isSent: false });
    for (const client of [untrusted, blind, nobody]) client.close();
  });

  test('the time limit holds at a paused server; what was sent may have been done', async () => {
    const client = server.client();
    await client.send({ path: configMaps });
    await server.pause();
    try {
      expect(await said(client.send({ path: configMaps, timeout: 0.3 }))).toEqual({
        code: 'KUBERNETES_UNREACHABLE',
        message: `${server.url} does not answer: no answer within the time limit`,
        isSent: true,
      });
    } finally {
      server.signal('SIGCONT');
    }
    client.close();
  });

  test('a watch sees all, then each change, also over a restart of the server', async () => {
    const client = server.client('ann');
    const stopped = new AbortController();
    const seen: Watched<ConfigMap>[] = [];
    const watching = (async () => {
      const query = { labelSelector: 'seen=yes' };
      for await (const one of watchAll<ConfigMap>(client, {
        path: configMaps,
        query,
        signal: stopped.signal,
      }))
        seen.push(one);
    })();
    const labelled = (name: string) => {
      const made = configMap(name);
      return { ...made, metadata: { ...made.metadata, labels: { seen: 'yes' } } };
    };
    const names = (kind: 'changed' | 'deleted') =>
      seen.flatMap((one) => (one.kind === kind ? [one.object.metadata.name] : []));
    await until(() => seen.length === 1);
    expect(seen).toEqual([{ kind: 'all', objects: [] }]);
    await server.create(labelled('one'), configMap('unlabelled'));
    await until(() => names('changed').length === 1);
    await server.delete(`${configMaps}/one`);
    await until(() => names('deleted').length === 1);
    expect([names('changed'), names('deleted')]).toEqual([['one'], ['one']]);
    await server.kill();
    await until(() => seen.some(({ kind }) => kind === 'blind'));
    await server.restart();
    await server.create(labelled('two'));
    const present = () =>
      seen.some(
        (one) =>
          (one.kind === 'changed' && one.object.metadata.name === 'two') ||
          (one.kind === 'all' && one.objects.some(({ metadata }) => metadata.name === 'two')),
      );
    await until(present);
    stopped.abort();
    await watching;
    client.close();
  });
});
