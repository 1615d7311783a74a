import { appendFileSync, chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Controller } from '../../src/control/controller/controller.ts';
import type { FrozenEntry } from '../../src/control/state/frozen.ts';
import { frozenFile, readFrozen } from '../../src/control/state/frozen-file.ts';
import { thisMachine } from '../../src/control/state/holder.ts';
import { openTargets } from '../../src/control/state/open-frozen.ts';
import { seal } from '../../src/control/state/sealed.ts';
import { FAST, openDirectory } from '../support/control/file-target.ts';
import { recordIn } from '../support/control/record-in.ts';
import { NAME } from '../support/control/rollout-status.ts';
import { FLAGS, flagIn, type Stored, store, toldIn, writeTeller } from '../support/control/stored.ts';
import { Receiver } from '../support/receiver.ts';
import { RunningCommand } from '../support/running-command.ts';
import { Sandbox } from '../support/script.ts';
import { canMount, withSmallDisk } from '../support/small-disk.ts';
import { testWorld } from '../support/test-world.ts';
import { until } from '../support/until.ts';

const OFF = {
  fractional: [
    ['on', 0],
    ['off', 100_000],
  ],
};
/** A controller whose process has ended. */
const GONE = `999999999 boot:1 ${thisMachine()} 0123abcd`;

let sandbox: Sandbox;
let receiver: Receiver;
let directory: string;
let running: RunningCommand[];
let flags: string;

const FLAGD: FrozenEntry = { kind: 'flagd', config: { file: 'flags.json', flag: 'new-checkout' } };
const EXEC: FrozenEntry = { kind: 'exec', config: { command: ['./tell'], flag: 'new-checkout' } };
const webhook = (): FrozenEntry => ({ kind: 'webhook', config: { url: receiver.url, flag: 'new-checkout' } });

const stateOf = () => join(sandbox.directory, 'state', 'rollout');

function storeHere(parts: Partial<Stored> = {}): void {
  directory = store({
    state: stateOf(),
    cwd: sandbox.work,
    actuators: [FLAGD, EXEC, webhook()],
    ...parts,
  });
}

const record = () => recordIn(openDirectory(directory));

function start(...words: string[]): RunningCommand {
  const command = new RunningCommand(sandbox, words);
  running.push(command);
  return command;
}

const json = async (line: string) => JSON.parse((await sandbox.run(line)).stdout);

beforeEach(async () => {
  sandbox = new Sandbox();
  receiver = await Receiver.start();
  running = [];
  flags = join(sandbox.work, 'flags.json');
  sandbox.write('flags.json', JSON.stringify(FLAGS));
  writeTeller(sandbox.work);
});
afterEach(async () => {
  for (const { process } of running) process.kill('SIGKILL');
  await Promise.all(running.map((command) => command.end()));
  await receiver.stop();
  sandbox.close();
});

