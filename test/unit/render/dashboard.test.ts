import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/circuit/plan.ts';
import { METRICS } from '../../../src/control/api/metrics.ts';
import { dashboard, runDashboard } from '../../../src/render/dashboard.ts';
import { compare, latencyPlan, planOf, promql, ramp } from '../../support/plans.ts';

interface Step {
  readonly value: number | null;
  readonly color: string;
}

interface Override {
  readonly matcher: { readonly options: string };
  readonly properties: readonly {
    readonly value: readonly { readonly options: Readonly<Record<string, { readonly color: string }>> }[];
  }[];
}

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly fieldConfig: {
    readonly defaults: { readonly thresholds: { readonly steps: readonly Step[] } };
    readonly overrides: readonly Override[];
  };
  readonly targets: readonly {
    readonly refId: string;
    readonly expr: string;
    readonly legendFormat: string;
    readonly datasource: object;
  }[];
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly object[] };
  readonly [key: string]: unknown;
}

const plan = latencyPlan([
  [1, '0s'],
  [25, '1m'],
  [100, '5m'],
]);
const made = (from: Plan = plan, params = {}) => dashboard(from, 'checkout', params) as Dashboard;
const panels = (from?: Plan, params?: object): readonly Panel[] => made(from, params).panels;
const panel = (title: string, from?: Plan, params?: object) =>
  panels(from, params).find((one) => one.title === title)!;
const exprs = (title: string, from?: Plan, params?: object) =>
  panel(title, from, params).targets.map(({ expr }) => expr);
const steps = (title: string, from?: Plan) =>
  panel(title, from).fieldConfig.defaults.thresholds.steps.map((step) => `${step.value} ${step.color}`);

/** Setpoints that are signals, logic in between, a nested query, and twenty-seven queries in all. */
const wide = planOf([
  ...Array.from({ length: 26 }, (_, i) => promql(`A${i}`, 'up')),
  { nested_circuit: { name: 'N', components: [promql('INNER', 'sum(up)')] } },
  {
    ema: {
      in_ports: { input: { signal_name: 'A0' } },
      out_ports: { output: { signal_name: 'SLOW' } },
      parameters: { ema_window: '60s', warmup_window: '1s' },
    },
  },
  {
    decider: {
      operator: 'gt',
      in_ports: { lhs: { signal_name: 'A0' }, rhs: { signal_name: 'SLOW' } },
      out_ports: { output: { signal_name: 'BAD' } },
    },
  },
  compare('SLOW', 'lt', 5, 'GOOD'),
  ramp(
    [
      [1, '0s'],
      [100, '5m'],
    ],
    { forward: 'GOOD', reset: 'BAD' },
  ),
]);

/** What Grafana makes of an expression before Prometheus sees it. */
const interpolated = (expr: string): string =>
  expr.replaceAll('$__rate_interval', '1m').replace(/\$\{\w+\}/g, 'x');

function faults(expr: string): string[] {
  const found: string[] = [];
  parser.parse(expr).iterate({ enter: (at) => void (at.type.isError && found.push(`${at.from}-${at.to}`)) });
  return found;
}

describe('the page', () => {
  test('has what Grafana 10 asks of a dashboard', () => {
    expect(made()).toMatchObject({
      uid: 'rollout-checkout',
      title: 'checkout rollout',
      schemaVersion: 38,
      editable: true,
      refresh: '5s',
      time: { from: 'now-15m', to: 'now' },
      timezone: 'browser',
      annotations: { list: [] },
    });
  });

  test('is the same text every time, without anything undefined', () => {
    expect(JSON.stringify(made(wide))).toBe(JSON.stringify(made(wide)));
  });

  test('offers a visible choice of data source', () => {
    expect(made().templating.list).toEqual([
      expect.objectContaining({
        name: 'datasource',
        type: 'datasource',
        query: 'prometheus',
        hide: 0,
        regex: '',
        current: {},
      }),
    ]);
  });

  test.each([
    [
      'refresh_interval',
      { refresh_interval: '7s' },
      { refresh: '7s', timepicker: { refresh_intervals: expect.arrayContaining(['7s', '5s']) } },
    ],
    ['time_from', { time_from: 'now-6h' }, { time: { from: 'now-6h', to: 'now' } }],
    ['time_to', { time_to: 'now-1h' }, { time: { from: 'now-15m', to: 'now-1h' } }],
    ['title', { title: 'Checkout' }, { title: 'Checkout' }],
    [
      'datasource.name',
      { datasource: { name: 'Mimir' } },
      { templating: { list: [{ current: { text: 'Mimir', value: 'Mimir' } }] } },
    ],
    [
      'datasource.name as a variable',
      { datasource: { name: '$prometheus' } },
      { templating: { list: [{ name: 'prometheus', current: {} }] } },
    ],
    [
      'datasource.name as a variable in braces',
      { datasource: { name: '${prometheus}' } },
      { templating: { list: [{ name: 'prometheus', current: {} }] } },
    ],
    [
      'datasource.filter_regex',
      { datasource: { filter_regex: '/prod/' } },
      { templating: { list: [{ regex: '/prod/' }] } },
    ],
  ])('honours %s', (_, params, result) => {
    expect(made(plan, params)).toMatchObject(result);
  });

  test.each([
    ['checkout', 'rollout-checkout'],
    ['a.b', 'rollout-a-b-108bf50c'],
    ['a-b', 'rollout-a-b'],
    ['x'.repeat(253), `rollout-${'x'.repeat(23)}-ed76e837`],
  ])('the uid of %s is stable and short', (name, uid) => {
    expect(dashboard(plan, name)).toHaveProperty('uid', uid);
    expect(uid.length).toBeLessThanOrEqual(40);
  });
});

