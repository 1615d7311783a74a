import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { explanation } from '../../../src/render/svg/explanation.ts';
import { svg } from '../../../src/render/svg.ts';
import { latencyPlan, planOf, promql, ramp } from '../../support/plans.ts';

const plan = latencyPlan();
const { DOMParser } = new JSDOM('').window;

function parsed(text: string) {
  const document = new DOMParser().parseFromString(text, 'image/svg+xml');
  expect(document.querySelector('parsererror')?.textContent ?? null).toBeNull();
  const find = (selector: string) => [...document.querySelectorAll(selector)];
  return { find, texts: (selector: string) => find(selector).map((one) => one.textContent) };
}

describe('a picture', () => {
  test('has the same bytes every time', async () => {
    expect(await svg(plan.tree, -1)).toBe(await svg(plan.tree, -1));
  });

  test('names components, ports, signals and constants', async () => {
    const { texts } = parsed(await svg(plan.tree));
    expect(texts('.name')).toEqual(['PromQL', 'Decider', 'Decider', 'Decider', 'LoadRamp']);
    expect(texts('.label')).toEqual(['every 1s', 'lt for 0s', 'gt for 0s', 'gt for 0s', '1 selectors']);
    expect(texts('.constant')).toEqual(['75', '90', '100']);
    expect(new Set(texts('.signal'))).toEqual(new Set(['LATENCY', 'FORWARD_0', 'BACKWARD_0', 'RESET_0']));
    expect(texts('.composite .port')).toEqual(['backward', 'forward', 'reset']);
  });

  test('describes every box in its desc element', async () => {
    const { find, texts } = parsed(await svg(plan.tree));
    expect(find('svg')[0]!.getAttribute('role')).toBe('img');
    expect(texts('#circuit-title')).toEqual(['Circuit']);
    expect(texts('#circuit-desc')[0]).toContain(
      'Decider (lt for 0s) reads LATENCY, 75.00 and puts out FORWARD_0.',
    );
  });

  test('stands alone: no foreign object, script, font or address', async () => {
    const text = await svg(plan.tree, -1);
    expect(text.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /foreignObject|<script|https?:|url\(|@import|@font-face/,
    );
  });

  test('fits every text to its length', async () => {
    const { find } = parsed(await svg(plan.tree, 1, { readings: new Map() }));
    const loose = find('text').filter(
      (one) => !one.hasAttribute('textLength') && one.getAttribute('class') !== 'value',
    );
    expect(loose.map((one) => one.outerHTML)).toEqual([]);
  });

  test('follows the colour scheme, or the page', async () => {
    const text = await svg(plan.tree);
    expect(text).toContain('@media (prefers-color-scheme:dark){svg.circuit{--background:#0d1117');
    expect(text).toContain('[data-theme=dark] svg.circuit{--background:#0d1117');
  });

  test.each([['<b>"&'], ['x\u0000\uD800y'], [']]>'], ['</text><script>'], ['W'.repeat(500)]])(
    'survives the name %j',
    async (name) => {
      const nested = planOf([
        { nested_circuit: { name, short_description: name, components: [promql(name, 'up')] } },
      ]);
      for (const depth of [1, 2]) expect(parsed(await svg(nested.tree, depth)).find('script')).toEqual([]);
    },
  );

  test('of an empty circuit is its root', async () => {
    expect(parsed(await svg([])).texts('.name')).toEqual(['Circuit']);
  });
});

describe('nothing is written over anything', () => {
  const wordy = planOf([
    promql('A_RATHER_LONG_SIGNAL_NAME', 'up'),
    ...['gt', 'lt'].map((operator) => ({
      decider: {
        operator,
        in_ports: {
          lhs: { signal_name: 'A_RATHER_LONG_SIGNAL_NAME' },
          rhs: { constant_signal: { value: -0.000123456 } },
        },
        out_ports: { output: { signal_name: `OUTPUT_${operator}` } },
      },
    })),
    {
      nested_circuit: {
        name: 'A circuit with a long name, longer than fits',
        short_description: 'and a description that is longer still, so that it has to be cut',
        in_ports_map: { a_port_with_a_long_name: { signal_name: 'OUTPUT_gt' } },
        components: [
          {
            nested_signal_ingress: {
              port_name: 'a_port_with_a_long_name',
              out_ports: { signal: { signal_name: 'X' } },
            },
          },
          { alerter: { in_ports: { signal: { signal_name: 'X' } }, parameters: { alert_name: 'x' } } },
        ],
      },
    },
    ramp(
      [
        [1, '0s'],
        [100, '5m'],
      ],
      { forward: 'OUTPUT_lt', reset: 'OUTPUT_gt' },
    ),
  ]);
  const readings = new Map(wordy.columns.map(({ name }, i) => [name, -1.23456789e-10 * (i + 1)]));

  test.each([1, 2])('at depth %i', async (depth) => {
    const { find } = parsed(
      await svg(wordy.tree, depth, { readings, caption: ['checkout', 'why '.repeat(90)] }),
    );
    const texts = find('text').map(extent);
    for (const [i, a] of texts.entries())
      for (const b of texts.slice(i + 1))
        expect(
          a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top,
          `${a.text} over ${b.text}`,
        ).toBe(true);
  });
});

/** Where a text stands: from its own attributes and its box's place. */
function extent(one: ReturnType<ReturnType<typeof parsed>['find']>[number]) {
  const number = (name: string) => Number(one.getAttribute(name) ?? Number.NaN);
  const place = one.closest('[transform]')?.getAttribute('transform') ?? 'translate(0 0)';
  const [dx, dy] = place.match(/-?[\d.]+/g)!.map(Number) as [number, number];
  const width = one.hasAttribute('textLength') ? number('textLength') : one.textContent!.length * 6.4;
  const left = number('x') + dx - (one.getAttribute('text-anchor') === 'end' ? width : 0);
  return {
    text: one.textContent,
    left,
    right: left + width,
    top: number('y') + dy - 9,
    bottom: number('y') + dy + 2,
  };
}

describe('with readings', () => {
  const readings = new Map<string, number>([
    ['LATENCY', 95.5],
    ['FORWARD_0', 0],
    ['BACKWARD_0', 1],
    ['RESET_0', Number.NaN],
    ['root.4/ACCEPT_PERCENTAGE', 1],
  ]);
  const overlay = { readings, caption: ['checkout at tick 7', ...explanation(plan, readings)] };

  test('every signal shows what it means where it is put out and where it is read', async () => {
    const { find } = parsed(await svg(plan.tree, 1, overlay));
    const shown = find('[data-signal]').map((one) => {
      const value = one.querySelector('.value');
      return `${one.getAttribute('data-signal')} ${/is-\w+/.exec(one.getAttribute('class')!)} ${value?.textContent ?? 'link'}`;
    });
    expect([...new Set(shown)].sort()).toEqual([
      'BACKWARD_0 is-true link',
      'BACKWARD_0 is-true true',
      'FORWARD_0 is-false false',
      'FORWARD_0 is-false link',
      'LATENCY is-number 95.5',
      'LATENCY is-number link',
      'RESET_0 is-invalid invalid',
      'RESET_0 is-invalid link',
    ]);
  });

  test('a percentage of 1 is a number, a decision of 1 is true', async () => {
    const { find } = parsed(await svg(plan.tree, 2, overlay));
    expect(find('[data-signal="root.4/ACCEPT_PERCENTAGE"]')[0]!.getAttribute('class')).toBe('net is-number');
    expect(find('[data-signal="BACKWARD_0"]').every((one) => one.hasAttribute('data-truth'))).toBe(true);
  });

  test('the links that decide are marked', async () => {
    const { texts } = parsed(await svg(plan.tree, 1, overlay));
    expect(texts('.because > title')).toEqual([
      'LATENCY: root.0 output to root.2 lhs',
      'BACKWARD_0: root.2 output to root.4 backward',
    ]);
  });

  test('what shines lies under every line, and nothing shines without readings', async () => {
    const drawn = parsed(await svg(plan.tree, 1, overlay)).find(
      '[data-signal] .halo, [data-signal] .line, [data-signal] .tip',
    );
    const classes = drawn.map((one) => one.getAttribute('class')).filter((one, i, all) => one !== all[i - 1]);
    expect(classes.lastIndexOf('halo')).toBe(0);
    expect(await svg(plan.tree, 1)).not.toContain('class="halo"');
  });

  test('the caption says what the ramp does and why', async () => {
    const { texts } = parsed(await svg(plan.tree, 1, overlay));
    expect(texts('.caption')).toEqual([
      'checkout at tick 7',
      'The accept percentage is 1.',
      'The ramp moves back: BACKWARD_0: LATENCY = 95.5 > 90',
    ]);
    expect(texts('#circuit-title')).toEqual(['checkout at tick 7']);
  });

  test.each([
    [
      { FORWARD_0: 1, BACKWARD_0: 0, RESET_0: 0, LATENCY: 60 },
      'The ramp moves forward: FORWARD_0: LATENCY = 60 < 75',
    ],
    [
      { FORWARD_0: 0, BACKWARD_0: 0, RESET_0: 0, LATENCY: 80 },
      'The ramp holds: FORWARD_0: LATENCY = 80 is not < 75',
    ],
    [
      { FORWARD_0: 1, BACKWARD_0: 1, RESET_0: 1, LATENCY: 120 },
      'The ramp resets: RESET_0: LATENCY = 120 > 100',
    ],
    [
      { FORWARD_0: 1, BACKWARD_0: 0, RESET_0: 0, LATENCY: 60, 'root.4/END_SIGNAL': 1 },
      'The ramp is at its end: FORWARD_0: LATENCY = 60 < 75',
    ],
  ])('%j: %s', (given, line) => {
    expect(explanation(plan, new Map(Object.entries(given))).at(-1)).toBe(line);
  });

  test('what holds the ramp stands before what its circuit wants', () => {
    const given = new Map([
      ['FORWARD_0', 1],
      ['LATENCY', 60],
    ]);
    expect(explanation(plan, given, { decision: 'hold', by: 'it is paused' })).toEqual([
      'The ramp holds: it is paused',
      'By its circuit alone it moves forward: FORWARD_0: LATENCY = 60 < 75',
    ]);
  });

  test('a circuit without a ramp has nothing to explain', () => {
    expect(explanation(planOf([promql('A', 'up')]), new Map())).toEqual([]);
  });

  test('truth is handed on by what only passes it on', async () => {
    const components = [
      promql('A', 'up'),
      { bool_variable: { constant_output: true, out_ports: { output: { signal_name: 'T' } } } },
      {
        first_valid: {
          in_ports: { inputs: [{ signal_name: 'T' }, { constant_signal: { value: 1 } }] },
          out_ports: { output: { signal_name: 'T2' } },
        },
      },
      {
        first_valid: {
          in_ports: { inputs: [{ signal_name: 'T' }, { signal_name: 'A' }] },
          out_ports: { output: { signal_name: 'MIXED' } },
        },
      },
      ramp([[1, '0s']], { forward: 'T2' }),
    ];
    const { find } = parsed(await svg(planOf(components).tree, -1));
    expect([...new Set(find('[data-truth]').map((one) => one.getAttribute('data-signal')))].sort()).toEqual([
      'T',
      'T2',
      'root.4/END_SIGNAL',
      'root.4/FORWARD',
      'root.4/START_SIGNAL',
    ]);
  });
});
