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

const LINK = 'A\nclick root.0 "https://evil.example/login"';

describe('names that mean something to Mermaid', () => {
  const linked = (name: string) =>
    line(mermaid(planOf([promql(name, 'up'), compare(name, 'gt', 1, 'B')]).tree), 'root.0output -->');

  test.each([
    ['plain', 'LATENCY_1', 'LATENCY_1'],
    ['what means nothing there stays', 'ä b-c.d: 99 %', 'ä b-c.d: 99 %'],
    ['a line break starts no statement', LINK, '"A click root.0 #34;https://evil.example/login#34;"'],
    ['a quote, a bar', 'a"|b', '"a#34;#124;b"'],
    ['markup and entities', '<b>#quot;&amp;', '"#60;b#62;#35;quot#59;#38;amp#59;"'],
    ['a directive', '%%{init: {}}%%', '"#37;#37;#123;init: #123;#125;#125;#37;#37;"'],
    ['a formula', '$$x$$', '"#36;#36;x#36;#36;"'],
    ['what a terminal obeys', '\u001b[2J\u202e', '"\ufffd#91;2J\ufffd"'],
  ])('%s', (_, name, label) => expect(linked(name)).toEqual([`root.0output --> |${label}| root.1lhs`]));

  test('a nested circuit and its ports: texts are quoted, ids are made of what an id may hold', () => {
    const inner = [
      { nested_signal_ingress: { port_name: 'in "1"', out_ports: { signal: signal('X') } } },
      { nested_signal_egress: { port_name: 'out', in_ports: { signal: signal('X') } } },
    ];
    const nested = {
      name: 'N"]',
      short_description: 'a (b)',
      in_ports_map: { 'in "1"': signal('A') },
      out_ports_map: { out: signal('B') },
      components: inner,
    };
    const text = mermaid(planOf([promql('A', 'up'), { nested_circuit: nested }]).tree);
    expect(text).toContain('subgraph root.1["<center>N#34;#93;<br/>a #40;b#41;</center>"]\n');
    expect(text).toContain('root.1in_u20__u22_1_u22_["in #34;1#34;"]\n');
    expect(text).toContain('root.0output --> |A| root.1in_u20__u22_1_u22_\n');
  });
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
    'hostile names': planOf([
      promql(LINK, 'up'),
      compare(LINK, 'gt', 1, 'a"]|b'),
      compare('a"]|b', 'gt', 1, '%%{init: {}}%%'),
      compare('%%{init: {}}%%', 'gt', 1, '<b>#quot;$$x$$\\`\u202e'),
      compare('<b>#quot;$$x$$\\`\u202e', 'gt', 1, 'C'),
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
