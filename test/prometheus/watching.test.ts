import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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
      - {target_accept_percentage: 100, duration: 10h}
  drivers:
    promql_drivers:
      - {query_string: vector(50), criteria: {forward: {operator: lt, threshold: 75}, reset: {operator: gt, threshold: 100}}}
`;

/** Of a terminal, but for its size. */
const SETTINGS = `stty -a | sed 's/rows.*columns [0-9]*;//'`;

const KEYS = 's start   p pause   r reset   q quit';

withPrometheus('a live run is watched', () => {
  describe.skipIf(!hasTmux)('on a real terminal', () => {
    let server: RunningPrometheus;
    let sandbox: Sandbox;
    const terminals: Terminal[] = [];
    beforeAll(async () => {
      server = await startPrometheus();
    });
    afterAll(() => server?.stop());
    beforeEach(() => {
      sandbox = new Sandbox(new Map([['values.yaml', VALUES]]));
    });
    afterEach(() => {
      for (const terminal of terminals.splice(0)) terminal.close();
      sandbox.close();
    });

    /** A shell on a terminal of its own, with its settings in the file `before`. */
    const shell = async (columns: number, rows: number) => {
      const terminal = new Terminal(sandbox, 'bash --norc -i', { columns, rows });
      terminals.push(terminal);
      terminal.type(`PS1="ready> "; ${SETTINGS} > before`);
      await shows(terminal, (all) => all.endsWith('ready>'));
      return terminal;
    };

    const shows = async (terminal: Terminal, holds: (all: string, lines: string[]) => boolean) => {
      if (await pollUntil(() => holds(terminal.screen(), terminal.lines()))) return;
      throw new Error(`the screen says:\n${terminal.screen()}`);
    };

    /** The settings of the terminal are those from before. */
    const isAsBefore = async (terminal: Terminal) => {
      terminal.type(`${SETTINGS} > after; echo same=$(cmp before after && echo yes)`);
      await shows(terminal, (all) => /same=(yes|.*differ)/m.test(all.replace(/echo same=\$.*/g, '')));
      expect(terminal.screen()).toContain('same=yes');
      expect(terminal.isGivenBack()).toBe(true);
    };

    const simulate = async (terminal: Terminal) => {
      terminal.type(`rollout simulate --prometheus ${server.url}; echo "ended with $?"`);
      await shows(terminal, (all) => all.includes(KEYS) && all.includes('hold: by rollout: false'));
    };

    test('keys steer it, a verb from elsewhere too, and quitting leaves the summary and the terminal', async () => {
      const terminal = await shell(80, 24);
      await simulate(terminal);
      await shows(terminal, (_all, lines) =>
        /^checkout-v2 {2}live http\S+ .* next evaluation in \d s$/.test(lines[0]!),
      );
      terminal.press('s');
      await shows(terminal, (all) => /started at 1 %, step \d of 2 \(tick \d+\)/.test(all));
      await shows(
        terminal,
        (all) => /^forward: PROMQL_0 50 < 75$/m.test(all) && /left at this pace/.test(all),
      );
      expect((await sandbox.run('rollout pause checkout-v2')).stdout).toMatch(/^paused checkout-v2 at /);
      await shows(terminal, (all) => /stands still for/.test(all) && /paused {2}by rollout: false/.test(all));
      terminal.press('r');
      await shows(terminal, (all) => all.includes('press r again or y to take checkout-v2 from 1'));
      terminal.press('x');
      await shows(terminal, (all) => !all.includes('press r again'));
      terminal.press('r');
      await shows(terminal, (all) => all.includes('press r again'));
      terminal.press('r');
      await shows(terminal, (all) => /reset from 1(\.\d+)? %, step 2 of 2, to its start/.test(all));
      terminal.resize({ columns: 20, rows: 5 });
      await shows(terminal, (_all, lines) => /^checkout-v2 +in \d s$/.test(lines[0]!));
      terminal.resize({ columns: 140, rows: 40 });
      await shows(terminal, (_all, lines) => lines.at(-1) === KEYS && /^reset from/.test(lines.at(-2)!));
      terminal.press('q');
      await shows(terminal, (all) => all.includes('press q again or y to end the run'));
      terminal.press('q');
      await shows(terminal, (all) => all.includes('ended with 130'));
      expect(terminal.screen()).toMatch(/events\n(.*\n)*.*checkout-v2 was interrupted at 1/);
      terminal.resize({ columns: 80, rows: 24 });
      await isAsBefore(terminal);
    });

    test('status --watch shows it, steers it, and says when it is gone', async () => {
      const run = await shell(80, 24);
      await simulate(run);
      const watch = await shell(140, 40);
      watch.type('rollout status --watch; echo "ended with $?"');
      await shows(watch, (all) => all.includes(KEYS) && all.includes('hold: by rollout: false'));
      watch.press('s');
      await shows(
        watch,
        (all) => /started at 1 %/.test(all) && /PROMQL_0 {2}50, now 50, forward < 75/.test(all),
      );
      await shows(run, (all) => /^forward: PROMQL_0 50 < 75$/m.test(all));
      await sandbox.run('kill -9 $(rollout status -o json | sed -n \'s/.*"pid": \\([0-9]*\\).*/\\1/p\')');
      await shows(watch, (all) => /^checkout-v2 runs no longer; it was at 1/.test(all));
      watch.press('q');
      await shows(watch, (all) => all.includes('no simulation is running\nended with 0'));
      await isAsBefore(watch);
    });

    test.each([['TERM', 130]])('SIG%s gives the terminal back', async (signal, exit) => {
      const terminal = await shell(80, 24);
      await simulate(terminal);
      await sandbox.run(
        `kill -${signal} $(rollout status -o json | sed -n 's/.*"pid": \\([0-9]*\\).*/\\1/p')`,
      );
      await shows(terminal, (all) => all.includes(`ended with ${exit}`));
      await isAsBefore(terminal);
    });

    test.each([['', '--no-input']])('%s %s: lines, no picture', async (env, flag) => {
      const terminal = await shell(80, 24);
      terminal.type(
        `${env} rollout simulate --prometheus ${server.url} --start --duration 6s ${flag} -o json > result; echo "ended with $?"`,
      );
      await shows(terminal, (all) => /ended with \d/.test(all.replace('ended with $?', '')));
      expect(terminal.screen()).toContain('ended with 0');
      expect(terminal.screen()).not.toContain('q quit');
      expect(JSON.parse(readFileSync(join(sandbox.work, 'result'), 'utf8')).ticks).toBe(12);
    });
  });
});
