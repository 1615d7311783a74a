import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Exporter, startExporter } from '../support/exporter.ts';
import { values } from '../support/moved-rollout.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { RunningCommand } from '../support/running-command.ts';
import { RunningRollout } from '../support/running-rollout.ts';
import { Sandbox } from '../support/script.ts';

const VALUES = values({ last: '1h' });
const FLAGS = `{"flags": {"new-checkout": {"state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "off"}}}\n`;

const rollout = (url: string) => `rollout: checkout-v2
values_file: values.yaml
prometheus: {url: "${url}"}
start: manually
actuators:
  - flagd: {file: flags.json, flag: new-checkout}
`;

withPrometheus('a rollout that runs is steered from another machine', () => {
  let exporter: Exporter;
  let server: RunningPrometheus;
  let sandbox: Sandbox;
  let run: RunningRollout;
  let flags: string;
  let follow: RunningCommand | undefined;
  beforeAll(async () => {
    exporter = await startExporter();
    exporter.reading = 0;
    server = await startPrometheus(undefined, [], exporter.config);
    sandbox = new Sandbox(
      new Map([
        ['flags.json', FLAGS],
        ['values.yaml', VALUES],
        ['rollout.yaml', rollout(server.url)],
        ['token', 'the-token-of-this-run\n'],
      ]),
    );
    chmodSync(join(sandbox.work, 'token'), 0o600);
    const words = ['run', 'rollout.yaml', '--listen', '127.0.0.1:0', '--token-file', 'token'];
    run = new RunningRollout(sandbox, 'checkout-v2', words);
    await run.untilStatus(({ state }) => state === 'not_started');
    const { url } = JSON.parse(readFileSync(join(run.directory, 'api.json'), 'utf8'));
    flags = `--server ${url} --token-file token`;
  });
  afterAll(async () => {
    follow?.process.kill('SIGKILL');
    await run?.end('SIGKILL');
    sandbox?.close();
    await server?.stop();
    await exporter?.close();
  });

  const succeed = async (line: string): Promise<string> => {
    const { stdout, stderr, exit } = await sandbox.run(`rollout ${line} ${flags}`);
    expect(exit, stderr).toBe(0);
    return stdout;
  };
  const stateIs = (state: string) => succeed(`status checkout-v2 --wait ${state} --timeout 4m`);

  test('each verb is taken by its controller, and its state shows that', async () => {
    follow = new RunningCommand(sandbox, ['events', 'checkout-v2', '--follow', ...flags.split(' ')]);
    expect(await succeed('start checkout-v2 --wait --reason go')).toMatch(/^started checkout-v2/);
    await stateIs('running');
    await follow.says('by ');
    expect(await succeed('pause checkout-v2 --wait')).toMatch(/^paused checkout-v2 at [\d.]+ %, step/);
    await stateIs('paused');
    expect(await succeed('resume checkout-v2 --wait')).toMatch(/^resumed checkout-v2 at/);
    await stateIs('running');
    expect(await succeed('reset checkout-v2 --wait')).toMatch(/^reset checkout-v2/);
    await stateIs('reset');
  });

  test('a kill is confirmed by its controller, and another start moves it after its end', async () => {
    expect(await succeed('kill checkout-v2 --reason bad')).toContain('confirmed: nobody is left');
    expect(readFileSync(join(sandbox.work, 'flags.json'), 'utf8')).not.toMatch(/\["on",[1-9]/);
    await stateIs('killed');
    expect(await succeed('unkill checkout-v2')).toContain('no longer killed');
    await stateIs('not_started');
    await succeed('start checkout-v2 --wait');
    await stateIs('running');
  });

  test('who asks for its end is told that it was taken, though its process ends by that', async () => {
    expect(await succeed('end checkout-v2 --at off')).toMatch(/^ended checkout-v2/);
    expect(await run.ended()).toBe(1);
    follow!.interrupt();
    const { stdout } = await follow!.end();
    const asked = run.events.filter(({ id }) => id !== null).map(({ kind }) => kind);
    expect(asked).toEqual(['start', 'pause', 'resume', 'reset', 'kill', 'unkill', 'start', 'end']);
    const followed = stdout.match(/ (?:start|pause|resume|reset|kill|unkill|end) (?=.*by )/g);
    expect(followed?.map((word) => word.trim())).toEqual(expect.arrayContaining(asked.slice(0, -1)));
  });
});
