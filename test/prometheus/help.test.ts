import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXAMPLE, exampleMetrics } from '../support/example-metrics.ts';
import { exampleLines, needsServer } from '../support/help.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { root, Sandbox } from '../support/script.ts';

withPrometheus('the examples of every help that read a server', () => {
  let server: RunningPrometheus;
  let sandbox: Sandbox;
  beforeAll(async () => {
    server = await startPrometheus(exampleMetrics());
    const values = readFileSync(join(root, 'examples/policy-tests/average-latency.values.yaml'), 'utf8');
    const other = values.replace('120', '130');
    sandbox = new Sandbox(new Map(Object.entries({ 'values.yaml': values, 'values-new.yaml': other })));
  });
  afterAll(async () => {
    sandbox?.close();
    await server?.stop();
  });

  /** The server of the test, the two hours of its data after the incident, and an end for the live run. */
  const here = (line: string): string => {
    const period = `--from ${EXAMPLE.badTo} --to ${EXAMPLE.to}`;
    const isLive = line.includes('simulate') && !line.includes('--from');
    const end = line.includes('validate') ? ` --at ${EXAMPLE.to}` : '';
    const url = `${server.url}${isLive ? ' --duration 1s' : end}`;
    return line.replace('http://localhost:9090', url).replace(/--from now-(7|14)d/, period);
  };

  test('all of them run', async () => {
    const names = ['', 'simulate', 'policy validate', 'assess', 'assess merge', 'compare'];
    const helps = names.map((name) => sandbox.run(`rollout ${name} --help`));
    const lines = (await Promise.all(helps))
      .flatMap(({ stdout }) => exampleLines(stdout))
      .filter(needsServer);
    expect(lines).toHaveLength(13);
    for (const line of lines) {
      const { exit, stderr } = await sandbox.run(here(line));
      expect(exit, `exit code of ${here(line)}\n${stderr}`).toBe(0);
    }
  });
});
