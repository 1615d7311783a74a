import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Journal } from '../../src/control/journal/journal.ts';
import type { JournalEntry } from '../../src/control/journal/line.ts';
import type { RolloutRecord } from '../../src/control/record/record.ts';
import { holderText } from '../../src/control/state/holder.ts';
import { journalDirectory } from '../../src/control/state/rollout-directory.ts';
import { writeStatus } from '../../src/control/state/status-file.ts';
import { openDirectory, thisProcess } from '../support/control/file-target.ts';
import { recordIn } from '../support/control/record-in.ts';
import { FRESH, NAME } from '../support/control/rollout-status.ts';
import { storeIn } from '../support/control/stored.ts';
import { RunningCommand } from '../support/running-command.ts';
import { Sandbox } from '../support/script.ts';
import { until } from '../support/until.ts';

let sandbox: Sandbox;
let directory: string;
let running: RunningCommand[];

beforeEach(() => {
  sandbox = new Sandbox();
  running = [];
});
afterEach(async () => {
  for (const { process } of running) process.kill('SIGKILL');
  await Promise.all(running.map((command) => command.end()));
  sandbox.close();
});

function start(...words: string[]): RunningCommand {
  const command = new RunningCommand(sandbox, words);
  running.push(command);
  return command;
}

const record = () => recordIn(openDirectory(directory));

const entry = (parts: Partial<JournalEntry>): JournalEntry => ({
  time: '2026-11-22T10:00:00.000Z',
  kind: 'step',
  percentage: 1,
  step: 1,
  reason: 'step 2 of 2',
  by: null,
  id: null,
  ...parts,
});

function openJournal(): Journal {
  mkdirSync(journalDirectory(directory), { recursive: true, mode: 0o700 });
  return new Journal(journalDirectory(directory));
}

/** This process as a controller, which takes what it is asked for; its status is of this moment, and stays that. */
function lead(parts: Partial<RolloutRecord> = {}): void {
  directory = storeIn(sandbox, { holder: holderText(thisProcess()), ...parts });
  writeStatus(directory, FRESH);
}

const say = async (line: string) => {
  const { stdout, stderr, exit } = await sandbox.run(line);
  return `${exit} ${stdout}${stderr}`;
};

