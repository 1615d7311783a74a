import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Outcome } from '../../../../src/control/actuators/actuator.ts';
import { exec } from '../../../../src/control/actuators/exec.ts';
import { decisionOf, testWorld } from '../../../support/test-world.ts';
import { until } from '../../../support/until.ts';

const directory = mkdtempSync(join(tmpdir(), 'rollout-exec-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const DECISION = decisionOf({ percentage: 12.5, pass_through: { label_key: 'user', values: ['ada'] } });

/** A program of Node's. */
const program = (code: string, ...args: string[]) => [process.execPath, '-e', code, ...args];

interface Tried {
  readonly command: readonly string[];
  readonly env?: readonly string[];
  readonly ours?: Record<string, string>;
  readonly decimals?: number;
  readonly signal?: AbortSignal;
}

function apply({ command, env, ours = {}, decimals, signal }: Tried): Promise<Outcome> {
  const world = testWorld({ directory, env: { PATH: process.env.PATH, ...ours } });
  const actuator = exec.open({ command, flag: 'new-checkout', env, decimals }, world);
  return actuator.apply(DECISION, { signal: signal ?? new AbortController().signal });
}

const place = (name: string) => join(directory, name);
const json = (name: string) => JSON.parse(readFileSync(place(name), 'utf8'));

describe('exec', () => {
  test('the program gets the decision as JSON and as variables, the variables that are named, and no other', async () => {
    const code = `fs.writeFileSync('told.json', JSON.stringify({
      decision: JSON.parse(fs.readFileSync(0, 'utf8')), env: process.env, args: process.argv.slice(1) }))`;
    const outcome = await apply({
      command: program(code, '$HOME', 'a b'),
      env: ['TOKEN', 'UNSET'],
      ours: { TOKEN: 'of the program', OTHER: 'not for it' },
    });
    expect(outcome).toEqual({ kind: 'confirmed' });
    expect(json('told.json')).toEqual({
      decision: DECISION,
      args: ['$HOME', 'a b'],
      env: {
        TOKEN: 'of the program',
        ROLLOUT_NAME: 'checkout-v2',
        ROLLOUT_FLAG: 'new-checkout',
        ROLLOUT_PERCENTAGE: '12.5',
        ROLLOUT_PASS_THROUGH: '{"label_key":"user","values":["ada"]}',
        ROLLOUT_KILLED: 'false',
        ROLLOUT_NUMBER: '7',
      },
    });
  });

  test('it is told what it can hold', async () => {
    const command = program(`fs.writeFileSync('whole.json', process.env.ROLLOUT_PERCENTAGE)`);
    expect(await apply({ command, decimals: 0 })).toEqual({ kind: 'confirmed' });
    expect(json('whole.json')).toBe(12);
  });

  test.each<[string, Tried, Outcome]>([
    [
      'another exit code is a refusal, with the first words of standard error on one line',
      { command: program(`console.error('no\\nsuch flag \\u001b[31m'); process.exit(3)`) },
      { kind: 'refused', why: 'the program ended with 3: no such flag \ufffd[31m' },
    ],
    [
      'a secret that it tells back is removed',
      {
        command: program(`console.error('bad token ' + process.env.TOKEN); process.exit(1)`),
        env: ['TOKEN'],
        ours: { TOKEN: 'hunter2-hunter2' },
      },
      { kind: 'refused', why: 'the program ended with 1: bad token ***' },
    ],
    [
      'what it says is cut',
      { command: program(`console.error('x'.repeat(100000)); process.exit(1)`) },
      { kind: 'refused', why: `${`the program ended with 1: ${'x'.repeat(200)}`.slice(0, 200)}...` },
    ],
    [
      'exit code 75 says that it cannot tell',
      { command: program('process.exit(75)') },
      { kind: 'unknown', why: 'the program ended with 75' },
    ],
    [
      'a program that somebody stops may have acted',
      { command: program(`process.kill(process.pid, 'SIGTERM')`) },
      { kind: 'unknown', why: 'the program was stopped by SIGTERM' },
    ],
    [
      'a program that ends without reading its input is judged by its code',
      { command: program('fs.closeSync(0)') },
      { kind: 'confirmed' },
    ],
    [
      'a program that is not there changed nothing',
      { command: ['no-such-program'] },
      { kind: 'refused', why: 'the program could not be started: there is no program no-such-program' },
    ],
    [
      'a file that is no program changed nothing',
      { command: ['./'] },
      { kind: 'refused', why: 'the program could not be started: permission denied' },
    ],
    [
      'without time left it is not started',
      { command: program(''), signal: AbortSignal.abort() },
      { kind: 'refused', why: 'the program could not be started: there was no time left' },
    ],
  ])('%s', async (_title, tried, outcome) => {
    expect(await apply(tried)).toEqual(outcome);
  });

  test('a path is looked for in the directory of the rollout file, a name in the PATH', async () => {
    writeFileSync(place('set-flag'), '#!/bin/sh\n[ "$ROLLOUT_NUMBER" = 7 ]\n', { mode: 0o755 });
    expect(await apply({ command: ['./set-flag'] })).toEqual({ kind: 'confirmed' });
    expect(await apply({ command: ['true'] })).toEqual({ kind: 'confirmed' });
    expect(await apply({ command: ['set-flag'] })).toMatchObject({ kind: 'refused' });
  });

  test('at the limit its whole process group is ended, and what it did is unknown', async () => {
    const limit = new AbortController();
    const child = `setInterval(() => {}, 1000)`;
    const code = `const { pid } = child_process.spawn(process.execPath, ['-e', ${JSON.stringify(child)}]);
      fs.writeFileSync('group.tmp', JSON.stringify([process.pid, pid])); fs.renameSync('group.tmp', 'group.json');
      setInterval(() => {}, 1000)`;
    const outcome = apply({ command: program(code), signal: limit.signal });
    await until(() => existsSync(place('group.json')));
    limit.abort();
    expect(await outcome).toEqual({ kind: 'unknown', why: 'the program was ended at its time limit' });
    for (const pid of json('group.json')) await until(() => !runs(pid));
  });

  test('what it leaves running is ended with it', async () => {
    const code = `const { pid } = child_process.spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      fs.writeFileSync('left.json', String(pid)); process.exit(0)`;
    expect(await apply({ command: program(code) })).toEqual({ kind: 'confirmed' });
    await until(() => !runs(json('left.json')));
  });

  test('its identity is the command and the flag; it rounds down', () => {
    const config = { command: ['./set', '--now'], flag: 'x', decimals: 1 };
    const actuator = exec.open(config, testWorld({ directory }));
    expect(actuator.target).toBe('exec ./set --now x');
    expect([0.29, 12.34, 99.99, 100].map(actuator.round)).toEqual([0.2, 12.3, 99.9, 100]);
    expect(actuator.read).toBeUndefined();
  });

  test('variables of the decision cannot be named', () => {
    const faults = exec.check?.({ command: ['x'], flag: 'x', env: ['HOME', 'ROLLOUT_FLAG'] });
    expect(faults).toEqual([{ path: 'env[1]', why: 'variables with ROLLOUT_ are those of the decision' }]);
  });
});

/** A process that has ended but was not waited for yet does not run. */
function runs(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
  } catch {
    return false;
  }
}
