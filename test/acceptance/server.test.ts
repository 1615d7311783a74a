import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Listening } from '../../src/control/api/listen.ts';
import { Journal } from '../../src/control/journal/journal.ts';
import { segmentsOf } from '../../src/control/journal/segments.ts';
import type { RolloutRecord } from '../../src/control/record/record.ts';
import { holderText } from '../../src/control/state/holder.ts';
import { journalDirectory, rolloutDirectory } from '../../src/control/state/rollout-directory.ts';
import { writeStatus } from '../../src/control/state/status-file.ts';
import { openDirectory, thisProcess } from '../support/control/file-target.ts';
import { FRESH, NAME } from '../support/control/rollout-status.ts';
import { serveStored, TOKEN, writeToken } from '../support/control/served.ts';
import { flagIn, storeIn } from '../support/control/stored.ts';
import { Receiver } from '../support/receiver.ts';
import { RunningCommand } from '../support/running-command.ts';
import { Sandbox } from '../support/script.ts';

const APPROVALS = { approvals: [{ before_step: 2 }] };
const WITH_TOKEN = '--token-file api.token';

let sandbox: Sandbox;
let served: Listening | undefined;
let running: RunningCommand[];

beforeEach(() => {
  sandbox = new Sandbox();
  running = [];
});
afterEach(async () => {
  for (const { process } of running) process.kill('SIGKILL');
  await Promise.all(running.map((command) => command.end()));
  await served?.close();
  served = undefined;
  sandbox.close();
});

function start(...words: string[]): RunningCommand {
  const command = new RunningCommand(sandbox, words);
  running.push(command);
  return command;
}

/** A rollout in the state of the sandbox, which this process serves and a file has the token of. */
async function serve(record: Partial<RolloutRecord> = {}, document?: object): Promise<string> {
  storeIn(sandbox, record, document);
  writeToken(sandbox);
  served = await serveStored(sandbox);
  return served.url;
}

const directoryOf = ({ directory }: Sandbox) => rolloutDirectory(join(directory, 'state/rollout'), NAME);

function openJournal(): Journal {
  const directory = journalDirectory(directoryOf(sandbox));
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return new Journal(directory);
}

const event = (reason: string) => ({
  time: '2026-11-22T10:00:00.000Z',
  kind: 'step',
  percentage: 1,
  step: 1,
  reason,
  by: null,
  id: null,
});

/** Without ids, and without the name by which the request came. */
const said = ({ stdout, stderr, exit }: { stdout: string; stderr: string; exit: number }) =>
  `${exit} ${stdout}${stderr}`.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');

describe('says what it says without a server', () => {
  const HELD = { holder: holderText(thisProcess()) };
  const KILLED = { killed: { acknowledged: null, confirmed: 'clean' as const, late: [] }, target: 0 };
  test.each<[title: string, record: Partial<RolloutRecord>, lines: string[]]>([
    [
      'without a controller',
      {},
      ['pause', 'pause', 'resume -o json', 'advance', 'reset', 'end --at off', 'end'].map(
        (verb) => `${verb.replace(/^\w+/, `$& ${NAME}`)} --reason why`,
      ),
    ],
    ['beside one that does not take it', HELD, [`pause ${NAME}`, `resume ${NAME} --wait --timeout 100ms`]],
    ['approvals', {}, [`approve ${NAME} --step 1`, `approve ${NAME}`, `approve ${NAME}`]],
    ['after a kill', KILLED, [`start ${NAME}`, `unkill ${NAME}`, `unkill ${NAME} -o json`, `start ${NAME}`]],
    ['where it stands', HELD, [`status ${NAME}`, `status ${NAME} -o json`, `status ${NAME} --wait running`]],
    ['waits', {}, [`status ${NAME} --wait completed --timeout 0s`]],
    ['its journal', {}, [`events ${NAME}`, `events ${NAME} -o json`]],
    ['what a kill needs', {}, [`kill ${NAME} --check`, `kill ${NAME} --check -o json`]],
  ])('%s', async (_, record, lines) => {
    const prepare = () => {
      const directory = storeIn(sandbox, record, APPROVALS);
      writeStatus(directory, { ...FRESH, pid: 0 });
      const journal = openJournal();
      for (const reason of ['one', 'two\u001b[2J']) journal.append(event(reason));
      journal.close();
    };
    const answers = async (flags: string) => {
      const all: string[] = [];
      for (const line of lines) all.push(said(await sandbox.call(`rollout ${line} ${flags}`)));
      return all.map((text) =>
        text.replaceAll(sandbox.directory, 'DIR').replaceAll(flags === '' ? '\0' : ` ${flags}`, ''),
      );
    };
    prepare();
    const local = await answers('');
    sandbox.close();
    sandbox = new Sandbox();
    prepare();
    writeToken(sandbox);
    served = await serveStored(sandbox);
    expect(await answers(`--server ${served.url} ${WITH_TOKEN}`)).toEqual(local);
  });
});