describe('without a controller', () => {
  test('each verb is written, with who asked and why, and says that nobody obeys it yet', async () => {
    directory = storeIn(sandbox, { started: false });
    const nobody = 'it is written; no controller runs, the next `rollout run` obeys it';
    expect(await say(`rollout start ${NAME} --reason 'go'`)).toBe(`0 started ${NAME}: ${nobody}\n`);
    expect(await say(`rollout pause ${NAME}`)).toBe(`0 paused ${NAME}: ${nobody}\n`);
    expect(await say(`rollout pause ${NAME}`)).toBe(`0 ${NAME} is paused already\n`);
    expect(await say(`rollout resume ${NAME}`)).toBe(`0 resumed ${NAME}: ${nobody}\n`);
    expect(await say(`rollout advance ${NAME}`)).toBe(`0 advanced ${NAME}: ${nobody}\n`);
    const off = `; to switch it off now: rollout kill ${NAME}`;
    expect(await say(`rollout reset ${NAME}`)).toBe(`0 reset ${NAME}: ${nobody}${off}\n`);
    expect(await say(`rollout end ${NAME} --at off`)).toBe(`0 ended ${NAME}: ${nobody}${off}\n`);
    const { requests, started, paused, target, ended } = await record();
    expect(requests.map(({ verb, reason }) => `${verb} ${reason}`.trim())).toEqual([
      'start go',
      'pause',
      'resume',
      'advance',
      'reset',
      'end',
    ]);
    expect(requests.every(({ by, id, at }) => by.includes('@') && id !== '' && at.endsWith('Z'))).toBe(true);
    expect({ started, paused, target, ended }).toEqual({
      started: true,
      paused: false,
      target: 1, // the first step of the ramp
      ended: 'off',
    });
  });

  test('what cannot be is refused, with the command that leads on', async () => {
    directory = storeIn(sandbox, { killed: { acknowledged: null, confirmed: 'clean', late: [] } });
    expect(await say(`rollout start ${NAME}`)).toBe(
      `1 error ROLLOUT_REFUSED start ${NAME}: it is killed\nhint: first: \`rollout unkill ${NAME}\`\n`,
    );
    writeFileSync(join(directory, 'record.1.json'), 'torn');
    expect(await say(`rollout pause ${NAME}`)).toContain(
      `3 error ROLLOUT_RECORD the record of ${NAME} cannot be changed: it is no file of rollout`,
    );
  });

  test('what nobody would obey is refused, with what to do instead', async () => {
    directory = storeIn(sandbox, { paused: true, target: 43, ceiling: 43 });
    const refused = (verb: string, why: string, fix: string) =>
      `1 error ROLLOUT_REFUSED ${verb} ${NAME}: ${why}\nhint: ${fix} ${NAME}\`\n`;
    const paused = refused('advance', 'it is paused', 'first: `rollout resume');
    expect(await say(`rollout advance ${NAME}`)).toBe(paused);
    writeStatus(directory, { ...FRESH, state: 'completed', controller: null });
    const complete = 'to begin again, first: `rollout reset';
    for (const verb of ['start', 'pause', 'resume', 'advance'])
      expect(await say(`rollout ${verb} ${NAME}`)).toBe(refused(verb, 'it is complete', complete));
    expect(await say(`rollout reset ${NAME}`)).toContain(`0 reset ${NAME}: it is written`);
    expect(await say(`rollout start ${NAME}`)).toContain(`0 started ${NAME}: it is written`);
    expect(await say(`rollout end ${NAME}`)).toContain(`0 ended ${NAME}: it is written`);
    for (const verb of ['pause', 'resume', 'advance'])
      expect(await say(`rollout ${verb} ${NAME}`)).toBe(
        refused(verb, 'it has ended', 'first: `rollout start'),
      );
  });

  test('an approval is for the first step that waits for one, or the one that is named', async () => {
    directory = storeIn(sandbox, {}, { approvals: [{ before_step: 2 }] });
    expect(await say(`rollout approve ${NAME} --step 1`)).toBe(
      `1 error ROLLOUT_NO_APPROVAL step 1 of ${NAME} needs no approval\nhint: steps that need one: 2\n`,
    );
    expect(await say(`rollout approve ${NAME}`)).toContain(`0 approved step 2 of ${NAME}: it is written`);
    expect((await record()).approvals).toEqual([expect.objectContaining({ step: 1, attempt: 1 })]);
    expect((await record()).requests[0]!.reason).toBe('step 2');
    expect(await say(`rollout approve ${NAME}`)).toContain(`1 error ROLLOUT_NO_APPROVAL no step of ${NAME}`);
    expect(await say(`rollout approve ${NAME} --step x`)).toContain('2 error USAGE_VALUE --step');
  });

  test('a command that it names is for the state that was given', async () => {
    directory = storeIn(sandbox, { killed: { acknowledged: null, confirmed: 'clean', late: [] } });
    const state = join(sandbox.directory, 'state', 'rollout');
    for (const flag of [`--state ${state}`, `--state-dir=${state}`])
      expect(await say(`rollout start ${NAME} ${flag}`)).toContain(
        `hint: first: \`rollout unkill ${NAME} --state ${state}\`\n`,
      );
    expect(await say(`rollout start ${NAME} --state ${state} -o json`)).toContain(
      `"hint": "first: \`rollout unkill ${NAME} --state ${state}\`"`,
    );
    expect(await say(`rollout kill ${NAME} --state ${state}`)).toContain(
      `it stays off until \`rollout unkill ${NAME} --state ${state}\`\n`,
    );
  });

  test('of a state with rollouts a name that it has not is that of no rollout', async () => {
    directory = storeIn(sandbox, {});
    expect(await say('rollout pause checkout-v3')).toMatch(
      /^3 error ROLLOUT_UNKNOWN no rollout checkout-v3 in .*, did you mean "checkout-v2"\?\n/,
    );
  });

  test('a name that is neither a rollout nor a simulation is told as before', async () => {
    expect(await say('rollout pause checkout-v9')).toContain('3 error STEER_UNKNOWN');
    expect(await say('rollout advance checkout-v9')).toContain('3 error ROLLOUT_UNKNOWN');
  });
});