describe.each([
  ['one driver', plan],
  ['many', wide],
])('the panels of a policy with %s', (_, from) => {
  test('lie in the grid, none over another', () => {
    const taken = new Set<string>();
    for (const { gridPos, title } of panels(from)) {
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x},${y}`), `${title} at ${x},${y}`).toBe(false);
          taken.add(`${x},${y}`);
        }
    }
  });

  test('have ids and query names of their own, and ask the chosen data source', () => {
    const ids = panels(from).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const one of panels(from)) {
      const names = one.targets.map(({ refId }) => refId);
      expect(new Set(names).size).toBe(names.length);
      for (const { datasource } of [one, ...one.targets])
        expect(datasource).toEqual({ type: 'prometheus', uid: '$datasource' });
    }
  });

  test('are drawn by panels Grafana 10 has, with thresholds in rising order', () => {
    for (const one of panels(from)) {
      expect(one.type).toBe(one.title === 'Decisions' ? 'state-timeline' : 'timeseries');
      const [first, ...values] = one.fieldConfig.defaults.thresholds.steps.map(({ value }) => value);
      expect(first).toBeNull();
      expect(values).toEqual([...values].sort((a, b) => a! - b!));
    }
  });

  test('ask only what PromQL can read', () => {
    for (const one of panels(from))
      for (const { expr } of one.targets) expect(faults(interpolated(expr)), expr).toEqual([]);
  });
});

test('the check of PromQL can fail', () => {
  expect(faults('rate(x[1m]')).not.toEqual([]);
});

describe('what is asked', () => {
  test('throughput and accept percentage of this policy', () => {
    expect(exprs('Throughput - Accept/Reject')).toEqual([
      'rate(sampler_counter_total{policy_name="checkout"}[$__rate_interval])',
    ]);
    expect(exprs('Accept Percentage')).toEqual([
      'increase(signal_reading_sum{policy_name="checkout",signal_name="ACCEPT_PERCENTAGE"}[$__rate_interval]) / increase(signal_reading_count{policy_name="checkout",signal_name="ACCEPT_PERCENTAGE"}[$__rate_interval])',
    ]);
  });

  test('extra filters in the order of their keys, quoted; the policy name is ours', () => {
    const extra_filters = { zone: 'a"b\\c\n', env: 'prod', replica: 2, policy_name: 'other' };
    const [expr] = exprs('Throughput - Accept/Reject', plan, { extra_filters });
    expect(expr).toBe(
      'rate(sampler_counter_total{env="prod",policy_name="checkout",replica="2",zone="a\\"b\\\\c\\n"}[$__rate_interval])',
    );
    expect(faults(interpolated(expr!))).toEqual([]);
  });

  test.each([
    [{ 'a-b': 'x' }, 'dashboard.extra_filters.a-b must be a label name, got "a-b"'],
    [{ a: ['x'] }, 'dashboard.extra_filters.a must be a string, a number or a boolean, got object'],
    [{ a: null }, 'dashboard.extra_filters.a must be a string, a number or a boolean, got null'],
  ])('filters that are no labels are refused: %j', (extra_filters, message) => {
    expect(() => made(plan, { extra_filters })).toThrow(message);
  });

  test('a row for each port of the ramp', () => {
    expect(panel('Decisions').type).toBe('state-timeline');
    expect(panel('Decisions').targets.map(({ legendFormat }) => legendFormat)).toEqual([
      'FORWARD_0',
      'BACKWARD_0',
      'RESET_0',
    ]);
    expect(exprs('Decisions')[2]).toBe(
      'increase(signal_reading_sum{policy_name="checkout",signal_name="RESET_0",sub_circuit_id="root"}[$__rate_interval]) > bool 0',
    );
    const colours = panel('Decisions').fieldConfig.overrides.map(
      ({ properties }) => properties[0]!.value[0]!.options[1]!.color,
    );
    expect(colours).toEqual(['green', 'orange', 'red']);
  });

  test('every query as it is written, whatever is in it', () => {
    const query = 'sum(rate(x{path=~"/a%20b.*$", q="\\"100%\\" {{ $labels }} ${__all} </script>"}[5m])) % 7';
    const odd = planOf([promql('A', query), compare('A', 'gt', 1, 'R'), ramp([[1, '0s']], { reset: 'R' })]);
    expect(exprs('Query for A', odd)).toEqual([query]);
    expect(
      JSON.parse(JSON.stringify(made(odd))).panels.find((one: Panel) => one.title === 'Query for A')
        .targets[0].expr,
    ).toBe(query);
  });

  test('setpoints and averages that criteria compare with, coloured by what they do', () => {
    const { targets, fieldConfig, description } = panel('Query for A0', wide);
    expect(targets.map(({ legendFormat }) => legendFormat)).toEqual(['A0', 'SLOW']);
    expect(targets[1]!.expr).toContain('signal_name="SLOW",sub_circuit_id="root"');
    expect(fieldConfig.overrides).toEqual([
      {
        matcher: { id: 'byFrameRefID', options: 'B' },
        properties: [{ id: 'color', value: { fixedColor: 'red', mode: 'fixed' } }],
      },
    ]);
    expect(description).toBe('Reset when A0 > SLOW. Forward when SLOW < 5.');
  });

  test('how much of each query was valid, in the circuit it belongs to', () => {
    const targets = panel('Signal Validity', wide).targets;
    expect(targets).toHaveLength(27);
    expect(targets.at(-1)!.refId).toBe('AA');
    expect(targets.at(-1)!.expr).toContain(
      'invalid_signal_readings_total{policy_name="checkout",signal_name="INNER",sub_circuit_id="root.26"}',
    );
  });

  test('nothing of a ramp where there is none', () => {
    expect(panels(planOf([promql('A', 'up')])).map(({ title }) => title)).toEqual([
      'Query for A',
      'Signal Validity',
    ]);
    expect(panels(planOf([]))).toEqual([]);
  });
});

describe('thresholds', () => {
  test('the accept percentage has a line at every step', () => {
    expect(steps('Accept Percentage')).toEqual(['null transparent', '1 blue', '25 blue', '100 blue']);
    expect(panel('Accept Percentage').fieldConfig.defaults).toMatchObject({
      min: 0,
      max: 100,
      unit: 'percent',
    });
  });

  test('a query is coloured by the strongest criterion that holds', () => {
    expect(steps('Query for LATENCY')).toEqual(['null green', '75 transparent', '90 orange', '100 red']);
    expect(panel('Query for LATENCY').description).toBe(
      'Forward when LATENCY < 75. Backward when LATENCY > 90. Reset when LATENCY > 100.',
    );
  });

  test.each([
    ['lt', ['null red', '5 transparent']],
    ['lte', ['null red', '5 transparent']],
    ['gte', ['null transparent', '5 red']],
    ['neq', ['null red', '5 red']],
    ['eq', ['null transparent', '5 transparent']],
  ])('%s', (operator, colours) => {
    const one = planOf([
      promql('A', 'up'),
      compare('A', operator, 5, 'R'),
      ramp([[1, '0s']], { reset: 'R' }),
    ]);
    expect(steps('Query for A', one)).toEqual(colours);
  });
});

describe('of a rollout that runs', () => {
  const run = (from: Plan = plan, params = {}) => runDashboard(from, 'checkout', params) as Dashboard;

  test('reads metrics that there are, of this rollout, in PromQL', () => {
    const known = [...METRICS.map(([name]) => name), 'rollout_leader'];
    const all = run(wide).panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    for (const expr of all) {
      const [name] = expr.match(/rollout_\w+/) ?? [];
      expect(known).toContain(name);
      expect(expr).toContain('rollout="checkout"');
      const tree = parser.parse(expr.replaceAll('$__rate_interval', '1m'));
      expect(tree.toString()).not.toContain('⚠');
    }
    expect(new Set(all).size).toBe(all.length);
  });

  test('shows a driver with its criteria and what it is compared with', () => {
    const latency = run().panels.find(({ id }) => id === 100)!;
    expect(latency.targets.map(({ expr }) => expr)).toEqual([
      'rollout_signal{rollout="checkout",signal="LATENCY"}',
    ]);
    const colours = latency.fieldConfig.defaults.thresholds.steps.map(({ color }) => color);
    expect(colours).toEqual(['green', 'transparent', 'orange', 'red']);
  });

  test('no panel lies over another, and each has an id of its own', () => {
    const { panels: all, uid, title } = run(wide);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const places = all.map(({ gridPos: { x, y } }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(all.length);
    expect([uid, title]).toEqual(['rollout_run-checkout', 'checkout run']);
    expect(dashboard(plan, 'run-checkout')).toHaveProperty('uid', 'rollout-run-checkout');
    const long = runDashboard(plan, 'x'.repeat(253)) as { uid: string };
    expect(long.uid).toBe(`rollout_run-${'x'.repeat(19)}-ed76e837`);
    expect(run(plan, { title: 'Checkout' }).title).toBe('Checkout');
  });
});
