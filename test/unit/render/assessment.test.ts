import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { assessmentHtml } from '../../../src/render/assessment.ts';
import { assessed, injection } from '../../support/assessed.ts';

describe('the page of an assessment', () => {
  test('allows its own script and style by hash, and nothing else', () => {
    const html = assessmentHtml(assessed());
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)![1]!;
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const [script] = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => hash(match[1]!));
    const [style] = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map((match) => hash(match[1]!));
    expect(policy).toBe(
      `default-src 'none'; img-src data:; script-src ${script}; style-src ${style}; base-uri 'none'; form-action 'none'`,
    );
    expect(html).not.toMatch(/ style="| on\w+="|src="|@import|url\(/);
  });

  test.each(['</script><script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"\'&<>\u0000'])(
    'shows %j as text',
    (text) => {
      const { assessment } = assessed();
      const { false_alarms } = assessment;
      const [stretch] = false_alarms.stretches.worst;
      const hostile = { signal: text, criterion: text, command: text };
      const html = assessmentHtml({
        ...assessed({
          policy: text,
          false_alarms: {
            ...false_alarms,
            by: [{ ...hostile, rehearsals: 1 }],
            stretches: { of: 1, worst: [{ ...stretch!, ...hostile, from: text, to: text }] },
          },
          incidents: [
            {
              name: text,
              from: text,
              to: text,
              rehearsals: 1,
              caught: 0,
              delay_seconds: { p50: null, p95: null },
            },
          ],
          injections: [injection(1.2, 90, text), { ...injection(1.2, 90), effect: text, share: text }],
          diagnostics: [{ severity: 'warning', message: text }],
        }),
        measures: new Map([[text, { title: text, unit: text }]]),
        policyText: text,
        valuesText: text,
      });
      expect(html.match(/<script/g)).toHaveLength(1);
      expect(html).not.toContain('<img');
      expect(html).not.toContain('\u0000');
    },
  );

  test('says what was found, on what, and how sure it is', () => {
    const html = assessmentHtml(assessed({ verdict: 'cannot tell', partial: true }));
    for (const said of [
      'rehearsals were reset by nothing, all from 2 stretches',
      'Cannot tell: the limits lie inside the intervals.',
      'Partial: it was interrupted',
      '2026-11-16T00:00:00.000Z',
      '20,160, one every 1 min',
      'average latency 20 % higher',
      'rollout simulate values.yaml --start',
    ])
      expect(html).toContain(said);
  });

  test('is the same for the same assessment', () => {
    expect(assessmentHtml(assessed())).toBe(assessmentHtml(assessed()));
  });
});
