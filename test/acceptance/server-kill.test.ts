import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDirectory } from '../support/control/file-target.ts';
import { NAME } from '../support/control/rollout-status.ts';
import { writeToken } from '../support/control/served.ts';
import { ServedRollout, WITH_TOKEN } from '../support/control/served-rollout.ts';
import { FLAGS, flagIn } from '../support/control/stored.ts';
import { Receiver } from '../support/receiver.ts';

let rollout: ServedRollout;
beforeEach(() => {
  rollout = new ServedRollout();
});
afterEach(() => rollout.close());

/** A kill whose target does not take it. */
async function startUnconfirmed() {
  const url = await rollout.serve();
  rollout.sandbox.write('flags.json', '{}');
  const kill = rollout.start('kill', NAME, '--server', url, '--token-file', 'api.token');
  await kill.says('KILL_TARGET');
  return { url, kill };
}

describe('a kill by a server', () => {
  test('tells the targets 0 %, is confirmed, and is in the record with who asked', async () => {
    const url = await rollout.serve();
    const line = `rollout kill ${NAME} --reason 'errors in Norway' --server ${url} ${WITH_TOKEN}`;
    const { stdout, stderr, exit } = await rollout.sandbox.run(line);
    expect([stderr, exit]).toEqual(['', 0]);
    expect(stdout.split('\n').sort()).toEqual([
      '',
      `${NAME} is off: every target has answered 0 %`,
      'confirmed: nobody is left who could raise it',
      `it stays off until \`rollout unkill ${NAME} --server ${url} ${WITH_TOKEN}\``,
    ]);
    expect(flagIn(join(rollout.sandbox.work, 'flags.json')).defaultVariant).toBe('off');
    const found = await openDirectory(rollout.directory).read();
    expect(found).toMatchObject({
      value: {
        target: 0,
        requests: [
          {
            verb: 'kill',
            reason: 'errors in Norway',
            by: expect.stringMatching(/@.* over the API from 127/),
          },
        ],
      },
    });
    const again = JSON.parse((await rollout.sandbox.run(`${line} -o json`)).stdout);
    expect(again).toMatchObject({ rollout: NAME, result: 'confirmed', durable: true, confirmed: 'clean' });
  });

  test('names a target that does not take it, and Ctrl-C leaves it to the server', async () => {
    const { kill } = await startUnconfirmed();
    await kill.says('it is recorded: nothing raises it');
    kill.interrupt();
    const { stderr, exit } = await kill.end();
    expect(exit).toBe(130);
    expect(stderr).toContain(
      `KILL_UNFINISHED the kill of ${NAME} is not confirmed: its server goes on with it`,
    );
  });

  test('that does not reach it says so, and names the way that needs no server', async () => {
    writeToken(rollout.sandbox);
    const receiver = await Receiver.start();
    const { url } = receiver;
    await receiver.stop();
    const { stderr, exit } = await rollout.sandbox.run(`rollout kill ${NAME} --server ${url} ${WITH_TOKEN}`);
    expect(exit).toBe(4);
    expect(stderr).toContain(
      `KILL_SERVER the kill of ${NAME} did not reach its controller: ${url} cannot be reached: connect ECONNREFUSED`,
    );
    expect(stderr).toContain(`rollout kill ${NAME} --state DIR; else switch the feature off in its targets`);
  });

  test('that is ended before its server answers says that nothing is known', async () => {
    const receiver = await Receiver.start();
    receiver.answer = () => 'silence';
    writeToken(rollout.sandbox);
    const { url } = receiver;
    const line = `rollout kill ${NAME} --timeout 300ms --server ${url} ${WITH_TOKEN}`;
    const { stderr, exit } = await rollout.sandbox.run(line);
    await receiver.stop();
    expect(exit).toBe(4);
    expect(stderr).toContain(
      `KILL_SERVER the kill of ${NAME} is not known to have reached its controller: ${url} had not answered`,
    );
  });

  test('whose server goes away in the middle says that it was asked for', async () => {
    const { kill } = await startUnconfirmed();
    await rollout.leave();
    const { stderr, exit } = await kill.end();
    expect(exit).toBe(4);
    expect(stderr).toContain(
      `KILL_SERVER the kill of ${NAME} was asked for, and is not known to be confirmed`,
    );
  });

  test('goes on with the process that is started anew', async () => {
    const { url, kill } = await startUnconfirmed();
    await rollout.leave();
    rollout.sandbox.write('flags.json', JSON.stringify(FLAGS));
    await rollout.serveStored(url);
    const { stdout, exit } = await kill.end();
    expect([exit, stdout.includes('confirmed: nobody is left')]).toEqual([0, true]);
    const found = await openDirectory(rollout.directory).read();
    expect(found.kind === 'found' && found.value.requests.length).toBe(1);
  });
});
