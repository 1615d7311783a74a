import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileLoaded, policyOfValues } from '../../src/cli/load-policy.ts';
import { alertRules } from '../../src/render/alerts.ts';
import { EXPORTS, exportText } from '../../src/render/export.ts';
import { dumpYaml } from '../../src/text/yaml.ts';
import { findPrometheus } from '../support/prometheus.ts';
import { withPrometheus } from '../support/real.ts';
import { BLUEPRINTS, exampleValues } from '../support/values.ts';

const RULES = alertRules({
  rollout: 'shop',
  interval: 10,
  withoutData: 180,
  longestPlateau: 0,
  hasApprovals: true,
  runbook: 'https://example.com/alerts',
}) as { groups: { rules: { alert: string }[] }[] };

/** A series over minutes, as promtool writes them: `1x60` is 61 values. */
type Series = readonly [name: string, labels: string, values: string];

const held: Series = ['rollout_leader', '', '1x120'];
const climbing: Series = ['rollout_accept_percentage', '', '1+1x120'];
const state = (name: string, values = '1x120'): Series => ['rollout_state', `,state="${name}"`, values];
const ticking: Series = ['rollout_last_tick_timestamp_seconds', '', '0+60x120'];

/** What is seen for two hours, and which alerts fire at a minute of it. */
const CASES: readonly (readonly [
  title: string,
  minute: number,
  series: readonly Series[],
  alerts: readonly string[],
])[] = [
  ['a rollout that climbs', 90, [held, climbing, ticking, state('running')], []],
  [
    'a controller that is gone',
    45,
    [
      ['rollout_leader', '', '1x30 _x90'],
      ['rollout_state', ',state="running"', '1x30 _x90'],
    ],
    ['RolloutControllerGone'],
  ],
  ['one that is gone for two hours is no news', 110, [['rollout_leader', '', '1x30 _x90']], []],
  [
    'a rollout that was complete when its controller left',
    45,
    [
      ['rollout_leader', '', '1x30 _x90'],
      ['rollout_state', ',state="completed"', '0x29 1 _x90'],
    ],
    [],
  ],
  [
    'a controller that another one took over from',
    45,
    [
      ['rollout_leader', ',instance="a"', '1x30 _x90'],
      ['rollout_leader', ',instance="b"', '0x30 1x90'],
    ],
    [],
  ],
  [
    'ticks that stand still',
    45,
    [held, ['rollout_last_tick_timestamp_seconds', '', '0+60x30 1800x90']],
    ['RolloutTicksLate'],
  ],
  [
    'a reset that lasted for a tick',
    32,
    [held, ['rollout_decision', ',decision="reset"', '0x29 1 0x90']],
    ['RolloutReset'],
  ],
  ['the same long ago', 60, [held, ['rollout_decision', ',decision="reset"', '0x29 1 0x90']], []],
  ['a reset that waits for a start', 60, [held, state('reset')], ['RolloutReset']],
  [
    'a kill',
    60,
    [held, ['rollout_killed', '', '0x30 1x90'], ['rollout_decision', ',decision="reset"', '0x30 1x90']],
    ['RolloutKilled'],
  ],
  [
    'no value for longer than it may',
    40,
    [held, ['rollout_blind_queries', '', '0x30 2x90']],
    ['RolloutBlind'],
  ],
  ['no value for a moment', 31, [held, ['rollout_blind_queries', '', '0x29 2 0x90']], []],
  ['no value of one that is paused', 60, [held, state('paused'), ['rollout_blind_queries', '', '2x120']], []],
  ['somebody changed a target', 60, [held, state('drifted')], ['RolloutDrifted']],
  [
    'a target that fails',
    60,
    [held, ['rollout_target_outcome', ',target="exec a",kind="exec",outcome="failed"', '1x120']],
    ['RolloutTargetFailing'],
  ],
  [
    'a target that fails now and then',
    60,
    [held, ['rollout_target_failures_total', ',target="exec a"', '0+1x120']],
    ['RolloutTargetFailing'],
  ],
  [
    'a target that failed once',
    31,
    [held, ['rollout_target_failures_total', ',target="exec a"', '0x29 1x90']],
    [],
  ],
  [
    'a server that fails now and then',
    60,
    [held, ['rollout_query_failures_total', '', '0+2x120']],
    ['RolloutQueriesFailing'],
  ],
  ['a server that was started anew', 35, [held, ['rollout_query_failures_total', '', '0x29 3x90']], []],
  [
    'ticks that come late',
    60,
    [held, ticking, ['rollout_tick_delay_seconds', '', '6x120']],
    ['RolloutTicksDelayed'],
  ],
  ['one tick that came late', 31, [held, ticking, ['rollout_tick_delay_seconds', '', '0x29 6 0x90']], []],
  [
    'a rollout that stands still',
    90,
    [held, ['rollout_accept_percentage', '', '5x120'], state('running')],
    ['RolloutStuck'],
  ],
  [
    'one outside of its hours',
    90,
    [
      held,
      ['rollout_accept_percentage', '', '5x120'],
      state('waiting'),
      ['rollout_held', ',reason="hours"', '1x120'],
    ],
    [],
  ],
  ['one that is paused', 90, [held, ['rollout_accept_percentage', '', '5x120'], state('paused')], []],
  [
    'one that waits for an approval',
    90,
    [
      held,
      ['rollout_accept_percentage', '', '5x120'],
      state('waiting'),
      ['rollout_held', ',reason="approval"', '1x120'],
    ],
    ['RolloutWaitsForApproval'],
  ],
];

