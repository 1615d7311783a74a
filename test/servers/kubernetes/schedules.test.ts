import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { namesOf } from '../../../src/control/state/kubernetes/names.ts';
import { bundleProgram } from '../../support/bundle-program.ts';
import { recordsOf } from '../../support/control/etcd-schedule.ts';
import { openKubernetesStore } from '../../support/control/kubernetes-schedule.ts';
import { runRounds } from '../../support/control/schedule-rounds.ts';
import type { SchedulePlace } from '../../support/control/store-schedule.ts';
import { hasKubeApiServer, KubeApiServer } from '../../support/kube-api-server.ts';

describe.skipIf(!hasKubeApiServer())('controllers as processes, on a real API server', () => {
  let main: string;
  let server: KubeApiServer;
  let namespace: string;
  let kubeconfig: string;
  const over = new AbortController();
  beforeAll(async () => {
    main = await bundleProgram('test/support/control/kubernetes-process-main.ts');
    server = await KubeApiServer.start();
    namespace = await server.namespace('schedules');
    kubeconfig = server.kubeconfig();
  });
  afterAll(async () => {
    over.abort();
    await server?.stop();
    rmSync(main, { force: true });
  });

  function placeOf(seed: number): SchedulePlace {
    const rollout = `checkout-${seed}`;
    const place = { kubeconfig, namespace, rollout };
    const key = `/registry/configmaps/${namespace}/${namesOf(rollout).record}`;
    return {
      open: async (owner) => openKubernetesStore(place, owner, over.signal),
      words: [kubeconfig, namespace, rollout],
      records: async () => recordsOf(await server.etcd.gateway(), key),
    };
  }

  test('keep the rules through kill -9, standstill, kills and a server that goes away', async () => {
    const { broken, calls } = await runRounds({ server, placeOf, main, rounds: 3, seconds: 60 });
    expect(broken).toEqual({});
    expect(calls).toBeGreaterThan(6);
  });
});