describe('rollout kill', () => {
  test('without a controller, a server or its file tells every target 0 %, and says so in the record', async () => {
    storeHere();
    const killed = await sandbox.run(`rollout kill ${NAME} --reason 'errors in Norway'`);
    expect(killed).toEqual({
      stdout: expect.stringMatching(
        /^checkout-v2 is off: every target has answered 0 %\nit stays off until `rollout unkill checkout-v2`\nconfirmed: nobody is left who could raise it\n$/,
      ),
      stderr: '',
      exit: 0,
    });
    expect(flagIn(flags)).toMatchObject({ defaultVariant: 'off', targeting: OFF });
    expect(JSON.parse(readFileSync(flags, 'utf8')).flags.other).toEqual(FLAGS.flags.other);
    expect(toldIn(sandbox.work).at(-1)).toMatchObject({ percentage: 0, killed: true });
    expect(JSON.parse(receiver.last.body).data).toMatchObject({ percentage: 0, killed: true });
    const { killed: kill, target, ceiling, requests } = await record();
    expect([kill!.confirmed, target, ceiling]).toEqual(['clean', 0, 0]);
    expect(requests).toEqual([
      expect.objectContaining({ verb: 'kill', reason: 'errors in Norway', by: expect.stringContaining('@') }),
    ]);
  });

  test('beside a controller that runs it is confirmed by that, and the controller raises nothing', async () => {
    storeHere();
    const frozen = readFrozen(directory);
    if (frozen.kind !== 'frozen') throw new Error(frozen.kind);
    const world = testWorld({ directory: sandbox.work });
    const { actuators } = openTargets(frozen.frozen, world);
    const options = { id: '', store: openDirectory(directory), actuators, passThrough: null, note: () => {} };
    const controller = new Controller({ ...options, ...FAST });
    controller.start();
    await until(async () => (await record()).holder !== null);
    const { result, durable, confirmed, targets } = await json(`rollout kill ${NAME} -o json`);
    expect([result, durable, confirmed]).toEqual(['confirmed', true, 'clean']);
    expect(targets.map(({ off }: { off: boolean }) => off)).toEqual([true, true, true]);
    controller.leadership?.ask(50);
    await controller.stop();
    world.close();
    expect(flagIn(flags).targeting).toEqual(OFF);
    expect((await record()).target).toBe(0);
  });

  test('--check says that rules of somebody else are overwritten, and that a missing variant is not', async () => {
    storeHere({ actuators: [FLAGD] });
    const flag = { ...FLAGS.flags['new-checkout'], targeting: { if: [true, 'on'] } };
    sandbox.write('flags.json', JSON.stringify({ flags: { 'new-checkout': flag } }));
    const { works, checked } = await json(`rollout kill ${NAME} --check -o json`);
    expect([works, checked[1]]).toEqual([
      true,
      { what: `flagd ${flags} new-checkout`, in_force: null, tried: 'answer', fault: null },
    ]);
    const variants = { on: true, no: false };
    sandbox.write('flags.json', JSON.stringify({ flags: { 'new-checkout': { ...flag, variants } } }));
    const { stdout, exit } = await sandbox.run(`rollout kill ${NAME} --check`);
    expect([exit, stdout]).toEqual([
      1,
      expect.stringMatching(
        / - {2,}fails: FLAG_VARIANT .*flags\.json:1:\d+ the flag new-checkout has no variant off, it has on, no; /,
      ),
    ]);
    expect((await sandbox.run(`rollout kill ${NAME} --check`)).stdout).toContain(
      'add it, or name another with `off`',
    );
  });

  test('a second one tells again', async () => {
    storeHere();
    await sandbox.run(`rollout kill ${NAME}`);
    writeFileSync(flags, JSON.stringify(FLAGS));
    expect(await sandbox.run(`rollout kill ${NAME}`)).toMatchObject({ exit: 0, stderr: '' });
    expect(flagIn(flags).targeting).toEqual(OFF);
  });

  test('after a controller that was killed it says whose call may still land, and guards until somebody ends it', async () => {
    storeHere({ record: { holder: GONE } });
    const command = start('kill', NAME);
    await command.says('confirmed, but one late call may still land (process 999999999)');
    command.interrupt();
    expect((await command.end()).exit).toBe(130);
    expect((await record()).killed).toMatchObject({ confirmed: 'dirty', late: [GONE] });
  });

  test('a target that does not answer is told again until it does', async () => {
    storeHere();
    receiver.answer = () => ({ status: 503 });
    const command = start('kill', NAME, '-o', 'json');
    await until(() => receiver.received.length > 3);
    expect((await record()).killed).toMatchObject({ confirmed: null });
    receiver.answer = () => ({ status: 200 });
    const { stdout, stderr, exit } = await command.end();
    expect([JSON.parse(stdout).result, exit]).toEqual(['confirmed', 0]);
    const { diagnostics } = JSON.parse(stderr);
    expect(diagnostics.map(({ code }: { code: string }) => code)).toEqual(['KILL_TARGET']);
  });

  test('ended before that it names what is not off, and fails', async () => {
    storeHere();
    receiver.answer = () => ({ status: 503 });
    const command = start('kill', NAME);
    await command.says('KILL_TARGET');
    await until(async () => (await record()).killed !== null);
    command.interrupt();
    const { stderr, exit } = await command.end();
    expect(exit).toBe(130);
    expect(stderr).toContain(
      `KILL_UNFINISHED the kill of checkout-v2 is not confirmed: not known to be at 0 %: webhook ${receiver.url}`,
    );
    const late = await sandbox.run(`rollout kill ${NAME} --timeout 10ms`);
    expect(late.exit).toBe(1);
    expect(late.stderr).toContain('KILL_UNFINISHED');
  });

  test('a record that is damaged is written anew, and the way on leads on', async () => {
    storeHere();
    const file = join(directory, 'record.1.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"target":20', '"target":90'));
    const reset = await sandbox.run(`rollout reset ${NAME}`);
    expect([reset.exit, reset.stderr]).toEqual([
      3,
      expect.stringContaining(`\`rollout kill ${NAME}\` switches it off all the same, and writes a damaged`),
    ]);
    const command = start('kill', NAME);
    await command.says(`could not be read: its sum is wrong: it was changed or cut; it is written anew`);
    await command.says('confirmed, but one late call may still land (whoever led it)');
    command.interrupt();
    expect((await command.end()).exit).toBe(130);
    expect(flagIn(flags).targeting).toEqual(OFF);
    expect(await record()).toMatchObject({ number: 3, target: 0, ceiling: 0, started: false });
    expect((await sandbox.run(`rollout unkill ${NAME}`)).exit).toBe(0);
    expect((await sandbox.run(`rollout start ${NAME}`)).exit).toBe(0);
  });

  test('of a record that a newer release wrote it says so, and tells 0 % all the same', async () => {
    storeHere();
    const why = 'it has format 9';
    writeFileSync(join(directory, 'record.1.json'), seal({ format: 9 }));
    const command = start('kill', NAME);
    await command.says('is off');
    await command.says('KILL_NOT_DURABLE');
    command.interrupt();
    const { stderr, exit } = await command.end();
    expect(exit).toBe(130);
    expect(stderr).toContain(why);
    expect(stderr).toContain('every target is at 0 %; its record does not say so');
    expect(flagIn(flags).targeting).toEqual(OFF);
  });

  test('of frozen targets that were changed it says so, and tells those that can be read', async () => {
    storeHere();
    writeFileSync(
      frozenFile(directory),
      readFileSync(frozenFile(directory), 'utf8').replace('LATENCY', 'LETENCY'),
    );
    const { stdout, stderr, exit } = await sandbox.run(`rollout kill ${NAME}`);
    expect([exit, stdout.includes('confirmed: nobody')]).toEqual([0, true]);
    expect(stderr).toContain('warning KILL_TARGETS');
    expect(flagIn(flags).targeting).toEqual(OFF);
  });

  test('without any frozen target it is durable, and says that it told nobody', async () => {
    storeHere();
    rmSync(frozenFile(directory));
    const { stdout, stderr, exit } = await sandbox.run(`rollout kill ${NAME}`);
    expect([stdout, exit]).toEqual(['', 1]);
    expect(stderr).toContain(`it is recorded: nothing raises it until \`rollout unkill ${NAME}\``);
    expect(stderr).toContain('frozen.json: there is no such file; no target is known to this command');
    expect(stderr).toContain('KILL_UNTOLD this command cannot tell its targets anything: there is none');
    expect(stderr).toContain('is not confirmed: not known to be at 0 %: its targets\nhint: switch those off');
    expect((await record()).killed).toMatchObject({ confirmed: null });
  });

  test('a target that this release does not know is named, and the others are told', async () => {
    storeHere({
      actuators: [
        { kind: 'flagd', config: { file: 'flags.json', flag: 'new-checkout' } },
        { kind: 'later', config: {} },
      ],
    });
    const { stdout, stderr, exit } = await sandbox.run(`rollout kill ${NAME}`);
    expect([stdout.includes('is off'), exit]).toEqual([false, 1]);
    expect(flagIn(flags).targeting).toEqual(OFF);
    expect(stderr).toContain('this release has no actuator later');
    expect(stderr).toContain(
      `: target 1 of those that are not known; at 0 %: flagd ${join(sandbox.work, 'flags.json')} new-checkout`,
    );
  });

  test('a controller of another machine or container is named as that', async () => {
    storeHere({ record: { holder: '7 x elsewhere 1' } });
    const command = start('kill', NAME);
    await command.says('waiting until process 7 of another machine or container, which controls it');
    command.interrupt();
    expect((await command.end()).exit).toBe(130);
    expect(flagIn(flags).targeting).toEqual(OFF);
  });

  test.runIf(canMount())('a full disk does not stop it', () =>
    withSmallDisk('2m', async (disk) => {
      storeHere({
        state: join(disk, 'state'),
        cwd: sandbox.work,
        actuators: [{ kind: 'flagd', config: { file: join(disk, 'flags.json'), flag: 'new-checkout' } }],
      });
      writeFileSync(join(disk, 'flags.json'), JSON.stringify(FLAGS));
      fill(join(disk, 'rubbish'));
      const { exit } = await sandbox.run(`rollout kill ${NAME} --state ${join(disk, 'state')}`);
      expect(exit).toBe(0);
      expect(flagIn(join(disk, 'flags.json')).targeting).toEqual(OFF);
      expect((await record()).killed?.confirmed).toBe('clean');
    }),
  );

  test('a state that others can write is killed with a warning, and refused by all others', async () => {
    storeHere();
    const unsafe = 'others can write to it: chmod go-w';
    for (const place of [directory, dirname(directory), dirname(dirname(directory))]) {
      chmodSync(place, 0o770);
      for (const line of [`pause ${NAME}`, 'status', `events ${NAME}`]) {
        const { stderr, exit } = await sandbox.run(`rollout ${line}`);
        expect([line, stderr, exit]).toEqual([line, expect.stringContaining(unsafe), 3]);
        expect(stderr).toContain(`error ROLLOUT_STATE the state in ${place} cannot be used`);
      }
      const { stderr, exit } = await sandbox.run(`rollout kill ${NAME}`);
      expect([stderr, exit]).toEqual([
        expect.stringContaining(`warning KILL_UNSAFE the state in ${place}`),
        0,
      ]);
      chmodSync(place, 0o700);
    }
    expect(flagIn(flags).targeting).toEqual(OFF);
  });

  test('a name that is none, and one that is not there are refused', async () => {
    storeHere();
    const none = await sandbox.run("rollout kill '../x'");
    expect([none.exit, none.stderr]).toEqual([3, expect.stringContaining('ROLLOUT_NAME "../x" is no name')]);
    const other = await sandbox.run('rollout kill checkout-v3');
    expect([other.exit, other.stderr]).toEqual([3, expect.stringContaining('did you mean "checkout-v2"?')]);
    expect(receiver.received).toEqual([]);
  });
});

