import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Exporter, startExporter } from '../support/exporter.ts';
import { values } from '../support/moved-rollout.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
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

withPrometheus('a rollout that runs is steered from a second terminal', () => {
  let exporter: Exporter;
  let server: RunningPrometheus;
  let sandbox: Sandbox;
  let run: RunningRollout;
  beforeAll(async () => {
    exporter = await startExporter();
    exporter.reading = 0;
    server = await startPrometheus(undefined, [], exporter.config);
    sandbox = new Sandbox(
      new Map([
        ['flags.json', FLAGS],
        ['values.yaml', VALUES],
        ['rollout.yaml', rollout(server.url)],
      ]),
    );
    run = new RunningRollout(sandbox, 'checkout-v2', ['run', 'rollout.yaml']);
  });
  afterAll(async () => {
    await run?.end('SIGKILL');
    sandbox?.close();
    await server?.stop();
    await exporter?.close();
  });

  const succeed = async (line: string): Promise<string> => {
    const { stdout, stderr, exit } = await sandbox.run(line);
    expect(exit, stderr).toBe(0);
    return stdout;
  };
  const stateIs = (state: string) => succeed(`rollout status checkout-v2 --wait ${state} --timeout 4m`);

  test('each verb is taken by its controller, and its state shows that', async () => {
    await run.untilStatus(({ state }) => state === 'not_started');
    expect(await succeed('rollout start checkout-v2 --wait --reason go')).toMatch(/^started checkout-v2/);
    await stateIs('running');
    expect(await succeed('rollout pause checkout-v2 --wait')).toMatch(
      /^paused checkout-v2 at [\d.]+ %, step/,
    );
    await stateIs('paused');
    expect(await succeed('rollout resume checkout-v2 --wait')).toMatch(/^resumed checkout-v2 at/);
    await stateIs('running');
    expect(await succeed('rollout reset checkout-v2 --wait')).toMatch(/^reset checkout-v2/);
    await stateIs('reset');
  });

  test('a kill is confirmed by the controller, and only another start moves it after its end', async () => {
    expect(await succeed('rollout kill checkout-v2 --reason bad')).toContain('confirmed: nobody is left');
    await stateIs('killed');
    expect(await succeed('rollout unkill checkout-v2')).toContain('no longer killed');
    await stateIs('not_started');
    await succeed('rollout start checkout-v2 --wait');
    await stateIs('running');
  });

  test('the journal has every request once, with who asked and why', async () => {
    const lines = (await succeed('rollout events checkout-v2 -o json')).trim().split('\n');
    const asked = lines.map((line) => JSON.parse(line)).filter(({ id }) => id !== null);
    expect(asked.map(({ kind, reason }) => `${kind} ${reason}`.trim())).toEqual([
      'start go',
      'pause',
      'resume',
      'reset',
      'kill bad',
      'unkill',
      'start',
    ]);
    expect(asked.every(({ by }) => by.includes('@'))).toBe(true);
  });
});
