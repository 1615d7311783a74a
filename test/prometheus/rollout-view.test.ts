import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readStatus } from '../../src/control/state/status-file.ts';
import { freePort } from '../support/free-port.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { Sandbox } from '../support/script.ts';
import { hasTmux, pollUntil, Terminal } from '../support/terminal.ts';

const VALUES = `# blueprint: promql
policy:
  policy_name: checkout-v2
  evaluation_interval: 500ms
  load_ramp:
    sampler: {selectors: [{service: any, control_point: ingress}]}
    steps:
      - {target_accept_percentage: 1, duration: 0s}
      - {target_accept_percentage: 25, duration: 1s}
      - {target_accept_percentage: 100, duration: 10h}
  drivers:
    promql_drivers:
      - {query_string: vector(50), criteria: {forward: {operator: lt, threshold: 75}, reset: {operator: gt, threshold: 100}}}
`;

const rollout = (name: string, url: string) => `rollout: ${name}
values_file: values.yaml
prometheus: {url: "${url}"}
start: manually
approvals: [{before_step: 3}]
actuators:
  - flagd: {file: ${name}.json, flag: new, apply_every: 0s}
`;

const FLAGS = `{"flags": {"new": {"state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "off"}}}\n`;

const KEYS = 's start   p pause   r reset   k kill   a approve   q quit';

