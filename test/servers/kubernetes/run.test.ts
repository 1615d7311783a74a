import { afterAll, beforeAll, describe } from 'vitest';
import { namesOf } from '../../../src/control/state/kubernetes/names.ts';
import { openState } from '../../../src/control/state/states.ts';
import { testRuns } from '../../support/control/run-suite.ts';
import { hasKubeApiServer, KubeApiServer } from '../../support/kube-api-server.ts';
import { NAME } from '../../support/told-rollout.ts';

describe.skipIf(!hasKubeApiServer())('the commands of a rollout whose state is in a namespace', () => {
  let server: KubeApiServer;
  let tests = 0;
  beforeAll(async () => {
    server = await KubeApiServer.start();
  });
  afterAll(() => server?.stop());
  testRuns(() => ({
    ramp: '30s',
    place: async ({ env, work: cwd }) => {
      const namespace = await server.namespace(`run-${tests++}`);
      const address = `kubernetes://${namespace}?kubeconfig=${server.kubeconfig()}`;
      return { address, state: await openState(address, { env, cwd }) };
    },
    away: () => server.kill(),
    back: () => server.restart(),
    putRecord: async (address, text) => {
      const [, namespace] = /^kubernetes:\/\/([^?]*)/.exec(address)!;
      const path = `/api/v1/namespaces/${namespace}/configmaps/${namesOf(NAME).record}`;
      if (text === undefined) await server.delete(path);
      else await server.patch(path, [{ op: 'replace', path: '/data/record', value: text }]);
    },
  }));
});
