import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { namesOf } from '../../../src/control/state/kubernetes/names.ts';
import { bundleProgram } from '../../support/bundle-program.ts';
import { recordsOf } from '../../support/control/etcd-schedule.ts';
import { openKubernetesStore } from '../../support/control/kubernetes-schedule.ts';
import {
  brokenVersions,
  callsOf,
  editOf,
  openRoute,
  pathOf,
  routeManifest,
  versionsOf,
} from '../../support/control/route-schedule.ts';
import { runRounds } from '../../support/control/schedule-rounds.ts';
import { randomFrom } from '../../support/control/simulation.ts';
import type { SchedulePlace } from '../../support/control/store-schedule.ts';
import { hasKubeApiServer, KubeApiServer } from '../../support/kube-api-server.ts';
import { LateProxy } from '../../support/late-proxy.ts';

const NAMESPACE = 'schedules';
const ROUNDS = 3;

describe.skipIf(!hasKubeApiServer())('controllers as processes move VirtualServices', () => {
  let main: string;
  let server: KubeApiServer;
  let late: LateProxy;
  const names: string[] = [];
  const over = new AbortController();
  beforeAll(async () => {
    main = await bundleProgram('test/support/control/kubernetes-route-process-main.ts');
    server = await KubeApiServer.start();
    late = await LateProxy.start(Number(new URL(server.url).port));
    await server.namespace(NAMESPACE);
    await server.install('istio-virtualservice');
  });
  afterAll(async () => {
    over.abort();
    await late?.close();
    await server?.stop();
    rmSync(main, { force: true });
  });

  const versions = async (name: string) =>
    versionsOf(await server.etcd.gateway(), { namespace: NAMESPACE, name });

  function placeOf(seed: number): SchedulePlace {
    const name = `checkout-${seed}`;
    const place = { kubeconfig: server.kubeconfig(), namespace: NAMESPACE, rollout: name };
    const ofTarget = server.kubeconfigThrough(late.port);
    const key = `/registry/configmaps/${NAMESPACE}/${namesOf(name).record}`;
    return {
      open: async (owner) => openKubernetesStore(place, owner, over.signal),
      prepare: async () => {
        await server.create(routeManifest({ namespace: NAMESPACE, name }));
        names.push(name);
      },
      words: [place.kubeconfig, NAMESPACE, name, ofTarget],
      records: async () => recordsOf(await server.etcd.gateway(), key),
      target: {
        actuator: openRoute({ kubeconfig: place.kubeconfig, namespace: NAMESPACE, name }),
        calls: async () => callsOf(await versions(name)),
      },
    };
  }

  /** Somebody else changes one of them now and then. */
  async function edit(signal: AbortSignal): Promise<void> {
    const random = randomFrom(1);
    for (let count = 1; !signal.aborted; count++) {
      await pause(random() * 100);
      const name = names[Math.floor(random() * names.length)];
      if (name === undefined) continue;
      // Nobody may be there to take it.
      await server.patch(pathOf({ namespace: NAMESPACE, name }), editOf(count, random)).catch(() => {});
    }
  }

  /** What is sent to the targets comes late, later than a lease lasts. */
  async function delay(signal: AbortSignal): Promise<void> {
    const random = randomFrom(2);
    while (!signal.aborted) {
      await pause(random() * 4000);
      late.hold();
      await pause(random() * 5000);
      late.release();
    }
  }

  test('keep the rules; weights add up, and no edit of somebody else is lost', async () => {
    const ended = new AbortController();
    const others = [edit(ended.signal), delay(ended.signal)];
    const { broken, calls } = await runRounds({ server, placeOf, main, rounds: ROUNDS, seconds: 60 });
    ended.abort();
    await Promise.all(others);
    expect(broken).toEqual({});
    expect(calls).toBeGreaterThan(6);
    for (const name of names) expect(brokenVersions(await versions(name))).toEqual([]);
  });
});