describe('beside a controller', () => {
  test('a verb waits until its controller has written it into the journal, and says where it stands', async () => {
    lead();
    const command = start('pause', NAME, '--wait', '-o', 'json');
    await until(async () => (await record()).paused);
    const [request] = (await record()).requests;
    const journal = openJournal();
    journal.append(entry({ kind: 'pause', id: request!.id }));
    journal.close();
    const { stdout, exit } = await command.end();
    expect([JSON.parse(stdout), exit]).toEqual([
      {
        rollout: NAME,
        action: 'pause',
        id: request!.id,
        changed: true,
        record: 2,
        taken: true,
        controller: null,
      },
      0,
    ]);
  });

  test('Ctrl-C ends the waiting with 130: it is written all the same', async () => {
    lead();
    const command = start('pause', NAME, '--wait');
    await until(async () => (await record()).paused);
    command.interrupt();
    const { stdout, exit } = await command.end();
    expect([stdout.includes('it is written'), exit]).toEqual([true, 130]);
  });

  test('one that does not take it is named; with --wait that is a failure', async () => {
    lead();
    const holder = `process ${process.pid}`;
    expect(await say(`rollout pause ${NAME}`)).toBe(
      `0 paused ${NAME}: it is written, ${holder} has not taken it yet\n`,
    );
    expect(await say(`rollout resume ${NAME} --wait --timeout 100ms`)).toContain(
      `1 error ROLLOUT_NOT_TAKEN ${holder}, which controls ${NAME}, has not taken the resume within 100 ms`,
    );
  });
});

describe('rollout status', () => {
  test('shows what the controller wrote, with its targets where one is asked for', async () => {
    lead();
    const { stdout } = await sandbox.run(`rollout status ${NAME}`);
    expect(
      stdout.replace(/\d[\w ]* d [\w ]*?(?= {2})|\d+ s(?= {2})/g, 'AGE').replace(/ {2,}/g, '  '),
    ).toMatch(
      /^ROLLOUT {2}STATE {2}STEP {2}ACCEPT {2}DECISION {2}TIME LEFT {2}AGE {2}CONTROLLER {2}REASON\ncheckout-v2 {2}running {2}2\/2 {2}43 % {2}forward {2}1 min {2}.* {2}x {2}-\n {2}target flagd flags.json new-checkout: pending, told 43 %, confirmed 40 %\n$/,
    );
    const [json] = JSON.parse((await sandbox.run('rollout status -o json')).stdout);
    expect(json).toMatchObject({ rollout: NAME, state: 'running', percentage: 43, tick: 7 });
  });

  test('a reason that is no hold is not called one', async () => {
    lead();
    const reasons = [{ kind: 'policy', text: 'latency 18 ms < 75 ms', until: null }];
    writeStatus(directory, { ...FRESH, reasons });
    expect(await say(`rollout status ${NAME}`)).toContain('\n  goes forward: latency 18 ms < 75 ms\n');
    writeStatus(directory, { ...FRESH, reasons, decision: 'hold' });
    expect(await say(`rollout status ${NAME}`)).toContain('\n  holds: latency 18 ms < 75 ms\n');
  });

  test('without a controller shows what the record says', async () => {
    directory = storeIn(sandbox, { paused: true });
    writeStatus(directory, FRESH);
    const [json] = JSON.parse((await sandbox.run('rollout status -o json')).stdout);
    expect(json).toMatchObject({ state: 'paused', percentage: 20, controller: null, decision: 'hold' });
    expect(json.reasons).toEqual([{ kind: 'controller', text: 'no controller runs', until: null }]);
    await sandbox.run(`rollout kill ${NAME}`);
    expect(await say(`rollout status ${NAME} --wait killed`)).toContain(
      'new-checkout: confirmed, told 0 %, confirmed 0 %\n',
    );
    expect(await say(`rollout status ${NAME} --wait completed`)).toContain(
      `1 error ROLLOUT_OTHER_STATE ${NAME} is killed and stays that, not completed`,
    );
    expect(await say(`rollout status ${NAME} --wait done`)).toContain('2 error USAGE_VALUE');
  });

  test('--wait goes on until the state is there', async () => {
    lead();
    const command = start('status', NAME, '--wait', 'baking', '-o', 'json');
    writeStatus(directory, { ...FRESH, state: 'baking' });
    const { stdout, exit } = await command.end();
    expect([JSON.parse(stdout)[0].state, exit]).toEqual(['baking', 0]);
  });

  test('a state that is given and not there is said', async () => {
    expect(await say('rollout status --state ./typo')).toBe(
      '3 error ROLLOUT_STATE the state in ./typo cannot be used: there is no such directory\nhint: nothing has run with this state yet; look at --state\n',
    );
  });

  test('a name that nothing has is refused', async () => {
    expect(await say('rollout status checkout-v9')).toContain('3 error ROLLOUT_UNKNOWN');
    expect(await say('rollout status')).toBe('0 no simulation is running\n');
  });
});

