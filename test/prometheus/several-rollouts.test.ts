import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { RolloutStatus } from '../../src/control/state/rollout-status.ts';
import { readStatus } from '../../src/control/state/status-file.ts';
import { type FaultProxy, faultProxy, onQueries, type Seen } from '../support/fault-proxy.ts';
import { values } from '../support/moved-rollout.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { RunningRollout } from '../support/running-rollout.ts';
import { Sandbox } from '../support/script.ts';
import { until } from '../support/until.ts';

const rollout = (name: string, url: string, command: string) => `rollout: ${name}
values_file: ${name}.values.yaml
prometheus: {url: "${url}"}
start: immediately
actuators:
  - exec: {command: ${command}, flag: ${name}, apply_every: 0s}
`;

/** A rollout, its query, and what it tells. */
type Subject = readonly [name: string, query: string, command: string];

withPrometheus('several rollouts of one process', () => {
  let server: RunningPrometheus | undefined;
  let proxy: FaultProxy | undefined;
  let sandbox: Sandbox | undefined;
  let run: RunningRollout | undefined;
  afterEach(async () => {
    await run?.end('SIGKILL');
    await proxy?.close();
    await server?.stop();
    sandbox?.close();
  });

  const start = async (subjects: readonly Subject[], isSilent: (seen: Seen) => boolean) => {
    server = await startPrometheus();
    proxy = await faultProxy(
      server.url,
      onQueries((_, seen) => (isSilent(seen) ? { kind: 'silent' } : undefined)),
    );
    sandbox = new Sandbox();
    for (const [name, query, command] of subjects) {
      sandbox.write(`${name}.values.yaml`, values({ last: '10h', query }));
      sandbox.write(`${name}.yaml`, rollout(name, proxy.url, command));
    }
    const files = subjects.map(([name]) => `${name}.yaml`);
    run = new RunningRollout(sandbox, subjects[0]![0], ['run', ...files]);
  };

  /** The status of each, once this process has written all of them. */
  const statuses = (names: readonly string[]): readonly RolloutStatus[] => {
    const read = names.map((name) => readStatus(join(sandbox!.directory, 'state/rollout/rollouts', name)));
    return read.flatMap((one) => (one.kind === 'found' ? [one.status] : []));
  };
  const untilAll = (names: readonly string[], isSo: (status: RolloutStatus) => boolean) =>
    until(() => {
      const { exitCode, signalCode } = run!.process;
      if (exitCode !== null || signalCode !== null) throw new Error(`it ended:\n${run!.stderr}`);
      const all = statuses(names);
      return all.length === names.length && all.every(isSo);
    });

  /** Moments for which a query was asked, as often as it was. */
  const momentsOf = (query: string, from: number): string[] =>
    proxy!.seen
      .slice(from)
      .filter(({ form }) => form.get('query') === query)
      .map(({ form }) => form.get('time') ?? '');

  test('an equal query is asked once for each moment, another one for itself', async () => {
    await start(
      [
        ['one', 'vector(0.50)', '["true"]'],
        ['two', 'vector(0.50)', '["true"]'],
        ['three', 'vector(0.51)', '["true"]'],
      ],
      () => false,
    );
    const names = ['one', 'two', 'three'];
    await untilAll(names, ({ tick }) => tick > 1); // the queries were tried before
    const from = proxy!.seen.length;
    const [before] = statuses(['two']);
    await untilAll(names, ({ tick, decision }) => tick > before!.tick + 10 && decision === 'forward');
    const equal = momentsOf('vector(0.50)', from);
    expect(equal).toEqual([...new Set(equal)]);
    expect(equal.length).toBeGreaterThan(3);
    expect(momentsOf('vector(0.51)', from).length).toBeGreaterThan(3);
  });

  test('a query without an answer and a target that takes its time delay no other rollout', async () => {
    let isTried = false;
    await start(
      [
        ['quick', 'vector(0.50)', '["true"]'],
        ['blind', 'vector(0.51)', '["true"]'],
        ['slow', 'vector(0.50)', '["sleep", "60"]'],
      ],
      ({ form }) => isTried && form.get('query') === 'vector(0.51)',
    );
    await untilAll(['quick', 'blind', 'slow'], ({ tick }) => tick > 0);
    isTried = true;
    await untilAll(['blind'], ({ blind }) => blind.length > 0);
    const [before] = statuses(['quick']);
    await untilAll(['quick'], ({ tick, percentage, state }) => {
      return tick > before!.tick + 10 && percentage > 1 && state === 'running';
    });
    const [blind, slow] = statuses(['blind', 'slow']);
    expect(blind!.blind).toHaveLength(1);
    expect(slow!.actuators.map(({ confirmed }) => confirmed)).toEqual([null]);
    expect(slow!.tick).toBeGreaterThan(0);
  });
});
