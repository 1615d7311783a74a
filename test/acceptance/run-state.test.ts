import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDirectory } from '../support/control/file-target.ts';
import { recordIn } from '../support/control/record-in.ts';
import { RunningCommand } from '../support/running-command.ts';
import { Sandbox } from '../support/script.ts';
import { canMount, withSmallDisk } from '../support/small-disk.ts';

const VALUES = `# blueprint: policies/feature-rollout/base
policy:
  policy_name: checkout-v2
  evaluation_interval: 1s
  load_ramp:
    sampler: {selectors: [{service: any, control_point: ingress}]}
    steps:
      - {target_accept_percentage: 1, duration: 0s}
      - {target_accept_percentage: 100, duration: 300s}
`;

const rollout = (name: string, flag: string) => `rollout: ${name}
values_file: values.yaml
actuators:
  - exec: {command: [./tell.sh], flag: ${flag}}
`;

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.write('values.yaml', VALUES);
  sandbox.write('tell.sh', '#!/bin/sh\n');
  chmodSync(join(sandbox.work, 'tell.sh'), 0o755);
  sandbox.write('one.yaml', rollout('one', 'a'));
});
afterEach(() => sandbox.close());

const say = async (line: string) => {
  const { stdout, stderr, exit } = await sandbox.run(line);
  return `${exit} ${stdout}${stderr}`;
};

async function runOnce(state: string): Promise<void> {
  const run = new RunningCommand(sandbox, ['run', 'one.yaml', '--state', state]);
  await run.says('waits for its start');
  run.interrupt();
  expect(await run.end()).toMatchObject({ exit: 130 });
}

test.runIf(canMount()).each([
  ['nothing fits', '4k'],
  ['the reserved space does not fit', '200k'],
])('on a full disk, where %s, a first run is refused in words', (_, size) =>
  withSmallDisk(size, async (disk) => {
    chmodSync(disk, 0o700);
    expect(await say(`rollout run one.yaml --state ${disk}`)).toBe(
      `3 error ROLLOUT_STATE the state in ${disk}/rollouts/one cannot be used: the disk is full\nhint: make room there\n`,
    );
    expect(readdirSync(join(disk, 'targets'))).toEqual([]);
  }),
);

test.runIf(canMount())(
  'a state that has become read-only refuses a run and says why of a request and a kill',
  () =>
    withSmallDisk('4m', async (disk) => {
      chmodSync(disk, 0o700);
      await runOnce(disk);
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      const why = 'the file system is read-only';
      expect(await say(`rollout run one.yaml --state ${disk}`)).toContain(
        `3 error ROLLOUT_STATE the state in ${disk}/rollouts/one cannot be used: ${why}`,
      );
      expect(await say(`rollout pause one --state ${disk}`)).toContain(
        `3 error ROLLOUT_RECORD the record of one cannot be changed: ${why}`,
      );
      const kill = new RunningCommand(sandbox, ['kill', 'one', '--state', disk]);
      await kill.says(`KILL_NOT_DURABLE the record of one cannot be written: ${why}`);
      await kill.says('one is off');
      kill.interrupt();
      expect(await kill.end()).toMatchObject({ exit: 130 });
    }),
);

test('a state that another machine or container has is refused', async () => {
  const state = join(sandbox.work, 'state');
  await runOnce(state);
  const store = openDirectory(join(state, 'rollouts', 'one'));
  const record = await recordIn(store);
  const { number } = record;
  await store.write({ ...record, number: number + 1, holder: '7 x elsewhere 1' }, number);
  expect(await say(`rollout run one.yaml --state ${state}`)).toContain(
    `3 error ROLLOUT_STATE the state in ${state}/rollouts/one cannot be used: process 7 of another machine or container has one\nhint: end it there`,
  );
});

test('two files of one rollout are refused, and nothing is left', async () => {
  sandbox.write('two.yaml', rollout('one', 'b'));
  const state = join(sandbox.work, 'state');
  for (const files of ['one.yaml two.yaml', 'one.yaml two.yaml --dry-run'])
    expect(await say(`rollout run ${files} --state ${state}`)).toContain(
      'error ROLLOUT_TWICE two.yaml is of the rollout one, as one.yaml is\nhint: name a rollout once',
    );
  expect(await say(`rollout run one.yaml one.yaml --state ${state}`)).toContain('3 error ROLLOUT_TWICE');
  expect(existsSync(state)).toBe(false);
});

test('of two files nothing is left where one is refused', async () => {
  sandbox.write('two.yaml', rollout('two', 'b'));
  sandbox.write('three.yaml', rollout('three', 'a'));
  const state = join(sandbox.work, 'state');
  expect(await say(`rollout run one.yaml missing.yaml --state ${state}`)).toContain('3 error');
  expect(existsSync(state)).toBe(false);
  expect(await say(`rollout run one.yaml two.yaml three.yaml --state ${state}`)).toContain(
    '3 error ROLLOUT_TARGET_TAKEN exec ./tell.sh a is moved by the rollout one',
  );
  expect(existsSync(state)).toBe(false);
  await runOnce(state);
  expect(await say(`rollout run two.yaml three.yaml --state ${state}`)).toContain(
    '3 error ROLLOUT_TARGET_TAKEN',
  );
  expect(readdirSync(join(state, 'rollouts'))).toEqual(['one']);
  expect(readdirSync(join(state, 'targets'))).toHaveLength(1);
});