withPrometheus('a rollout that runs is watched', () => {
  describe.skipIf(!hasTmux)('on a real terminal', () => {
    let server: RunningPrometheus;
    let sandbox: Sandbox;
    const terminals: Terminal[] = [];
    beforeAll(async () => {
      server = await startPrometheus();
    });
    afterAll(() => server?.stop());
    beforeEach(() => {
      const files = ['checkout-v2', 'basket'].flatMap((name): [string, string][] => [
        [`${name}.yaml`, rollout(name, server.url)],
        [`${name}.json`, FLAGS],
      ]);
      sandbox = new Sandbox(new Map([['values.yaml', VALUES], ...files]));
    });
    afterEach(() => {
      for (const terminal of terminals.splice(0)) terminal.close();
      sandbox.close();
    });

    const open = (line: string, columns = 80, rows = 24): Terminal => {
      const terminal = new Terminal(sandbox, line, { columns, rows });
      terminals.push(terminal);
      return terminal;
    };

    const shows = async (terminal: Terminal, holds: (all: string, lines: string[]) => boolean) => {
      if (await pollUntil(() => holds(terminal.window(), terminal.lines()))) return;
      throw new Error(`the window shows:\n${terminal.window()}`);
    };

    const statusOf = (name: string) => {
      const read = readStatus(join(sandbox.directory, 'state/rollout/rollouts', name));
      return read.kind === 'found' ? read.status : undefined;
    };

    test('keys start, pause, approve, reset and kill it; quitting leaves its lines and the terminal', async () => {
      const terminal = open('rollout run checkout-v2.yaml');
      await shows(
        terminal,
        (all) => all.endsWith(KEYS) && /^not started, hold: waits for its start$/m.test(all),
      );
      await shows(terminal, (_all, lines) =>
        /^checkout-v2 {2}live \S+ .* next evaluation in \d s$/.test(lines[0]!),
      );
      terminal.press('s');
      await shows(terminal, (all) => /^started checkout-v2 at [\d.]+ %, step \d of 3$/m.test(all));
      await shows(terminal, (all) => /^waiting, hold: waits for approval before step 3$/m.test(all));
      await shows(terminal, (all) => /^flagd .*checkout-v2\.json new {2}confirmed 25 %$/m.test(all));
      expect(terminal.window()).toMatch(/ 25 % {2}step 3 of 3$/m);
      expect(terminal.window()).toMatch(
        /^\d\d:\d\d:\d\d +25 % {2}step {2}step 3 of 3: 25 % to 100 % in 10 h$/m,
      );
      expect(terminal.window()).toContain('PROMQL_0  50, now 50, forward < 75, reset > 100');

      terminal.press('p');
      await shows(terminal, (all) => /^paused checkout-v2 at 25 %/m.test(all) && all.includes('p resume'));
      await shows(terminal, (all) => /^paused, hold: it is paused$/m.test(all));
      terminal.press('p');
      await shows(terminal, (all) => /^resumed checkout-v2 at 25 %/m.test(all) && all.includes('p pause'));
      terminal.press('a');
      await shows(terminal, (all) => /^approved step 3 of checkout-v2 at 25/m.test(all));
      await shows(terminal, (all) => /^running, forward: PROMQL_0 50 < 75$/m.test(all));

      terminal.press('r');
      await shows(terminal, (all) => all.includes('press r again or y to take checkout-v2 from 25'));
      terminal.press('x');
      await shows(terminal, (all) => !all.includes('press r again'));
      terminal.press('k');
      await shows(terminal, (all) =>
        all.includes('press k again or y to kill checkout-v2: off for everybody'),
      );
      expect(statusOf('checkout-v2')!.state).toBe('running');
      terminal.press('k');
      await shows(terminal, (all) => all.includes('confirmed: nobody is left who could raise it'));
      await shows(terminal, (all) => /^killed, hold: it is killed$/m.test(all));
      expect(
        JSON.parse(readFileSync(join(sandbox.work, 'checkout-v2.json'), 'utf8')).flags.new.targeting,
      ).toEqual({
        fractional: [
          ['on', 0],
          ['off', 100000],
        ],
      });

      terminal.press('q');
      await shows(terminal, (all) => all.includes('press q again or y to leave: checkout-v2 stays at 0 %'));
      terminal.press('q');
      await terminal.until('exit 130');
      const said = terminal.joined();
      expect(said).toMatch(/Z {2}kill +0 % {2}by \S+@/);
      expect(said).toContain('checkout-v2 stays at 0 %; the same command goes on from there');
      expect(terminal.isGivenBack()).toBe(true);
    });

    test('status --watch shows and steers several of another process, at any size', async () => {
      const run = open('rollout run checkout-v2.yaml basket.yaml');
      await shows(run, (all) =>
        /^> checkout-v2 +0 % {2}1\/3 +not started {2}waits for its start$/m.test(all),
      );
      await shows(run, (all) => /^ {2}basket +0 % {2}1\/3 +not started {2}waits for its start$/m.test(all));
      const watch = open('rollout status --watch', 120, 40);
      await shows(watch, (all) => /^> basket +0 % {2}1\/3 +not started {2}waits for its start$/m.test(all));
      expect(watch.lines().at(-1)).toBe(`${KEYS}   tab rollout 1 of 2`);
      watch.press('Tab');
      await shows(watch, (all) => /^> checkout-v2/m.test(all));
      watch.press('s');
      await shows(watch, (all) => /^started checkout-v2 at/m.test(all));
      await shows(watch, (all) => /^> checkout-v2 +25 % {2}3\/3 +waiting {6}waits for approval/m.test(all));
      await shows(run, (all) => /^> checkout-v2 +25 % {2}3\/3 +waiting {6}waits for approval/m.test(all));
      expect(statusOf('basket')!.percentage).toBe(0);

      watch.resize({ columns: 20, rows: 5 });
      await shows(watch, (_all, lines) => lines.length === 5 && lines[0]!.startsWith('> checkout-v2'));
      watch.resize({ columns: 80, rows: 24 });
      await shows(watch, (_all, lines) => lines.length === 24 && lines.at(-1)!.startsWith(KEYS));
      run.press('C-c');
      await run.until('exit 130');
      await shows(watch, (all) => /^> checkout-v2 +25 % {2}3\/3 +waiting {6}no controller runs$/m.test(all));
      watch.press('q');
      await watch.until('exit 0');
      expect(watch.screen()).toMatch(/^ROLLOUT +STATE/m);
      expect(watch.isGivenBack()).toBe(true);
    });

    test('status --watch --server steers with the token, and says in words what it cannot do', async () => {
      sandbox.write('token', 'sesame-open-the-door\n');
      chmodSync(join(sandbox.work, 'token'), 0o600);
      const port = await freePort();
      const run = open(`rollout run checkout-v2.yaml basket.yaml --listen ${port} --token-file token`);
      await shows(run, (all) => /^ {2}basket +0 % {2}1\/3 +not started {2}waits for its start$/m.test(all));
      const url = `http://127.0.0.1:${port}`;
      const stranger = open(`rollout status basket --watch --server ${url}`);
      await shows(stranger, (all) => /^not started, hold: waits for its start$/m.test(all));
      stranger.press('s');
      await shows(stranger, (all) => all.includes(`${url} takes this with its token only`));
      const watch = open(`rollout status --watch --server ${url} --token-file token`, 120, 40);
      await shows(watch, (all) => /^ {2}basket +0 % {2}1\/3 +not started {2}waits for its start$/m.test(all));
      expect(watch.window()).toMatch(/^> checkout-v2 +0 % {2}1\/3 +not started/m);
      watch.press('s');
      await shows(watch, (all) => /^> checkout-v2 +25 % {2}3\/3 +waiting {6}waits for approval/m.test(all));
      watch.press('k');
      await shows(watch, (all) => all.includes('press k again or y to kill checkout-v2: off for everybody'));
      watch.press('y');
      await shows(watch, (all) => /^killed, hold: it is killed$/m.test(all));
      expect(statusOf('basket')!.state).toBe('not_started');
      const names = await sandbox.run(`rollout __complete kill --server http : //127.0.0.1 : ${port} ''`);
      expect(names.stdout).toBe('basket\t\ncheckout-v2\t\n');
      expect((await sandbox.run(`rollout __complete start --server=${url} b`)).stdout).toBe('basket\t\n');
      run.press('C-c');
      await run.until('exit 130');
      await shows(watch, (all) => new RegExp(`^${url} cannot be reached`, 'm').test(all));
      watch.press('q');
      await watch.until('exit 0');
      expect(watch.screen()).toMatch(/^checkout-v2 +killed/m);
      stranger.press('q');
      await stranger.until('exit 0');
    });

    test('quitting says what --on-exit makes of it', async () => {
      const terminal = open('rollout run checkout-v2.yaml --on-exit off');
      await shows(terminal, (all) => /^not started, hold: waits for its start$/m.test(all));
      terminal.press('q');
      await shows(terminal, (all) =>
        all.includes('press q again or y to leave: it goes to 0 % (--on-exit off)'),
      );
      terminal.press('q');
      await terminal.until('exit 130');
    });

    test.each(['-o json', '--quiet', '--no-input'])('no picture with %s', async (flag) => {
      const terminal = open(`rollout run checkout-v2.yaml ${flag}`);
      const isSaid = () =>
        (statusOf('checkout-v2')?.tick ?? 0) > 1 && terminal.screen().includes('waits for its start');
      expect(await pollUntil(isSaid)).toBe(true);
      expect(terminal.screen()).not.toContain('q quit');
      terminal.press('C-c');
      await terminal.until('exit 130');
    });
  });
});