describe('a kill by a server', () => {
  test('tells the targets 0 %, is confirmed, and is in the record with who asked', async () => {
    const url = await serve();
    const line = `rollout kill ${NAME} --reason 'errors in Norway' --server ${url} ${WITH_TOKEN}`;
    const { stdout, stderr, exit } = await sandbox.run(line);
    expect([stderr, exit]).toEqual(['', 0]);
    expect(stdout.split('\n').sort()).toEqual([
      '',
      `${NAME} is off: every target has answered 0 %`,
      'confirmed: nobody is left who could raise it',
      `it stays off until \`rollout unkill ${NAME} --server ${url} ${WITH_TOKEN}\``,
    ]);
    expect(flagIn(join(sandbox.work, 'flags.json')).defaultVariant).toBe('off');
    const found = await openDirectory(directoryOf(sandbox)).read();
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
    const again = JSON.parse((await sandbox.run(`${line} -o json`)).stdout);
    expect(again).toMatchObject({ rollout: NAME, result: 'confirmed', durable: true, confirmed: 'clean' });
  });

  test('names a target that does not take it, and Ctrl-C leaves it to the server', async () => {
    const url = await serve();
    sandbox.write('flags.json', '{}');
    const kill = start('kill', NAME, '--server', url, '--token-file', 'api.token');
    await kill.says('KILL_TARGET');
    await kill.says('it is recorded: nothing raises it');
    kill.interrupt();
    const { stderr, exit } = await kill.end();
    expect(exit).toBe(130);
    expect(stderr).toContain(
      `KILL_UNFINISHED the kill of ${NAME} is not confirmed: its server goes on with it`,
    );
  });

  test('that does not reach it says so, and names the way that needs no server', async () => {
    writeToken(sandbox);
    const receiver = await Receiver.start();
    const { url } = receiver;
    await receiver.stop();
    const { stderr, exit } = await sandbox.run(`rollout kill ${NAME} --server ${url} ${WITH_TOKEN}`);
    expect(exit).toBe(4);
    expect(stderr).toContain(
      `KILL_SERVER the kill of ${NAME} did not reach its controller: ${url} cannot be reached: connect ECONNREFUSED`,
    );
    expect(stderr).toContain(`rollout kill ${NAME} --state DIR; else switch the feature off in its targets`);
  });

  test('that is ended before its server answers says that nothing is known', async () => {
    const receiver = await Receiver.start();
    receiver.answer = () => 'silence';
    writeToken(sandbox);
    const { url } = receiver;
    const line = `rollout kill ${NAME} --timeout 300ms --server ${url} ${WITH_TOKEN}`;
    const { stderr, exit } = await sandbox.run(line);
    await receiver.stop();
    expect(exit).toBe(4);
    expect(stderr).toContain(
      `KILL_SERVER the kill of ${NAME} is not known to have reached its controller: ${url} had not answered`,
    );
  });

  test('whose server goes away in the middle says that it was asked for', async () => {
    const url = await serve();
    sandbox.write('flags.json', '{}');
    const kill = start('kill', NAME, '--server', url, '--token-file', 'api.token');
    await kill.says('KILL_TARGET');
    await served!.close();
    const { stderr, exit } = await kill.end();
    expect(exit).toBe(4);
    expect(stderr).toContain(
      `KILL_SERVER the kill of ${NAME} was asked for, and is not known to be confirmed`,
    );
  });

  test('goes on with the process that is started anew', async () => {
    const url = await serve();
    sandbox.write('flags.json', '{}');
    const kill = start('kill', NAME, '--server', url, '--token-file', 'api.token');
    await kill.says('KILL_TARGET');
    const { port } = new URL(url);
    await served!.close();
    storeFlags();
    served = await serveStored(sandbox, Number(port));
    const { stdout, exit } = await kill.end();
    expect([exit, stdout.includes('confirmed: nobody is left')]).toEqual([0, true]);
    const found = await openDirectory(directoryOf(sandbox)).read();
    expect(found.kind === 'found' && found.value.requests.length).toBe(1);
  });
});

/** The flag that its target needs. */
function storeFlags(): void {
  const flag = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'on' };
  sandbox.write('flags.json', JSON.stringify({ flags: { 'new-checkout': flag } }));
}

test('events says which lines of the journal somebody changed', async () => {
  const url = await serve();
  const journal = openJournal();
  for (const reason of ['one', 'two', 'three']) journal.append(event(reason));
  journal.close();
  const [file] = segmentsOf(journalDirectory(directoryOf(sandbox)));
  writeFileSync(file!, readFileSync(file!, 'utf8').replace('"two"', '"six"'));
  expect((await sandbox.run(`rollout events ${NAME} --server ${url}`)).stderr).toContain(
    `warning JOURNAL_BROKEN the journal of ${NAME} was changed by somebody: line 3`,
  );
});

