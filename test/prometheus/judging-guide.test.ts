import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blocksOf } from '../support/guide.ts';
import { guideWorld, runBlock } from '../support/guide-world.ts';
import { judgingMetrics } from '../support/judging-metrics.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { root, type Sandbox } from '../support/script.ts';

const PAGE = join(root, 'docs/judging.md');
/** `ROLLOUT_DOCS=write` writes into the guide what the commands print that need its server. */
const isWriting = process.env.ROLLOUT_DOCS === 'write';

withPrometheus('the guide to judging on a Prometheus that holds its two weeks', () => {
  let server: RunningPrometheus;
  let sandbox: Sandbox;
  beforeAll(async () => {
    server = await startPrometheus(judgingMetrics());
    sandbox = guideWorld();
  });
  afterAll(async () => {
    sandbox?.close();
    await server?.stop();
  });

  test('each command prints what the guide says, on the history that was recorded there', async () => {
    const text = readFileSync(PAGE, 'utf8');
    let written = text;
    for (const block of blocksOf(text)) {
      const printed = await runBlock(block, sandbox, server.url);
      if (isWriting) written = written.replace(`\n${block.text}\`\`\``, () => `\n${printed}\`\`\``);
      else expect(printed).toBe(block.text);
    }
    if (isWriting) writeFileSync(PAGE, written);
  });

  test('the server and the kept recording are judged alike, to the last count', async () => {
    const assess =
      'rollout assess examples/judging/values.yaml -o json --incidents examples/judging/incidents.yaml';
    const period = '--from 2026-11-02T00:00:00Z --to 2026-11-16T00:00:00Z';
    const [kept, asked] = await Promise.all([
      sandbox.run(`${assess} --replay examples/judging/two-weeks.recording`),
      sandbox.run(`${assess} --prometheus ${server.url} ${period}`),
    ]);
    const figuresOf = (stdout: string): object => {
      const { completed, time_to_complete_seconds, incidents, false_alarms } = JSON.parse(stdout);
      const { reset, by, stretches } = false_alarms;
      return { completed, time_to_complete_seconds, incidents, reset, by, of: stretches.of };
    };
    expect(figuresOf(asked.stdout)).toEqual(figuresOf(kept.stdout));
    expect(figuresOf(kept.stdout)).toMatchObject({ reset: { count: 36 }, of: 7 });
  });
});