withPrometheus('the alerting rules of a rollout', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'rollout-alerts-'));
    writeFileSync(join(directory, 'rules.yaml'), dumpYaml(RULES));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const promtool = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(findPrometheus()!.promtool, words, {
      cwd: directory,
      encoding: 'utf8',
    });
    return { status, said: `${stdout}${stderr}` };
  };

  test('promtool check rules finds nothing wrong', () => {
    const { status, said } = promtool('check', 'rules', 'rules.yaml');
    expect([status, said]).toEqual([0, expect.stringContaining('SUCCESS: 11 rules found')]);
  });

  test.each(BLUEPRINTS)(
    'promtool check rules finds nothing wrong with the criteria of %s',
    async (blueprint) => {
      const loaded = await policyOfValues(exampleValues(blueprint), { valuesFile: 'values.yaml' });
      const { plan } = compileLoaded(loaded);
      const subject = { name: 'a-b', plan, rules: undefined, prometheus: undefined, workload: undefined };
      const made = EXPORTS.alerts!.write(subject);
      writeFileSync(join(directory, `${blueprint}.yaml`), exportText(made, 'x'));
      const { rules } = (made.resources[0] as typeof RULES).groups[0]!;
      const { status, said } = promtool('check', 'rules', `${blueprint}.yaml`);
      expect([status, said]).toEqual([0, expect.stringContaining(`SUCCESS: ${rules.length} rules found`)]);
    },
  );

  test.each(CASES)('promtool test rules: %s', (title, minute, series, firing) => {
    const named = RULES.groups[0]!.rules.map(({ alert }) => alert);
    const file = `${title.replaceAll(' ', '-')}.yaml`;
    writeFileSync(join(directory, file), dumpYaml(testFile({ minute, series, firing, named })));
    const { status, said } = promtool('test', 'rules', file);
    expect(status, said).toBe(0);
  });
});

interface Case {
  readonly minute: number;
  readonly series: readonly Series[];
  readonly firing: readonly string[];
  readonly named: readonly string[];
}

/** Every alert is looked at: one that fires has labels, which are not compared here. */
function testFile({ minute, series, firing, named }: Case): object {
  const input = series.map(([name, labels, values]) => ({
    series: `${name}{rollout="shop"${labels}}`,
    values,
  }));
  const counted = named.map((name) => ({
    expr: `count(ALERTS{alertname="${name}", alertstate="firing"}) or vector(0)`,
    eval_time: `${minute}m`,
    exp_samples: [{ value: firing.includes(name) ? 1 : 0 }],
  }));
  return {
    rule_files: ['rules.yaml'],
    evaluation_interval: '1m',
    tests: [{ interval: '1m', input_series: input, promql_expr_test: counted }],
  };
}
