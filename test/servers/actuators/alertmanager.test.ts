import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertmanager } from '../../../src/control/notify/alertmanager.ts';
import type { Note } from '../../../src/control/notify/notifier.ts';
import { freePort } from '../../support/free-port.ts';
import { Receiver } from '../../support/receiver.ts';
import { call, testWorld } from '../../support/test-world.ts';
import { until } from '../../support/until.ts';

const PROGRAM = 'prometheus-alertmanager';
const isThere = spawnSync(PROGRAM, ['--version']).status === 0;
if (!isThere && process.env.CI === 'true') throw new Error(`no ${PROGRAM} found: apt-get install ${PROGRAM}`);
if (!isThere) console.warn(`skipped: no ${PROGRAM} found (apt-get install ${PROGRAM})`);

interface Alert {
  readonly status: string;
  readonly labels: Readonly<Record<string, string>>;
}

describe.skipIf(!isThere)('a real Alertmanager', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rollout-alertmanager-'));
  const now = () => Date.now() / 1000;
  const world = testWorld({ directory, now });
  let receiver: Receiver;
  let server: ChildProcess;
  let url: string;

  beforeAll(async () => {
    receiver = await Receiver.start();
    const config = {
      route: {
        receiver: 'hook',
        group_by: ['alertname', 'rollout'],
        group_wait: '50ms',
        group_interval: '100ms',
        repeat_interval: '200ms',
      },
      receivers: [{ name: 'hook', webhook_configs: [{ url: receiver.url, send_resolved: true }] }],
    };
    writeFileSync(join(directory, 'config.yml'), JSON.stringify(config));
    url = `http://127.0.0.1:${await freePort()}`;
    server = spawn(
      PROGRAM,
      [
        `--config.file=${join(directory, 'config.yml')}`,
        `--storage.path=${join(directory, 'data')}`,
        `--web.listen-address=${new URL(url).host}`,
        '--cluster.listen-address=',
      ],
      { stdio: 'ignore' },
    );
    await until(async () => (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok ?? false);
  });
  afterAll(async () => {
    if (server?.kill()) await once(server, 'exit');
    await receiver?.stop();
    world.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** The alerts that were delivered with a status. */
  const delivered = (status: string): Alert[] =>
    receiver.received
      .flatMap(({ body }) => JSON.parse(body).alerts)
      .filter((alert) => alert.status === status);

  test('a problem fires, is repeated as the same alert, and is resolved', async () => {
    const notify = alertmanager.open({ url, labels: { team: 'shop' } }, world);
    const note: Note = {
      id: 'checkout-v2/41',
      kind: 'actuator_failed',
      rollout: 'checkout-v2',
      time: now() - 1,
      percentage: 25,
      step: 2,
      steps: 5,
      reason: 'unleash: 503',
      is_over: false,
    };
    const labels = {
      alertname: 'RolloutActuatorFailed',
      severity: 'critical',
      rollout: 'checkout-v2',
      team: 'shop',
    };
    expect(await notify(note, call)).toEqual({ kind: 'confirmed' });
    await until(() => delivered('firing').length > 0);
    expect(await notify(note, call)).toEqual({ kind: 'confirmed' });
    const there = (await (await fetch(`${url}/api/v2/alerts`)).json()) as Alert[];
    expect(there.map((alert) => alert.labels)).toEqual([labels]);
    const count = delivered('firing').length;
    await until(() => delivered('firing').length > count);
    expect(await notify({ ...note, is_over: true }, call)).toEqual({ kind: 'confirmed' });
    await until(() => delivered('resolved').length > 0);
    expect(delivered('resolved')[0]!.labels).toEqual(labels);
    const open = (await (await fetch(`${url}/api/v2/alerts`)).json()) as Alert[];
    expect(open).toEqual([]);
  });

  test('what it refuses is said', async () => {
    const notify = alertmanager.open({ url: `${url}/nowhere` }, world);
    const note: Note = {
      id: 'a/1',
      kind: 'killed',
      rollout: 'a',
      time: now(),
      percentage: 0,
      step: 0,
      steps: 1,
      reason: '',
      is_over: false,
    };
    expect(await notify(note, call)).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/^40[45] /),
    });
  });
});