describe('rollout events', () => {
  test('shows the journal as text and as lines of JSON', async () => {
    directory = storeIn(sandbox, {});
    expect(await say(`rollout events ${NAME}`)).toBe('0 ');
    const journal = openJournal();
    journal.append(entry({ kind: 'started' }));
    journal.append(entry({ kind: 'pause', by: 'ann@host', reason: 'look\u001b[2J', id: 'r1' }));
    journal.close();
    expect(await say(`rollout events ${NAME}`)).toBe(
      '0 2026-11-22T10:00:00.000Z  started        1 %  step 2 of 2\n' +
        '2026-11-22T10:00:00.000Z  pause          1 %  by ann@host: look\ufffd[2J\n',
    );
    const lines = (await sandbox.run(`rollout events ${NAME} -o json`)).stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))[1]).toEqual({
      sequence: 2,
      ...entry({ kind: 'pause', by: 'ann@host', reason: 'look\u001b[2J', id: 'r1' }),
    });
  });

  test('what no controller has written into the journal is shown last, without a number until one has', async () => {
    directory = storeIn(sandbox, {});
    openJournal().append(entry({ kind: 'started' }));
    await sandbox.run(`rollout pause ${NAME} --reason 'look'`);
    const [request] = (await record()).requests;
    const { at: time, by, id } = request!;
    expect(await say(`rollout events ${NAME}`)).toMatch(new RegExp(`\\n${time}  pause +by ${by}: look\\n$`));
    const follow = start('events', NAME, '--follow', '-o', 'json');
    await follow.says('"pause"');
    openJournal().append(entry({ time, kind: 'pause', by, id, reason: 'look' }));
    await follow.says('"sequence":2');
    follow.interrupt();
    const lines = (await follow.end()).stdout.trim().split('\n');
    const unwritten = { time, kind: 'pause', percentage: null, step: null, reason: 'look', by, id };
    expect(lines.map((line) => JSON.parse(line)).slice(1)).toEqual([
      { sequence: null, ...unwritten },
      { sequence: 2, ...unwritten, percentage: 1, step: 1 },
    ]);
    expect(Object.keys(JSON.parse(lines[1]!))).toEqual(Object.keys(JSON.parse(lines[0]!)));
    expect((await sandbox.run(`rollout events ${NAME}`)).stdout.split('\n')).toHaveLength(3);
  });

  test('--follow shows what comes, until Ctrl-C', async () => {
    directory = storeIn(sandbox, {});
    const journal = openJournal();
    journal.append(entry({ reason: 'one' }));
    const command = start('events', NAME, '--follow');
    await command.says('one');
    journal.append(entry({ reason: 'two' }));
    await command.says('two');
    journal.close();
    command.interrupt();
    const { stdout, exit } = await command.end();
    expect([stdout.split('\n').length, exit]).toEqual([3, 130]);
  });

  test('a journal that somebody changed says where', async () => {
    directory = storeIn(sandbox, {});
    const journal = openJournal();
    for (const reason of ['one', 'two', 'three']) journal.append(entry({ reason }));
    journal.close();
    const file = join(journalDirectory(directory), 'journal.000000000001.ndjson');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"two"', '"six"'));
    expect(await say(`rollout events ${NAME}`)).toContain(
      `warning JOURNAL_BROKEN the journal of ${NAME} was changed by somebody: line 3`,
    );
  });
});