describe('rollout kill --check', () => {
  test('tries everything and switches nothing', async () => {
    storeHere();
    const checked = await sandbox.run(`rollout kill ${NAME} --check`);
    expect(checked).toMatchObject({ exit: 0, stderr: '' });
    expect(
      checked.stdout.replaceAll(sandbox.work, 'WORK').replace(receiver.url, 'URL').replace(/ {2,}/g, '  '),
    ).toBe(CHECKED);
    expect(receiver.received).toEqual([]);
    expect(JSON.parse(readFileSync(flags, 'utf8'))).toEqual(FLAGS);
    expect((await record()).number).toBe(1);
  });

  test('names each fault', async () => {
    sandbox.write('token', 'secret');
    chmodSync(join(sandbox.work, 'token'), 0o644);
    storeHere({
      actuators: [
        { kind: 'flagd', config: { file: 'flags.json', flag: 'old-checkout' } },
        { kind: 'exec', config: { command: ['./none'], flag: 'f' } },
        { kind: 'webhook', config: { url: receiver.url, flag: 'f', token_file: 'token' } },
        { kind: 'later', config: {} },
      ],
    });
    writeFileSync(join(directory, 'record.1.json'), 'torn');
    const { exit, stdout } = await sandbox.run(`rollout kill ${NAME} --check -o json`);
    expect(exit).toBe(1);
    const { works, checked } = JSON.parse(stdout);
    expect(works).toBe(false);
    expect(checked.map(({ fault }: { fault: string }) => fault)).toEqual([
      'it is no file of rollout',
      expect.stringContaining('old-checkout'),
      'there is no program ./none',
      expect.stringContaining('others can read it (mode 0644): chmod 600'),
      'this release has no actuator later',
    ]);
  });
});

