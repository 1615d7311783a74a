import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { segmentsOf } from '../../src/control/journal/segments.ts';
import type { RolloutRecord } from '../../src/control/record/record.ts';
import { holderText } from '../../src/control/state/holder.ts';
import { journalDirectory } from '../../src/control/state/rollout-directory.ts';
import { writeStatus } from '../../src/control/state/status-file.ts';
import { thisProcess } from '../support/control/file-target.ts';
import { FRESH, NAME } from '../support/control/rollout-status.ts';
import { TOKEN, writeToken } from '../support/control/served.ts';
import { ServedRollout, said, WITH_TOKEN } from '../support/control/served-rollout.ts';
import { storeIn } from '../support/control/stored.ts';

const APPROVALS = { approvals: [{ before_step: 2 }] };

let rollout: ServedRollout;
beforeEach(() => {
  rollout = new ServedRollout();
});
afterEach(() => rollout.close());

const event = (reason: string) => ({
  time: '2026-11-22T10:00:00.000Z',
  kind: 'step',
  percentage: 1,
  step: 1,
  reason,
  by: null,
  id: null,
});

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
      const directory = storeIn(rollout.sandbox, record, APPROVALS);
      writeStatus(directory, { ...FRESH, pid: 0 });
      const journal = rollout.openJournal();
      for (const reason of ['one', 'two\u001b[2J']) journal.append(event(reason));
      journal.close();
    };
    const answers = async (flags: string) => {
      const all: string[] = [];
      for (const line of lines) all.push(said(await rollout.sandbox.call(`rollout ${line} ${flags}`)));
      return all.map((text) =>
        text.replaceAll(rollout.sandbox.directory, 'DIR').replaceAll(flags === '' ? '\0' : ` ${flags}`, ''),
      );
    };
    prepare();
    const local = await answers('');
    await rollout.close();
    rollout = new ServedRollout();
    prepare();
    writeToken(rollout.sandbox);
    const url = await rollout.serveStored();
    expect(await answers(`--server ${url} ${WITH_TOKEN}`)).toEqual(local);
  });
});

test('events says which lines of the journal somebody changed', async () => {
  const url = await rollout.serve();
  const journal = rollout.openJournal();
  for (const reason of ['one', 'two', 'three']) journal.append(event(reason));
  journal.close();
  const [file] = segmentsOf(journalDirectory(rollout.directory));
  writeFileSync(file!, readFileSync(file!, 'utf8').replace('"two"', '"six"'));
  expect((await rollout.sandbox.run(`rollout events ${NAME} --server ${url}`)).stderr).toContain(
    `warning JOURNAL_BROKEN the journal of ${NAME} was changed by somebody: line 3`,
  );
});

describe('events --follow', () => {
  test('goes on after a connection that was cut, where it was', async () => {
    const url = await rollout.serve();
    const journal = rollout.openJournal();
    journal.append(event('one'));
    const follow = rollout.start('events', NAME, '--follow', '--server', url, '--token-file', 'api.token');
    await follow.says('one');
    await rollout.leave();
    journal.append(event('two'));
    await follow.says(`SERVER_LOST ${url} does not answer`);
    await rollout.serveStored(url);
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
    const url = await rollout.serve({ holder: holderText(thisProcess()) });
    writeStatus(rollout.directory, FRESH);
    const watch = rollout.start('status', NAME, '--watch', '--server', url);
    const wait = rollout.start('status', NAME, '--wait', 'baking', '--server', url, '-o', 'json');
    await watch.says('running');
    writeStatus(rollout.directory, { ...FRESH, state: 'baking' });
    await watch.says('baking');
    watch.interrupt();
    expect((await watch.end()).exit).toBe(130);
    const { stdout, exit } = await wait.end();
    expect([JSON.parse(stdout)[0].state, exit]).toEqual(['baking', 0]);
  });

  test('a name that it has not is refused, with the one that was meant', async () => {
    const url = await rollout.serve();
    for (const line of ['status checkout-v1', 'pause checkout-v1', 'events checkout-v1', 'kill checkout-v1'])
      expect(said(await rollout.sandbox.call(`rollout ${line} --server ${url} ${WITH_TOKEN}`))).toContain(
        `3 error ROLLOUT_UNKNOWN no rollout checkout-v1 in ${url}, did you mean "${NAME}"?`,
      );
  });
});
