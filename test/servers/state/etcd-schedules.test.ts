import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleProgram } from '../../support/bundle-program.ts';
import { openEtcdStore, recordsOf } from '../../support/control/etcd-schedule.ts';
import { runRounds } from '../../support/control/schedule-rounds.ts';
import type { SchedulePlace } from '../../support/control/store-schedule.ts';
import { Etcd, hasEtcd } from '../../support/etcd.ts';

describe.skipIf(!hasEtcd())('controllers as processes, on a real etcd', () => {
  let main: string;
  let etcd: Etcd;
  beforeAll(async () => {
    main = await bundleProgram('test/support/control/etcd-process-main.ts');
    etcd = await Etcd.start();
  });
  afterAll(async () => {
    await etcd?.stop();
    rmSync(main, { force: true });
  });

  function placeOf(seed: number): SchedulePlace {
    const prefix = `schedules/${seed}`;
    return {
      open: (owner) => openEtcdStore(etcd.url, prefix, owner),
      words: [etcd.url, prefix],
      records: async () => recordsOf(await etcd.gateway(), `${prefix}/record`),
    };
  }

  test('keep the rules through kill -9, standstill, kills and an etcd that goes away', async () => {
    const { broken, calls } = await runRounds({ server: etcd, placeOf, main, rounds: 5, seconds: 60 });
    expect(broken).toEqual({});
    expect(calls).toBeGreaterThan(6);
  });
});
