import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/judge/assess/summarise.ts';
import type { Comparison } from '../../../src/judge/comparison.ts';
import { blocksMarkdown } from '../../../src/render/blocks/markdown.ts';
import { blocksText } from '../../../src/render/blocks/text.ts';
import { commentBlocks, comparisonBlocks } from '../../../src/render/comparison-blocks.ts';
import { injected, inputOf, outcome } from '../../support/outcomes.ts';

const EFFECT = 'LATENCY: x2';
const assessmentOf = (effects: readonly string[]) =>
  summarise(
    inputOf({
      rehearsals: Array.from({ length: 40 }, (_, i) => ({
        healthy: outcome(i * 10),
        incidents: [],
        injected: effects.map(() => injected(i * 10, { reset: 3 })),
      })),
      injections: effects.map((effect) => ({ effect, share: 'whole', window_seconds: 0 })),
    }),
  );
const none = { value: 0, interval: [-0.01, 0.01] as const };
const comparisonOf = (other: Partial<Comparison> = {}, effects: readonly string[] = []): Comparison => ({
  a: assessmentOf(effects),
  b: assessmentOf(effects),
  pairs: 40,
  differences: {
    false_alarms: { value: 0.031, interval: [0.012, 0.05], verdict_interval: [0.01, 0.052] },
    reset_at_first_step: none,
    backward: { value: -0.00002, interval: null },
    completed: none,
    completed_without_reset: none,
    time_to_complete_seconds: { value: -60, interval: null, never: { a: 0.05, b: 0, both: 0.5 } },
  },
  verdict: 'better',
  ...other,
});
const NAMES = { a: 'old.yaml', b: 'new.yaml' };
const textOf = (comparison: Comparison) =>
  blocksText(comparisonBlocks(comparison, NAMES), { width: 80, colour: false });

describe('a comparison as text', () => {
  const text = textOf(comparisonOf());

  it('begins with the policies and what they were compared on', () => {
    expect(text).toContain(`\
A old.yaml
B new.yaml

40 pairs of rehearsals from the same starts, one every 10 min, each 15 min at
most; history from 2026-11-01T00:00:00.000Z to 2026-11-02T00:00:00.000Z: 1 d
`);
  });

  it('has the shares of both, and their difference with its sign and interval', () => {
    expect(text).toMatch(/^reset by nothing +0 % +0 % +\+3\.1 % +\+1\.2 % to \+5 %$/m);
    expect(text).toMatch(/^sent back by nothing +0 % +0 % +-0\.002 % +-$/m);
    expect(text).toMatch(/^reached 100 % +100 % +100 % +0 % +-1 % to \+1 %$/m);
  });

  it('says of times in how many pairs they never came', () => {
    expect(text).toMatch(
      /^time to 100 %, median +4 min +4 min +-1 min +-\n {2}not in time: A alone in 5 %, both in 50 %$/m,
    );
  });

  it('ends with the verdict and what it rests on', () => {
    expect(
      text.endsWith(`
B is better: B resets 3.1 in 100 fewer healthy rollouts (5.2 fewer to 1 fewer).
`),
    ).toBe(true);
  });
});

it('every injected effect has its table; of several each is named', () => {
  const { differences } = comparisonOf();
  const caught = { value: -0.04, interval: [-0.08, 0.01], verdict_interval: [-0.09, 0.02] } as const;
  const means = { value: -20.4, interval: [-25.1, -16.3] } as const;
  const one = textOf(
    comparisonOf(
      { differences: { ...differences, caught, exposure_percent_hours: means }, verdict: 'cannot tell' },
      [EFFECT],
    ),
  );
  expect(one).toContain('with LATENCY: x2\n');
  expect(one).toMatch(/^caught +100 % +100 % +-4 % +-8 % to \+1 %$/m);
  expect(one).toMatch(/^exposure, percent-hours \(mean\) +- +- +-20\.4 +-25\.1 to -16\.3$/m);
  expect(one.replaceAll('\n', ' ')).toContain(
    'This history cannot tell which is better: B resets 3.1 in 100 fewer healthy rollouts (5.2 fewer to 1 fewer), and catches 4 in 100 more rollouts with LATENCY: x2 (2 fewer to 9 more).',
  );
  const named = { ...differences, 'caught (A: x2)': caught, 'caught (A: x3)': { ...caught, value: null } };
  const two = textOf(comparisonOf({ differences: named }, ['A: x2', 'A: x3'])).replaceAll('\n', ' ');
  expect(two).toContain('catches 4 in 100 more rollouts with A: x2');
  expect(two).toContain('met no rollouts to compare: rollouts with A: x3');
});

it('where no interval can be given, the sentence says so', () => {
  const { differences } = comparisonOf();
  const unsure = { ...differences, false_alarms: { value: 0, interval: null, verdict_interval: null } };
  expect(textOf(comparisonOf({ differences: unsure, verdict: 'cannot tell' }))).toContain(
    'as many healthy rollouts (too\nfew to say how sure).',
  );
});

it('a comment begins with the verdict, and escapes what strangers wrote', () => {
  const comment = blocksMarkdown(commentBlocks(comparisonOf(), { a: 'a_|*.yaml', b: 'b' }));
  expect(comment.startsWith('**B is better: B resets 3.1 in 100 fewer')).toBe(true);
  expect(comment).toContain('A a\\_\\|\\*.yaml');
});
