import { expect, test } from 'vitest';
import { dot } from '../../../src/render/dot.ts';
import { compare, planOf, promql, ramp } from '../../support/plans.ts';

const { tree } = planOf([
  promql('LATENCY', 'up'),
  compare('LATENCY', 'lt', 75, 'FORWARD'),
  ramp(
    [
      [1, '0s'],
      [100, '5m'],
    ],
    { forward: 'FORWARD' },
  ),
]);

test('clusters with ports on two ranks, constants, and links between ports', () => {
  expect(dot(tree)).toBe(`digraph circuit {
  graph [rankdir="LR", splines="ortho"];
  node [shape="box"];
  subgraph "cluster_root.0" {
    label="PromQL[root.0]";
    tooltip="every 1s";
    margin="50.0";
    subgraph "root.0_output" {
      rank="same";
      "root.0.out.output" [label="output"];
    }
  }
  subgraph "cluster_root.1" {
    label="Decider[root.1]";
    tooltip="lt for 0s";
    margin="50.0";
    subgraph "root.1_input" {
      rank="same";
      "root.1.in.lhs" [label="lhs"];
      "root.1.in.rhs" [label="rhs"];
    }
    subgraph "root.1_output" {
      rank="same";
      "root.1.out.output" [label="output"];
    }
    "root.1.in.rhs" -> "root.1.out.output" [style="invis"];
  }
  "root.1_rhs_FakeConstant.out.out" [label="75.00", shape="circle"];
  subgraph "cluster_root.2" {
    label="LoadRamp[root.2]";
    tooltip="1 selectors";
    margin="50.0";
    subgraph "root.2_input" {
      rank="same";
      "root.2.in.forward" [label="forward"];
    }
  }
  "root.0.out.output" -> "root.1.in.lhs" [xlabel="LATENCY"];
  "root.1.out.output" -> "root.2.in.forward" [xlabel="FORWARD"];
  "root.1_rhs_FakeConstant.out.out" -> "root.1.in.rhs";
}
`);
});

test('a component without ports is drawn all the same', () => {
  expect(dot(tree, 0)).toContain('label="Circuit[root]"');
  expect(dot(tree, 0)).toContain('"root" [label="", style="invis"];');
});

test('names that mean something to DOT are quoted', () => {
  const components = [promql('A "b" \\n', 'up')];
  const nested = planOf([
    { nested_circuit: { name: 'x"]; y\\', components } },
    compare('C', 'gt', 1, 'D'),
    promql('C', 'up'),
  ]);
  expect(dot(nested.tree)).toContain('label="x\\"]; y\\\\[root.0]";');
});

test('one port per name, one link per occurrence', () => {
  const inputs = [{ signal_name: 'A' }, { signal_name: 'A' }];
  const text = dot(
    planOf([promql('A', 'up'), { or: { in_ports: { inputs }, out_ports: { output: { signal_name: 'B' } } } }])
      .tree,
  );
  expect(text.match(/\[label="inputs"\]/g)).toHaveLength(1);
  expect(text.match(/-> "root\.1\.in\.inputs" \[xlabel="A"\]/g)).toHaveLength(2);
});

test('a name is data: quotes, backslashes and line breaks are escaped, what a terminal obeys is replaced', () => {
  const name = 'A"]; evil [label="\\\n\u001b[2J\u202e';
  const text = dot(planOf([promql(name, 'up'), compare(name, 'gt', 1, 'B')]).tree);
  expect(text).toContain('[xlabel="A\\"]; evil [label=\\"\\\\\\n\ufffd[2J\ufffd"];');
  expect(text).not.toMatch(/[\u001b\u202e]/);
});
