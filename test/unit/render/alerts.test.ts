import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { METRICS } from '../../../src/control/api/metrics.ts';
import { ROLLOUT_STATES } from '../../../src/control/state/rollout-status.ts';
import { type AlertSubject, alertRules } from '../../../src/render/alerts.ts';
import { root } from '../../support/script.ts';

const SUBJECT: AlertSubject = {
  rollout: 'checkout-v2',
  interval: 10,
  withoutData: 180,
  longestPlateau: 7200,
  hasApprovals: true,
  runbook: 'https://example.com/page',
};

interface Rules {
  readonly groups: readonly {
    readonly name: string;
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly for: string;
      readonly annotations: { readonly runbook_url: string };
    }[];
  }[];
}

const rulesOf = (changes: Partial<AlertSubject> = {}) =>
  (alertRules({ ...SUBJECT, ...changes }) as Rules).groups[0]!.rules;

test('alerts read metrics that there are, of states that there are', () => {
  const known = [...METRICS.map(([name]) => name), 'rollout_leader'];
  const text = rulesOf()
    .map(({ expr }) => expr)
    .join('\n');
  expect([...new Set(text.match(/\brollout_\w+/g))].filter((name) => !known.includes(name))).toEqual([]);
  const states = [...text.matchAll(/state=~?"([a-z_|]+)"/g)].flatMap(([, words]) => words!.split('|'));
  expect(states.filter((state) => !(ROLLOUT_STATES as readonly string[]).includes(state))).toEqual([]);
});

test('times go by the rollout', () => {
  const rules = new Map(rulesOf().map((rule) => [rule.alert, rule]));
  expect(rules.get('RolloutBlind')!.for).toBe('180s');
  expect(rules.get('RolloutStuck')!.expr).toContain('[14400s]');
  expect(rules.get('RolloutTicksLate')!.expr).toContain('> 100\n');
  expect(rulesOf({ interval: 1 }).find(({ alert }) => alert === 'RolloutTicksLate')!.expr).toContain(
    '> 60\n',
  );
});

test('each leads to its part of the page', () => {
  expect(rulesOf()[0]!.annotations.runbook_url).toBe('https://example.com/page#rolloutcontrollergone');
});

test('nobody is told of approvals where there are none', () => {
  const names = rulesOf({ hasApprovals: false }).map(({ alert }) => alert);
  expect(rulesOf().map(({ alert }) => alert)).toEqual([...names, 'RolloutWaitsForApproval']);
});

test('the page has a heading for each of them', () => {
  const headings = readFileSync(join(root, 'docs/alerts.md'), 'utf8').match(/^## .*$/gm);
  expect(headings).toEqual(rulesOf().map(({ alert }) => `## ${alert}`));
});