describe('rollout unkill', () => {
  test('is refused before the kill is confirmed, and leaves 0 %, not started', async () => {
    storeHere({ record: { killed: { acknowledged: null, confirmed: null, late: [] } } });
    const early = await sandbox.run(`rollout unkill ${NAME}`);
    expect([early.exit, early.stderr]).toEqual([
      1,
      'error ROLLOUT_REFUSED unkill checkout-v2: its kill is not confirmed yet\nhint: first: `rollout kill checkout-v2`\n',
    ]);
    await sandbox.run(`rollout kill ${NAME}`);
    expect(await sandbox.run(`rollout unkill ${NAME}`)).toEqual({
      stdout: 'checkout-v2 is no longer killed: 0 %, not started\n',
      stderr: '',
      exit: 0,
    });
    expect(await record()).toMatchObject({ killed: null, started: false, target: 0, ceiling: 0, attempt: 2 });
    expect(await json(`rollout unkill ${NAME} -o json`)).toMatchObject({ rollout: NAME, changed: false });
  });
});

const CHECKED = `PART  IN FORCE  KILL
record  -  works: it can be written
flagd WORK/flags.json new-checkout  100 %  works: it answers
exec ./tell new-checkout  -  works as far as can be tried without telling it
webhook URL/ new-checkout  -  works as far as can be tried without telling it
`;

/** Until nothing more goes on the disk. */
function fill(file: string): void {
  for (const size of [64 * 1024, 4096, 1])
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size));
    } catch {}
}
