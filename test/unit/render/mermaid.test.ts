import { JSDOM } from 'jsdom';
import { beforeAll, describe, expect, test } from 'vitest';
import { mermaid } from '../../../src/render/mermaid.ts';
import { compare, planOf, promql, ramp } from '../../support/plans.ts';

const signal = (signal_name: string) => ({ signal_name });
const variable = (value: number) => ({
  variable: { constant_output: { value }, out_ports: { output: signal('LIMIT') } },
});
const small = planOf([
  promql('LATENCY', 'up', '1.5s'),
  compare('LATENCY', 'lt', 75, 'FORWARD'),
  ramp(
    [
      [1, '0s'],
      [100, '5m'],
    ],
    { forward: 'FORWARD' },
  ),
]).tree;

const line = (text: string, part: string) => text.split('\n').filter((one) => one.includes(part));

describe('depth', () => {
  test('0 is the root alone', () => {
    expect(mermaid(small, 0)).toBe(
      'flowchart LR\nsubgraph root[<center>Circuit<br/>The Circuit Root</center>]\nend\n',
    );
  });

  test('1, the default, draws composites closed', () => {
    expect(mermaid(small)).toBe(mermaid(small, 1));
    expect(mermaid(small).match(/^subgraph root\.\d+(\.\d+)?\[.*/gm)).toEqual([
      'subgraph root.0[<center>PromQL<br/>every 1.5s</center>]',
      'subgraph root.1[<center>Decider<br/>lt for 0s</center>]',
      'subgraph root.2[<center>LoadRamp<br/>1 selectors</center>]',
    ]);
  });

  test('2 and -1 open them; links cross the boundary by the signal outside', () => {
    const open = mermaid(small, 2);
    expect(mermaid(small, -1)).toBe(open);
    expect(line(open, 'LoadRamp')).toEqual([]);
    expect(line(open, '|FORWARD|')).toEqual([
      'root.1output --> |FORWARD| root.2.2signal',
      'root.2.2signal --> |FORWARD| root.2.0forward',
    ]);
  });

  test('of a circuit without components is the root at any depth', () => {
    expect(mermaid([], 1)).toBe(mermaid([], 0));
  });
});

describe('constants and variables', () => {
  test('a constant is a circle beside the port that reads it', () => {
    expect(line(mermaid(small), 'FakeConstant')).toEqual([
      'root.1_rhs_FakeConstantout((75.00))',
      'root.1_rhs_FakeConstantout --> root.1rhs',
    ]);
  });

  test('several on one repeated port share an id, and are listed each', () => {
    const inputs = [{ constant_signal: { value: 1 } }, {}, { constant_signal: { special_value: '+Inf' } }];
    const { tree } = planOf([{ max: { in_ports: { inputs }, out_ports: { output: signal('X') } } }]);
    expect(line(mermaid(tree), 'root.0_inputs_FakeConstant')).toEqual([
      ...['1.00', '0.00', '+Inf'].map((text) => `root.0_inputs_FakeConstantout((${text}))`),
      ...Array(3).fill('root.0_inputs_FakeConstantout --> root.0inputs'),
    ]);
  });

  test('a Variable is a circle of its own', () => {
    expect(mermaid(planOf([variable(0.125)]).tree)).toBe('flowchart LR\nroot.0output((0.12))\n');
  });
});

test('components and links are in byte order: root.10 before root.1_rhs before root.2', () => {
  const { tree } = planOf([
    promql('A', 'up'),
    ...Array.from({ length: 10 }, (_, i) => compare('A', 'gt', i, `B_${i}`)),
  ]);
  const ids = [...mermaid(tree).matchAll(/^(?:subgraph (root\.\d+)\[|(root\.\d+_\w+?)out\()/gm)].map(
    ([, a, b]) => a ?? b,
  );
  expect(ids.slice(0, 5)).toEqual([
    'root.0',
    'root.1',
    'root.10',
    'root.10_rhs_FakeConstant',
    'root.1_rhs_FakeConstant',
  ]);
});

test.each([
  ['abcdefghijklmnopqrstuvwxyza', 'abcdefghijklmnopqrstuvwxyza'],
  ['abcdefghijklmnopqrstuvwxyzab', 'abcdefghijklmnopqrstuvwxyza...'],
  ['ääääääääääääää', 'äääääääääääää\uFFFD...'],
])('a description over 27 bytes is cut: %s', (short_description, shown) => {
  const { tree } = planOf([{ nested_circuit: { name: 'N', short_description, components: [variable(1)] } }]);
  expect(mermaid(tree)).toContain(`subgraph root.0[<center>N<br/>${shown}</center>]`);
});

test('ports that nothing is linked to are left out, their blocks are not', () => {
  const { tree } = planOf([promql('A', 'up')]);
  expect(mermaid(tree).split('\n').slice(2, -1)).toEqual([
    'subgraph root.0_outports[ ]',
    'style root.0_outports fill:none,stroke:none',
    'end',
    'end',
  ]);
});

describe('mermaid itself reads', () => {
  let parse: (text: string) => Promise<unknown>;

  beforeAll(async () => {
    const { window } = new JSDOM('');
    Object.assign(globalThis, { window, document: window.document });
    const { default: library } = await import('mermaid');
    parse = (text) => library.parse(text);
  }, 60_000);

  const circuits = {
    'a latency ramp': small,
    'special constants': planOf([
      {
        max: {
          in_ports: {
            inputs: ['NaN', '+Inf'].map((special_value) => ({ constant_signal: { special_value } })),
          },
          out_ports: { output: signal('X') },
        },
      },
      variable(1.5),
    ]).tree,
    nothing: [],
  };

  test.each(Object.entries(circuits))('%s, at every depth', async (_, tree) => {
    for (const depth of [0, 1, 2, -1])
      await expect(parse(mermaid(tree, depth))).resolves.toMatchObject({ diagramType: 'flowchart-v2' });
  });

  test('and would say so if it did not', async () => {
    await expect(parse('flowchart LR\nroot.0[output --> x')).rejects.toThrow(/Parse error/);
  });
});