describe('events --follow', () => {
  test('goes on after a connection that was cut, where it was', async () => {
    const url = await serve();
    const journal = openJournal();
    journal.append(event('one'));
    const follow = start('events', NAME, '--follow', '--server', url, '--token-file', 'api.token');
    await follow.says('one');
    await served!.close();
    journal.append(event('two'));
    await follow.says(`SERVER_LOST ${url} does not answer`);
    served = await serveStored(sandbox, Number(new URL(url).port));
    await follow.says('two');
    journal.append(event('three'));
    await follow.says('three');
    journal.close();
    const listed = readFileSync(`/proc/${follow.process.pid}/cmdline`, 'utf8');
    follow.interrupt();
    const { stdout, stderr, exit } = await follow.end();
    expect(exit).toBe(130);
    expect(stdout.match(/one|two|three/g)).toEqual(['one', 'two', 'three']);
    expect(stderr.match(/SERVER_LOST/g)).toHaveLength(1);
    expect(`${listed}${stdout}${stderr}`).not.toContain(TOKEN);
  });
});

describe('status by a server', () => {
  test('--watch shows it again and again; --wait ends when it is there', async () => {
    const url = await serve({ holder: holderText(thisProcess()) });
    writeStatus(directoryOf(sandbox), FRESH);
    const watch = start('status', NAME, '--watch', '--server', url);
    const wait = start('status', NAME, '--wait', 'baking', '--server', url, '-o', 'json');
    await watch.says('running');
    writeStatus(directoryOf(sandbox), { ...FRESH, state: 'baking' });
    await watch.says('baking');
    watch.interrupt();
    expect((await watch.end()).exit).toBe(130);
    const { stdout, exit } = await wait.end();
    expect([JSON.parse(stdout)[0].state, exit]).toEqual(['baking', 0]);
  });

  test('a name that it has not is refused, with the one that was meant', async () => {
    const url = await serve();
    for (const line of ['status checkout-v1', 'pause checkout-v1', 'events checkout-v1', 'kill checkout-v1'])
      expect(said(await sandbox.call(`rollout ${line} --server ${url} ${WITH_TOKEN}`))).toContain(
        `3 error ROLLOUT_UNKNOWN no rollout checkout-v1 in ${url}, did you mean "${NAME}"?`,
      );
  });
});

describe('what is wrong is said', () => {
  test.each<[title: string, line: string, words: string]>([
    ['no token', `pause ${NAME} --server URL`, '4 error SERVER_TOKEN URL takes this with its token only'],
    [
      'no token file',
      `pause ${NAME} --server URL --token-file none`,
      '3 error SERVER_TOKEN_FILE the token cannot be read: token_file DIR/work/none: there is no such file\nhint: it is a file with nothing but the token,',
    ],
    [
      'a server without --server',
      `pause ${NAME} ${WITH_TOKEN}`,
      '2 error USAGE_MISSING the server that takes the token is missing: give --server URL',
    ],
    [
      'a server and a state',
      `kill ${NAME} --server URL --state x`,
      '2 error USAGE_CONFLICT --server and --state cannot be given together',
    ],
    [
      'no URL',
      `events ${NAME} --server localhost:9464`,
      '2 error SERVER_URL --server "localhost:9464": it must start with http:// or https://, did you mean',
    ],
    ['a policy', 'status --policy x --server URL', '2 error USAGE_CONFLICT --server and --policy'],
  ])('%s', async (_, line, words) => {
    const url = await serve();
    const heard = said(await sandbox.call(`rollout ${line.replace('URL', url)}`));
    expect(heard.replaceAll(url, 'URL').replaceAll(sandbox.directory, 'DIR')).toContain(words);
  });

  test('a token that is another, or that others can read', async () => {
    const url = await serve();
    writeToken(sandbox, 'another-token');
    const line = `rollout pause ${NAME} --debug --server ${url} ${WITH_TOKEN}`;
    const wrong = said(await sandbox.run(line));
    expect(wrong).toContain(`error SERVER_TOKEN ${url} does not take this token`);
    expect(wrong).not.toContain('another-token');
    writeToken(sandbox, TOKEN, 0o644);
    expect(said(await sandbox.run(line))).toContain('others can read it (mode 0644): chmod 600');
  });

  test('a login page, a redirect, a stranger, and a server that goes away in the middle', async () => {
    const receiver = await Receiver.start();
    writeToken(sandbox);
    const line = `rollout pause ${NAME} --server ${receiver.url} ${WITH_TOKEN}`;
    const headers = { 'content-type': 'text/html' };
    const heard = async (answer: ReturnType<Receiver['answer']>) => {
      receiver.answer = () => answer;
      return said(await sandbox.call(line));
    };
    expect(await heard({ status: 200, body: '<!doctype html>', headers })).toContain('4 error SERVER_BODY');
    expect(await heard({ status: 302, headers: { location: '/login' } })).toContain(
      '4 error SERVER_REDIRECT',
    );
    expect(await heard({ status: 200, body: '{"status":"success"}' })).toContain('4 error SERVER_VERSION');
    receiver.received.length = 0;
    expect(await heard('reset')).toContain(
      `4 error SERVER_UNKNOWN ${receiver.url} has not answered whether it took the pause of ${NAME}`,
    );
    const ids = receiver.received.map(({ body }) => JSON.parse(body).id);
    expect([ids.length, new Set(ids).size]).toEqual([4, 1]);
    await receiver.stop();
  });
});
