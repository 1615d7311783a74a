import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RunEvent } from '../../src/run/result.ts';
import { values } from '../support/moved-rollout.ts';
import { type RunningPrometheus, startPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { Sandbox } from '../support/script.ts';

const VALUES = values({ query: 'vector(0)' });

/**
 * What a machine that stands still for a while makes of a live run: ticks that are dropped, answers that are late, and a ramp that
 * pauses for those, which is no news then where somebody pauses it.
 */
const isOfMachine = ({ kind }: RunEvent): boolean =>
  /^(valid|invalid|dropped|source_.*|step|resumed|paused)$/.test(kind);

/** Waits until the status of the only run has this. */
const UNTIL = `until rollout status -o json | tr -d ' \\n' | grep -Eq`;

withPrometheus('verbs steer a live run', () => {
  let server: RunningPrometheus;
  let sandbox: Sandbox;
  beforeAll(async () => {
    server = await startPrometheus();
  });
  afterAll(() => server?.stop());
  beforeEach(() => {
    sandbox = new Sandbox(new Map([['values.yaml', VALUES]]));
  });
  afterEach(() => sandbox.close());

  /** Runs lines of bash beside a live run, which is interrupted afterwards; its result comes on stderr. */
  const beside = (format: 'text' | 'json', ...lines: readonly string[]) =>
    sandbox.run(
      [
        `rollout simulate --prometheus ${server.url} -o ${format} > result 2> err & pid=$!`,
        `${UNTIL} '"tick":[1-9]'; do sleep 0.05; done`,
        ...lines,
        'kill -INT $pid; wait $pid; echo "ended with $?"; cat result >&2',
      ].join('\n'),
    );

  test('start, pause, reset and resume, each with where the run stood', async () => {
    const { stdout, stderr } = await beside(
      'json',
      'rollout start checkout-v2 --wait',
      `${UNTIL} '"accept_percentage":(1\\.[2-9]|[2-9]|[1-9][0-9])'; do sleep 0.05; done`,
      'rollout pause checkout-v2 --wait',
      'rollout reset checkout-v2 --wait',
      `${UNTIL} '"accept_percentage":1,'; do sleep 0.05; done`,
      'rollout resume checkout-v2 --wait -o json',
      `${UNTIL} '"decision":"forward"'; do sleep 0.05; done`,
      'rollout dynamic-config get --policy checkout-v2',
    );
    expect(stdout).toMatch(
      /^started checkout-v2 at 1 %, step 1 of 2 \(tick \d+\)\npaused checkout-v2 at ((?!1 )\d+(?:\.\d+)?) %, step 2 of 2 \(tick \d+\)\nreset checkout-v2 from \1 %, step 2 of 2, to its start \(tick \d+\)\n\{/,
    );
    expect(stdout).toMatch(/"action": "resume"(.|\n)*rollout: true\nended with 130\n$/);
    const result = JSON.parse(stderr);
    expect(result.events.map(({ kind }: RunEvent) => kind)).toContain('paused');
    const events = result.events.filter((event: RunEvent) => !isOfMachine(event));
    expect(events.map(({ kind, reason }: RunEvent) => (kind === 'dynamic_config' ? reason : kind))).toEqual([
      'rollout: true',
      'started',
      'rollout: false',
      'rollout: false, reset: true',
      'reset',
      'rollout: false',
      'rollout: true',
      'started',
    ]);
    expect(result.counts.reset).toBe(1);
  });

  test('a run that was killed takes nothing, and leaves nothing for the next one', async () => {
    const { stdout, stderr } = await sandbox.run(
      [
        `rollout simulate --prometheus ${server.url} > /dev/null 2>&1 & pid=$!`,
        `${UNTIL} '"tick":[1-9]'; do sleep 0.05; done`,
        'kill -9 $pid; wait $pid 2> /dev/null',
        'for verb in start pause resume reset; do rollout $verb checkout-v2; echo $?; done',
        'rollout pause chekout-v2; echo $?',
        'find $XDG_STATE_HOME -name "*.json" -path "*request*" -o -name "checkout-v2.json"',
      ].join('\n'),
    );
    expect(stdout).toBe('3\n3\n3\n3\n3\n');
    expect(stderr).toContain('error STEER_UNKNOWN no live simulation of checkout-v2 runs on this machine\n');
  });

  test('what is stored is named by the run that starts with it, and a near name is suggested', async () => {
    await sandbox.run('rollout dynamic-config apply --policy checkout-v2 --set reset=true');
    const { stdout } = await beside(
      'text',
      'cat err',
      'rollout pause chekout-v2 2>&1; echo "exit $?"',
      'rollout start checkout-v2 --wait; rollout dynamic-config get --policy checkout-v2',
    );
    expect(stdout).toMatch(
      /^(.*\n)*dynamic configuration from the store, \d+ \w{3} \d\d:\d\d UTC: reset: true\n/,
    );
    expect(stdout).toMatch(
      /no live simulation of chekout-v2 .*, did you mean "checkout-v2"\?\n(.*\n)*exit 3\n/,
    );
    expect(stdout).toMatch(/started checkout-v2 at 1 %, .*\nrollout: true\nended with 130\n$/);
  });
});
